// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/vm/isolation.h"

#include <QJsonArray>

#include <algorithm>

namespace hydra {
namespace {

using Reasons = std::vector<IsolationReason>;

LabEdit edit(const VmSpec &vm, const QString &key, const QString &value)
{
    return {.vm = vm.name, .key = key, .value = value};
}

/// What is closed by one key of the VM.
IsolationReason opened(int weight, const QString &words, const LabEdit &closing)
{
    return {.weight = weight,
            .words = words,
            .advice = QStringLiteral("%1: %2").arg(closing.key, closing.value),
            .fix = {closing}};
}

void judgeBackend(Reasons &reasons, const VmSpec &vm, const QString &accelerator)
{
    if (vm.backend == BackendKind::Krunkit)
        reasons.push_back({.weight = 1,
                           .words = QStringLiteral("Own kernel; krunkit's devices have no sandbox"),
                           .advice = QStringLiteral("backend: qemu"),
                           .fix = {edit(vm, QStringLiteral("backend"), QStringLiteral("qemu"))}});
    else if (accelerator == u"tcg")
        reasons.push_back(
            {.weight = 2,
             .words = QStringLiteral("Emulated: TCG is no security boundary"),
             .advice = QStringLiteral("run it where KVM or Hypervisor.framework works")});
    else
        reasons.push_back({.words = accelerator.isEmpty()
                                        ? QStringLiteral("Own kernel, QEMU in its sandbox")
                                        : QStringLiteral("Own kernel, QEMU with %1 in its sandbox")
                                              .arg(accelerator.toUpper())});
    if (!vm.qemuArgs.isEmpty())
        reasons.push_back({.weight = 1,
                           .words = QStringLiteral("Raw QEMU arguments"),
                           .advice = QStringLiteral("take out qemu_args")});
}

void judgeLogin(Reasons &reasons, const VmSpec &vm)
{
    if (vm.password.isEmpty() && vm.passwordHash.isEmpty())
        return reasons.push_back({.words = QStringLiteral("Own key, password login off")});
    reasons.push_back({.weight = 1,
                       .words = QStringLiteral("Password login on"),
                       .advice = QStringLiteral("take out password; the lab's key still logs in")});
}

bool isOpenToNetwork(const QString &bind)
{
    return !bind.startsWith(u"127.");
}

void judgePorts(Reasons &reasons, const VmSpec &vm)
{
    const QString loopback = QStringLiteral("127.0.0.1");
    const bool vmIsOpen = isOpenToNetwork(vm.bind);
    if (vmIsOpen)
        reasons.push_back(opened(2, QStringLiteral("Ports open to the network"),
                                 edit(vm, QStringLiteral("bind"), loopback)));
    bool anyIsOpen = vmIsOpen;
    for (std::size_t i = 0; i < vm.ports.extra.size(); ++i) {
        const ExtraPortSpec &port = vm.ports.extra[i];
        if (port.bind.isEmpty() || !isOpenToNetwork(port.bind))
            continue;
        anyIsOpen = true;
        reasons.push_back(
            opened(2, QStringLiteral("Port %1 open to the network").arg(port.host),
                   edit(vm, QStringLiteral("ports.extra[%1].bind").arg(i), loopback)));
    }
    if (!anyIsOpen)
        reasons.push_back({.words = QStringLiteral("Ports only on this machine")});
}

void judgeShares(Reasons &reasons, const VmSpec &vm)
{
    for (std::size_t i = 0; i < vm.shares.size(); ++i) {
        const ShareSpec &share = vm.shares[i];
        if (!share.readOnly)
            reasons.push_back(opened(
                2, QStringLiteral("%1 shared read-write").arg(share.host),
                edit(vm, QStringLiteral("shares[%1].read_only").arg(i), QStringLiteral("true"))));
    }
    if (vm.kubeletShares == KubeletShares::Local)
        reasons.push_back(
            opened(2, QStringLiteral("Kubelet's directories shared read-write"),
                   edit(vm, QStringLiteral("kubelet_shares"), QStringLiteral("off"))));
}

void judgeDevices(Reasons &reasons, const VmSpec &vm)
{
    if (vm.gpu)
        reasons.push_back(opened(2, QStringLiteral("GPU commands run on this machine"),
                                 edit(vm, QStringLiteral("gpu"), QStringLiteral("off"))));
    if (vm.sharedMemory.type == SharedMemoryType::Ivshmem)
        reasons.push_back(
            opened(2, QStringLiteral("Memory shared with other programs"),
                   edit(vm, QStringLiteral("shared_memory"), QStringLiteral("{type: none}"))));
}

void judgeHostLoopback(Reasons &reasons, const LabSpec &lab, const VmSpec &vm)
{
    const QString open = QStringLiteral("Reaches this machine's loopback");
    if (lab.network.mode == NetworkMode::User)
        reasons.push_back(
            {.weight = 2,
             .words = open,
             .advice = QStringLiteral("network: {mode: lab} for the lab, host_loopback: false"),
             .fix = {
                 {.vm = {}, .key = QStringLiteral("network.mode"), .value = QStringLiteral("lab")},
                 edit(vm, QStringLiteral("host_loopback"), QStringLiteral("false"))}});
    else if (vm.hostLoopback)
        reasons.push_back(
            opened(2, open, edit(vm, QStringLiteral("host_loopback"), QStringLiteral("false"))));
}

void judgeNetwork(Reasons &reasons, const LabSpec &lab, const VmSpec &vm)
{
    judgeHostLoopback(reasons, lab, vm);
    const bool isOnLabsNetwork = lab.network.mode == NetworkMode::Lab;
    const LabEdit noEgress = edit(vm, QStringLiteral("egress"), QStringLiteral("none"));
    if (!isOnLabsNetwork || vm.egress.kind == EgressSpec::Kind::Open)
        reasons.push_back(
            {.weight = 1,
             .words = QStringLiteral("Reaches every network this machine does"),
             .advice = QStringLiteral("egress: none, or a list of what it needs"),
             .fix = isOnLabsNetwork ? std::vector{noEgress} : std::vector<LabEdit>()});
    else
        reasons.push_back({.words = vm.egress.kind == EgressSpec::Kind::None
                                        ? QStringLiteral("Reaches nothing outside its lab")
                                        : QStringLiteral("Reaches only what its list allows")});
    const bool hasNeighbours = isOnLabsNetwork && lab.vms.size() > 1;
    if (hasNeighbours && vm.peers.kind == PeersSpec::Kind::All)
        reasons.push_back(opened(1, QStringLiteral("Reached by all VMs of its lab"),
                                 edit(vm, QStringLiteral("peers"), QStringLiteral("none"))));
}

QString gradeOf(const Reasons &reasons)
{
    int sum = 0;
    for (const IsolationReason &reason : reasons)
        sum += reason.weight;
    return QString(QChar(u'A' + std::min((sum + 1) / 2, 4)));
}

} // namespace

const IsolationReason *Isolation::next() const
{
    const IsolationReason *most = nullptr;
    const auto rank = [](const IsolationReason &reason) {
        return std::pair(reason.weight, !reason.fix.empty());
    };
    for (const IsolationReason &reason : reasons) {
        if (!reason.advice.isEmpty() && (!most || rank(reason) > rank(*most)))
            most = &reason;
    }
    return most;
}

Isolation judgeIsolation(const LabSpec &lab, const VmSpec &vm, const QString &accelerator)
{
    Isolation isolation;
    judgeBackend(isolation.reasons, vm, accelerator);
    judgeLogin(isolation.reasons, vm);
    judgePorts(isolation.reasons, vm);
    judgeShares(isolation.reasons, vm);
    judgeDevices(isolation.reasons, vm);
    judgeNetwork(isolation.reasons, lab, vm);
    isolation.grade = gradeOf(isolation.reasons);
    std::stable_sort(isolation.reasons.begin(), isolation.reasons.end(),
                     [](const IsolationReason &a, const IsolationReason &b) {
                         return (a.weight == 0) != (b.weight == 0) ? a.weight == 0
                                                                   : a.weight > b.weight;
                     });
    return isolation;
}

QJsonObject toJson(const Isolation &isolation)
{
    QJsonArray reasons;
    for (const IsolationReason &reason : isolation.reasons)
        reasons.append(QJsonObject{{QStringLiteral("weight"), reason.weight},
                                   {QStringLiteral("words"), reason.words},
                                   {QStringLiteral("advice"), reason.advice}});
    return {{QStringLiteral("grade"), isolation.grade}, {QStringLiteral("reasons"), reasons}};
}

} // namespace hydra
