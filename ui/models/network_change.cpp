// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/models/network_change.h"

#include "core/config/network_words.h"
#include "core/yaml/writer.h"

#include <QJsonArray>

namespace hydra::ui {
namespace {

/// The lists of egress and peers are words, or JSON lists.
QJsonValue wordOrList(const QString &word, const QStringList &list)
{
    return word.isEmpty() ? QJsonValue(QJsonArray::fromStringList(list)) : QJsonValue(word);
}

QString wordOf(const EgressSpec &egress)
{
    return egress.kind == EgressSpec::Kind::Open   ? QStringLiteral("open")
           : egress.kind == EgressSpec::Kind::None ? QStringLiteral("none")
                                                   : QString();
}

QString wordOf(const PeersSpec &peers)
{
    return peers.kind == PeersSpec::Kind::All    ? QStringLiteral("all")
           : peers.kind == PeersSpec::Kind::None ? QStringLiteral("none")
                                                 : QString();
}

QString flowList(const QStringList &items)
{
    QStringList quoted;
    for (const QString &item : items)
        quoted << doubleQuoted(item);
    return QStringLiteral("[%1]").arg(quoted.join(QStringLiteral(", ")));
}

/// "delay=50ms loss=1%", or KEY: VALUE pairs for the file; only what is not the default.
QStringList linkWords(const LinkSpec &link, const QString &between)
{
    QStringList words;
    const auto add = [&](const char *key, const QString &value) {
        words << QLatin1String(key) + between + value;
    };
    if (link.delay.count() != 0)
        add("delay", delayText(link.delay));
    if (link.jitter.count() != 0)
        add("jitter", delayText(link.jitter));
    if (link.loss != 0)
        add("loss", lossText(link.loss));
    if (link.rate != 0)
        add("rate", rateText(link.rate));
    if (link.down)
        add("down", QStringLiteral("true"));
    return words;
}

QStringList stringsIn(const QJsonValue &list)
{
    QStringList strings;
    for (const QJsonValue &item : list.toArray())
        strings << item.toString();
    return strings;
}

EgressSpec egressIn(const QJsonValue &value, const EgressSpec &fallback)
{
    if (value.isArray())
        return {EgressSpec::Kind::Allow, stringsIn(value)};
    return value.toString() == u"open"   ? EgressSpec{.kind = EgressSpec::Kind::Open, .allow = {}}
           : value.toString() == u"none" ? EgressSpec{.kind = EgressSpec::Kind::None, .allow = {}}
                                         : fallback;
}

PeersSpec peersIn(const QJsonValue &value, const PeersSpec &fallback)
{
    if (value.isArray())
        return {PeersSpec::Kind::Only, stringsIn(value)};
    return value.toString() == u"all"    ? PeersSpec{.kind = PeersSpec::Kind::All, .only = {}}
           : value.toString() == u"none" ? PeersSpec{.kind = PeersSpec::Kind::None, .only = {}}
                                         : fallback;
}

LinkSpec linkIn(const QJsonObject &json)
{
    const auto delay = [&json](const char *key) {
        return std::chrono::microseconds(
            std::int64_t(std::clamp(json[QLatin1String(key)].toDouble(), 0.0, 60000.0) * 1000));
    };
    return {.delay = delay("delay_ms"),
            .jitter = delay("jitter_ms"),
            .loss = std::clamp(json[QStringLiteral("loss")].toDouble(), 0.0, 1.0),
            .rate = std::uint64_t(std::clamp(json[QStringLiteral("rate")].toDouble(), 0.0, 1e12)),
            .down = json[QStringLiteral("down")].toBool()};
}

} // namespace

QJsonObject toRequest(const NetworkChange &change)
{
    QJsonObject request;
    if (change.egress)
        request[QStringLiteral("egress")] =
            wordOrList(wordOf(*change.egress), change.egress->allow);
    if (change.peers)
        request[QStringLiteral("peers")] = wordOrList(wordOf(*change.peers), change.peers->only);
    if (const auto &link = change.link)
        request[QStringLiteral("link")] =
            QJsonObject{{QStringLiteral("delay_ms"), double(link->delay.count()) / 1000},
                        {QStringLiteral("jitter_ms"), double(link->jitter.count()) / 1000},
                        {QStringLiteral("loss"), link->loss},
                        {QStringLiteral("rate"), double(link->rate)},
                        {QStringLiteral("down"), link->down}};
    return request;
}

std::vector<LabEdit> toEdits(const QString &vm, const NetworkChange &change)
{
    std::vector<LabEdit> edits;
    if (const auto &egress = change.egress) {
        const QString word = wordOf(*egress);
        edits.push_back(
            {vm, QStringLiteral("egress"),
             word.isEmpty() ? QStringLiteral("{allow: %1}").arg(flowList(egress->allow)) : word});
    }
    if (const auto &peers = change.peers) {
        const QString word = wordOf(*peers);
        edits.push_back(
            {vm, QStringLiteral("peers"), word.isEmpty() ? flowList(peers->only) : word});
    }
    if (change.link) {
        const QStringList words = linkWords(*change.link, QStringLiteral(": "));
        LabEdit edit{vm, QStringLiteral("link"),
                     QStringLiteral("{%1}").arg(words.join(QStringLiteral(", ")))};
        if (words.isEmpty())
            edit.kind = LabEdit::Kind::Remove;
        edits.push_back(std::move(edit));
    }
    return edits;
}

QString toCommand(const VmRef &vm, const NetworkChange &change)
{
    const QString name = vm.toString();
    if (const auto &egress = change.egress) {
        const QString word = wordOf(*egress);
        return QStringLiteral("hydractl net egress %1 %2")
            .arg(name, word.isEmpty() ? QStringLiteral("allow=") + egress->allow.join(u',') : word);
    }
    if (const auto &peers = change.peers) {
        const QString word = wordOf(*peers);
        return QStringLiteral("hydractl net peers %1 %2")
            .arg(name, word.isEmpty() ? peers->only.join(u',') : word);
    }
    if (!change.link)
        return {};
    const QStringList words = linkWords(*change.link, QStringLiteral("="));
    return QStringLiteral("hydractl net link %1 %2")
        .arg(name, words.isEmpty() ? QStringLiteral("clear") : words.join(u' '));
}

NetworkChange policyIn(const QJsonObject &reply, const NetworkChange &fallback)
{
    const QJsonObject policy = reply[QStringLiteral("policy")].toObject();
    NetworkChange now = fallback;
    now.egress = egressIn(policy[QStringLiteral("egress")], fallback.egress.value_or(EgressSpec()));
    now.peers = peersIn(policy[QStringLiteral("peers")], fallback.peers.value_or(PeersSpec()));
    if (reply.contains(QStringLiteral("link")))
        now.link = linkIn(reply[QStringLiteral("link")].toObject());
    return now;
}

} // namespace hydra::ui
