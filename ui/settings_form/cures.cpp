// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/settings_form/cures.h"

#include "core/host/ports.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <set>

namespace hydra::ui {
namespace {

QString trCure(const char *text)
{
    return QCoreApplication::translate("hydra::ui::Cures", text);
}

/// Adds a port, or all of a range such as 7000-7002.
void addNumber(const YamlNode &node, std::set<std::uint16_t> &ports)
{
    const QString host = node.text.section(u':', 0, 0);
    bool isNumber = false;
    const int first = host.section(u'-', 0, 0).toUShort(&isNumber);
    const int last = host.contains(u'-') ? host.section(u'-', 1).toUShort() : first;
    for (int port = first; isNumber && port <= last; ++port)
        ports.insert(std::uint16_t(port));
}

/// The host ports that the lab file assigns to its VMs.
std::set<std::uint16_t> takenPorts(const WrittenLab &lab)
{
    std::set<std::uint16_t> ports;
    for (std::size_t vm = 0; vm < std::size_t(lab.vmNames().size()); ++vm) {
        for (const char *role : {"ssh", "containerd", "streaming", "rimd", "diod"})
            addNumber(lab.at(vm, QStringLiteral("ports.%1").arg(QLatin1String(role))).node, ports);
        for (const YamlNodePtr &extra : lab.at(vm, QStringLiteral("ports.extra")).node.items) {
            const YamlEntry *host = extra->find(QStringLiteral("host"));
            addNumber(host ? *host->value : *extra, ports);
        }
    }
    return ports;
}

std::optional<Cure> freePort(const Diagnostic &problem, const QString &path, const VmForm &form)
{
    static const QRegularExpression conflict(
        QStringLiteral("\\Ahost port ([0-9]+)/(tcp|udp) is used by"));
    const auto match = conflict.match(problem.what);
    if (!match.hasMatch())
        return std::nullopt;
    const Protocol protocol = match.captured(2) == u"udp" ? Protocol::Udp : Protocol::Tcp;
    const QString bind = form.value(QStringLiteral("bind")).node.text;
    const auto port = proposeFreePort(bind, match.captured(1).toUShort(), protocol,
                                      takenPorts(form.draft().written()));
    if (!port)
        return std::nullopt;
    return Cure{trCure("Use %1").arg(*port),
                path.endsWith(u']') ? path + QStringLiteral(".host") : path,
                QString::number(*port)};
}

} // namespace

std::optional<Cure> cureFor(const Diagnostic &problem, const QString &path, const VmForm &form)
{
    if (auto port = freePort(problem, path, form))
        return port;
    if (problem.hint.startsWith(QStringLiteral("leave %1 out").arg(path)))
        return Cure{trCure("Take it out"), path, {}};
    static const QRegularExpression meant(QStringLiteral("\\Adid you mean '([^']+)'\\?"));
    const FieldHelp *field = findFieldHelp(path);
    if (const auto match = meant.match(problem.hint);
        match.hasMatch() && field && wordsOf(*field).contains(match.captured(1)))
        return Cure{trCure("Use %1").arg(match.captured(1)), path, match.captured(1)};
    static const QRegularExpression value(
        QStringLiteral("\\Awrite (?:[a-z_]+: )?(auto|[0-9]+MiB)\\z"));
    if (const auto match = value.match(problem.hint); match.hasMatch())
        return Cure{trCure("Use %1").arg(match.captured(1)), path, match.captured(1)};
    return std::nullopt;
}

} // namespace hydra::ui
