// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/topology/network_actions.h"

#include "core/config/network_words.h"
#include "core/lab/edit_file.h"

namespace hydra::ui {
namespace {

NetworkChange egressOf(EgressSpec::Kind kind)
{
    return {.egress = EgressSpec{.kind = kind, .allow = {}}};
}

NetworkChange peersOf(PeersSpec::Kind kind)
{
    return {.peers = PeersSpec{.kind = kind, .only = {}}};
}

} // namespace

QString networkCommand(const VmRef &vm, const NetworkChange &change)
{
    const auto command = [&vm](const char *verb, const QString &words) {
        return QStringLiteral("hydractl net %1 %2 %3")
            .arg(QLatin1String(verb), vm.toString(), words);
    };
    return change.egress  ? command("egress", egressText(*change.egress))
           : change.peers ? command("peers", peersText(*change.peers))
           : change.link  ? command("link", linkText(*change.link))
           : change.hostLoopback
               ? QStringLiteral("hydractl set %1 %2 host_loopback=%3")
                     .arg(vm.lab, vm.vm,
                          *change.hostLoopback ? QStringLiteral("true") : QStringLiteral("false"))
               : QString();
}

NetworkActions::NetworkActions(Context &context, QObject *parent)
    : QObject(parent), m_context(context)
{
}

ActionSpec NetworkActions::changeAction(VmEntry &vm, const char *id, const QString &title,
                                        const NetworkChange &change, bool enabled)
{
    return {.id = QLatin1String(id),
            .title = title,
            .icon = {},
            .command = networkCommand(vm.ref(), change),
            .enabled = enabled,
            .run = [this, entry = QPointer(&vm), change] {
                if (entry)
                    apply(*entry, change);
            }};
}

std::vector<ActionSpec> NetworkActions::captureActions(VmEntry &vm, bool enabled)
{
    const bool live = enabled && VmNetwork::of(vm).isLive();
    const auto with = [&vm](auto act) {
        return [entry = QPointer(&vm), act] {
            if (entry)
                act(*entry);
        };
    };
    return {{.id = QStringLiteral("capture"),
             .title = tr("Capture to a file…"),
             .icon = {},
             .command =
                 QStringLiteral("hydractl net capture %1 -o FILE.pcapng").arg(vm.ref().toString()),
             .enabled = live,
             .run = with([this](VmEntry &entry) { Q_EMIT captureWanted(&entry); })},
            // Also for a capture of another window or terminal, which nobody tells of.
            {.id = QStringLiteral("capture-stop"),
             .title = tr("Stop the capture"),
             .icon = {},
             .command = {},
             .enabled = live,
             .run = with([this](VmEntry &entry) { stopCapture(entry); })}};
}

std::vector<ActionSpec> NetworkActions::of(const LabEntry &lab, VmEntry &vm)
{
    const NetworkChange now = VmNetwork::of(vm).policy();
    const bool enabled = lab.lab && lab.lab->spec.network.mode == NetworkMode::Lab && vm.spec();
    const EgressSpec::Kind egress = now.egress.value_or(EgressSpec()).kind;
    const PeersSpec::Kind peers = now.peers.value_or(PeersSpec()).kind;
    const bool loopback = now.hostLoopback.value_or(false);
    LinkSpec turned = now.link.value_or(LinkSpec());
    turned.down = !turned.down;
    const auto asking = [this, &vm](auto signal) {
        return [this, entry = QPointer(&vm), signal] {
            if (entry)
                Q_EMIT(this->*signal)(entry);
        };
    };
    using Egress = EgressSpec::Kind;
    using Peers = PeersSpec::Kind;
    std::vector<ActionSpec> all{
        changeAction(vm, "link-down", turned.down ? tr("Cut the link") : tr("Mend the link"),
                     {.link = turned}, enabled),
        {.id = QStringLiteral("link"),
         .title = tr("Delay, loss and rate…"),
         .icon = {},
         .command = QStringLiteral("hydractl net link %1 delay=50ms loss=1% rate=1Mbit")
                        .arg(vm.ref().toString()),
         .enabled = enabled,
         .run = asking(&NetworkActions::linkWanted)},
        changeAction(vm, "egress-open", tr("Egress: open"), egressOf(Egress::Open),
                     enabled && egress != Egress::Open),
        changeAction(vm, "egress-none", tr("Egress: none"), egressOf(Egress::None),
                     enabled && egress != Egress::None),
        {.id = QStringLiteral("egress-allow"),
         .title = tr("Egress: only to…"),
         .icon = {},
         .command = QStringLiteral("hydractl net egress %1 allow=LIST").arg(vm.ref().toString()),
         .enabled = enabled,
         .run = asking(&NetworkActions::allowListWanted)},
        changeAction(vm, "peers-all", tr("Peers: all"), peersOf(Peers::All),
                     enabled && peers != Peers::All),
        changeAction(vm, "peers-none", tr("Peers: none"), peersOf(Peers::None),
                     enabled && peers != Peers::None),
        {.id = QStringLiteral("peers-only"),
         .title = tr("Peers: only…"),
         .icon = {},
         .command = QStringLiteral("hydractl net peers %1 LIST").arg(vm.ref().toString()),
         .enabled = enabled && lab.vms.size() > 1,
         .run = asking(&NetworkActions::peersWanted)},
        changeAction(vm, "host-loopback",
                     loopback ? tr("Keep it from this computer's loopback")
                              : tr("Let it reach this computer's loopback"),
                     {.hostLoopback = !loopback}, enabled),
    };
    for (ActionSpec &action : captureActions(vm, enabled))
        all.push_back(std::move(action));
    return all;
}

void NetworkActions::apply(VmEntry &vm, const NetworkChange &change)
{
    VmNetwork &network = VmNetwork::of(vm);
    if (!network.isLive())
        return keep(vm.ref(), change);
    network.set(change, [this, ref = vm.ref(), change](const Result<QJsonObject> &done) {
        if (!done)
            Q_EMIT failed(done.error());
        else
            Q_EMIT changed(ref, change);
    });
}

void NetworkActions::keep(const VmRef &vm, const NetworkChange &change)
{
    const LabEntry *lab = m_context.store.lab(vm.lab);
    if (!lab)
        return;
    const auto kept = editLabFile(m_context.paths(), lab->file, toEdits(vm.vm, change));
    if (!kept)
        return Q_EMIT failed(kept.error());
    m_context.store.reload();
    Q_EMIT said(tr("Written into the lab file; it holds from the next start of %1.").arg(vm.vm));
}

void NetworkActions::startCapture(VmEntry &vm, const QString &path)
{
    VmNetwork::of(vm).startCapture(
        path, [this, ref = vm.ref(), path](const Result<QJsonObject> &done) {
            if (!done)
                return Q_EMIT failed(done.error());
            if (const LabEntry *lab = m_context.store.lab(ref.lab)) {
                for (const auto &other : lab->vms) {
                    if (other->ref().vm != ref.vm)
                        VmNetwork::of(*other).noteCaptureEnded();
                }
            }
            Q_EMIT said(tr("What goes over the link of %1 is written to %2.").arg(ref.vm, path));
        });
}

void NetworkActions::stopCapture(VmEntry &vm)
{
    VmNetwork::of(vm).stopCapture(
        [this, name = vm.ref().toString()](const Result<QJsonObject> &done) {
            if (!done)
                Q_EMIT failed(done.error());
            else
                Q_EMIT said(tr("The capture of %1 has ended.").arg(name));
        });
}

} // namespace hydra::ui
