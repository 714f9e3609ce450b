// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/vm/vm_state.h"

#include <QJsonArray>

#include <array>

namespace hydra {
namespace {

const std::array<std::pair<VmState, QString>, 8> &stateNames()
{
    static const std::array<std::pair<VmState, QString>, 8> table = {{
        {VmState::Stopped, QStringLiteral("stopped")},
        {VmState::Starting, QStringLiteral("starting")},
        {VmState::Running, QStringLiteral("running")},
        {VmState::Paused, QStringLiteral("paused")},
        {VmState::Stopping, QStringLiteral("stopping")},
        {VmState::Crashed, QStringLiteral("crashed")},
        {VmState::Waiting, QStringLiteral("waiting")},
        {VmState::Unknown, QStringLiteral("unknown")},
    }};
    return table;
}

const std::array<std::pair<Phase, QString>, 8> &phaseNames()
{
    static const std::array<std::pair<Phase, QString>, 8> table = {{
        {Phase::None, QStringLiteral("")},
        {Phase::Firmware, QStringLiteral("firmware")},
        {Phase::Kernel, QStringLiteral("kernel")},
        {Phase::CloudInit, QStringLiteral("cloud-init")},
        {Phase::Ssh, QStringLiteral("ssh")},
        {Phase::Containerd, QStringLiteral("containerd")},
        {Phase::Cri, QStringLiteral("cri")},
        {Phase::Ready, QStringLiteral("ready")},
    }};
    return table;
}

template <typename Table, typename Value> QString nameIn(const Table &table, Value value)
{
    for (const auto &[candidate, name] : table)
        if (candidate == value)
            return name;
    return {};
}

QJsonValue processJson(const std::optional<ProcessId> &id)
{
    if (!id)
        return QJsonValue::Null;
    return QJsonObject{{QStringLiteral("pid"), id->pid},
                       {QStringLiteral("start_time"), id->startTime}};
}

std::optional<ProcessId> processFromJson(const QJsonValue &json)
{
    const QJsonObject object = json.toObject();
    const ProcessId id{object[QStringLiteral("pid")].toInteger(),
                       object[QStringLiteral("start_time")].toString()};
    return id.pid > 0 ? std::optional(id) : std::nullopt;
}

QJsonArray portsJson(const std::vector<PlannedPort> &ports, bool forContract)
{
    QJsonArray array;
    for (const PlannedPort &port : ports) {
        QJsonObject json{{QStringLiteral("role"), port.role},
                         {QStringLiteral("protocol"), port.protocol},
                         {QStringLiteral("host_address"), port.hostAddress},
                         {QStringLiteral("host_port"), port.hostPort},
                         {QStringLiteral("guest_port"), port.guestPort}};
        if (!forContract || !port.name.isEmpty())
            json[QStringLiteral("name")] = port.name;
        array.append(json);
    }
    return array;
}

std::vector<PlannedPort> portsFromJson(const QJsonArray &array)
{
    std::vector<PlannedPort> ports;
    for (const QJsonValue &value : array) {
        const QJsonObject json = value.toObject();
        PlannedPort port;
        port.role = json[QStringLiteral("role")].toString();
        port.name = json[QStringLiteral("name")].toString();
        port.protocol = json[QStringLiteral("protocol")].toString();
        port.hostAddress = json[QStringLiteral("host_address")].toString();
        port.hostPort = static_cast<std::uint16_t>(json[QStringLiteral("host_port")].toInt());
        port.guestPort = static_cast<std::uint16_t>(json[QStringLiteral("guest_port")].toInt());
        ports.push_back(port);
    }
    return ports;
}

std::vector<PhaseTime> phasesFromJson(const QJsonArray &array)
{
    std::vector<PhaseTime> phases;
    for (const QJsonValue &value : array) {
        const QJsonObject json = value.toObject();
        if (const auto phase = phaseFromString(json[QStringLiteral("phase")].toString()))
            phases.push_back({*phase, json[QStringLiteral("at_ms")].toInteger()});
    }
    return phases;
}

QJsonValue pidOrNull(const std::optional<ProcessId> &id)
{
    return id ? QJsonValue(id->pid) : QJsonValue(QJsonValue::Null);
}

QJsonValue lostJson(const VmStatus &status)
{
    return status.runtimeLostAtMs ? QJsonValue(*status.runtimeLostAtMs)
                                  : QJsonValue(QJsonValue::Null);
}

bool isUp(VmState state)
{
    return state == VmState::Running || state == VmState::Paused || state == VmState::Starting ||
           state == VmState::Stopping;
}

} // namespace

QString toString(VmState state)
{
    return nameIn(stateNames(), state);
}

std::optional<VmState> vmStateFromString(const QString &text)
{
    for (const auto &[state, name] : stateNames())
        if (name == text)
            return state;
    return std::nullopt;
}

QString toString(Phase phase)
{
    return nameIn(phaseNames(), phase);
}

std::optional<Phase> phaseFromString(const QString &text)
{
    for (const auto &[phase, name] : phaseNames())
        if (name == text)
            return phase;
    return std::nullopt;
}

bool hasEnded(VmState state)
{
    return state == VmState::Stopped || state == VmState::Crashed;
}

QJsonObject toJson(const VmStatus &status)
{
    QJsonArray phases;
    for (const PhaseTime &time : status.phases)
        phases.append(QJsonObject{{QStringLiteral("phase"), toString(time.phase)},
                                  {QStringLiteral("at_ms"), time.atMs}});
    QJsonArray warnings;
    for (const QString &warning : status.warnings)
        warnings.append(warning);
    QJsonArray helpers;
    for (const ProcessId &helper : status.helpers)
        helpers.append(processJson(helper));
    return {{QStringLiteral("lab"), status.vm.lab},
            {QStringLiteral("vm"), status.vm.vm},
            {QStringLiteral("state"), toString(status.state)},
            {QStringLiteral("reason"), status.reason},
            {QStringLiteral("phase"), toString(status.phase)},
            {QStringLiteral("backend"), status.backend},
            {QStringLiteral("accelerator"), status.accelerator},
            {QStringLiteral("accelerator_reason"), status.acceleratorReason},
            {QStringLiteral("started_at_ms"), status.startedAtMs},
            {QStringLiteral("keeper"), processJson(status.keeper)},
            {QStringLiteral("vm_process"), processJson(status.vmProcess)},
            {QStringLiteral("helpers"), helpers},
            {QStringLiteral("ports"), portsJson(status.ports, false)},
            {QStringLiteral("cri_socket"), status.criSocket},
            {QStringLiteral("image"), status.image},
            {QStringLiteral("boot_id"), status.bootId},
            {QStringLiteral("boot"), status.boot},
            {QStringLiteral("user_space"), status.userSpace},
            {QStringLiteral("cloud_init_done"), status.cloudInitDone},
            {QStringLiteral("phases"), phases},
            {QStringLiteral("runtime_lost_at_ms"), lostJson(status)},
            {QStringLiteral("warnings"), warnings},
            {QStringLiteral("start"), status.start},
            {QStringLiteral("provisioning"), toJson(status.provisioning)}};
}

Result<VmStatus> vmStatusFromJson(const QJsonObject &json)
{
    const auto state = vmStateFromString(json[QStringLiteral("state")].toString());
    const auto phase = phaseFromString(json[QStringLiteral("phase")].toString());
    if (!state || !phase || json[QStringLiteral("vm")].toString().isEmpty())
        return fail(ErrorCode::Invalid, QStringLiteral("is not a VM's state"),
                    QStringLiteral("state"));
    VmStatus status;
    status.vm = {json[QStringLiteral("lab")].toString(), json[QStringLiteral("vm")].toString()};
    status.state = *state;
    status.reason = json[QStringLiteral("reason")].toString();
    status.phase = *phase;
    status.backend = json[QStringLiteral("backend")].toString();
    status.accelerator = json[QStringLiteral("accelerator")].toString();
    status.acceleratorReason = json[QStringLiteral("accelerator_reason")].toString();
    status.startedAtMs = json[QStringLiteral("started_at_ms")].toInteger();
    status.keeper = processFromJson(json[QStringLiteral("keeper")]);
    status.vmProcess = processFromJson(json[QStringLiteral("vm_process")]);
    for (const QJsonValue &helper : json[QStringLiteral("helpers")].toArray()) {
        if (const auto process = processFromJson(helper))
            status.helpers.push_back(*process);
    }
    status.ports = portsFromJson(json[QStringLiteral("ports")].toArray());
    status.image = json[QStringLiteral("image")].toString();
    status.bootId = json[QStringLiteral("boot_id")].toString();
    status.boot = json[QStringLiteral("boot")].toInt();
    status.userSpace = json[QStringLiteral("user_space")].toBool();
    status.cloudInitDone = json[QStringLiteral("cloud_init_done")].toBool();
    status.phases = phasesFromJson(json[QStringLiteral("phases")].toArray());
    for (const QJsonValue &warning : json[QStringLiteral("warnings")].toArray())
        status.warnings.push_back(warning.toString());
    if (const QJsonValue lost = json[QStringLiteral("runtime_lost_at_ms")]; lost.isDouble())
        status.runtimeLostAtMs = lost.toInteger();
    status.start = json[QStringLiteral("start")].toString();
    status.criSocket = json[QStringLiteral("cri_socket")].toString();
    status.provisioning = provisioningFromJson(json[QStringLiteral("provisioning")].toObject());
    return status;
}

QJsonObject toContractJson(const VmStatus &status, qint64 nowMs)
{
    const bool up = isUp(status.state) && status.startedAtMs > 0;
    QJsonObject json{
        {QStringLiteral("lab"), status.vm.lab},
        {QStringLiteral("name"), status.vm.vm},
        {QStringLiteral("state"), toString(status.state)},
        {QStringLiteral("reason"), status.reason},
        {QStringLiteral("phase"), toString(status.phase)},
        {QStringLiteral("backend"), status.backend},
        {QStringLiteral("accelerator"), status.accelerator},
        {QStringLiteral("accelerator_reason"), status.acceleratorReason},
        {QStringLiteral("uptime_s"),
         up ? std::max<qint64>(0, nowMs - status.startedAtMs) / 1000 : 0},
        {QStringLiteral("pids"), QJsonObject{{QStringLiteral("keeper"), pidOrNull(status.keeper)},
                                             {QStringLiteral("vm"), pidOrNull(status.vmProcess)}}},
        {QStringLiteral("ports"), portsJson(status.ports, true)},
        {QStringLiteral("cri_socket"), status.criSocket},
        {QStringLiteral("image"), status.image},
        {QStringLiteral("boot_id"), status.bootId},
        {QStringLiteral("runtime_lost_at_ms"), lostJson(status)},
        {QStringLiteral("start"), status.start}};
    QJsonArray warnings;
    for (const QString &warning : status.warnings)
        warnings.append(warning);
    json[QStringLiteral("warnings")] = warnings;
    json[QStringLiteral("provisioning")] = status.provisioning.isKnown()
                                               ? QJsonValue(toJson(status.provisioning))
                                               : QJsonValue(QJsonValue::Null);
    return json;
}

} // namespace hydra
