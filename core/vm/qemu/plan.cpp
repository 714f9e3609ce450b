// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/vm/qemu/plan.h"

#include "core/host/facts.h"
#include "core/vm/qemu/choices.h"
#include "core/vm/qemu/command.h"
#include "core/vm/shares.h"
#include "core/vm/unsupported_keys.h"

#include <QFileInfo>

#include <algorithm>

namespace hydra {
namespace {

Error refusal(ErrorCode code, QString what, QString hint = {})
{
    return {code, std::move(what), {}, std::move(hint), {}};
}

std::optional<Error> refuseFiles(const PlanInput &input,
                                 const std::optional<FirmwareFiles> &firmware)
{
    const VmFiles &files = input.files;
    if (input.vm.boot == BootMode::Kernel && files.kernel.isEmpty())
        return refusal(ErrorCode::Invalid, QStringLiteral("kernel.kernel: no kernel is named"),
                       QStringLiteral("write `kernel: {kernel: FILE}`"));
    if (input.vm.boot == BootMode::Image && files.systemDisk.isEmpty())
        return refusal(ErrorCode::Invalid, QStringLiteral("image: there is no disk to boot from"));
    if (firmware && !firmware->varsTemplate.isEmpty() && files.uefiVars.isEmpty())
        return refusal(ErrorCode::Invalid,
                       QStringLiteral("firmware: there is no private copy of the variables"));
    const QString longest = files.places().qmpSocket();
    if (longest.toUtf8().size() > 103) // macOS's limit; Linux allows 107
        return refusal(ErrorCode::Failed,
                       QStringLiteral("%1 is too long for a socket").arg(longest),
                       QStringLiteral("set XDG_RUNTIME_DIR to a shorter directory"));
    return std::nullopt;
}

std::optional<Error> refuseForwards(const std::vector<PlannedPort> &ports)
{
    for (const PlannedPort &port : ports) {
        if (port.hostAddress.contains(u':'))
            return refusal(ErrorCode::Failed,
                           QStringLiteral("bind: QEMU cannot forward from the IPv6 address %1")
                               .arg(port.hostAddress),
                           QStringLiteral("write an IPv4 address of this host"));
    }
    return std::nullopt;
}

std::vector<QString> warningsOf(const PlanInput &input, const QStringList &accelerators)
{
    std::vector<QString> warnings;
    const VmSpec &vm = input.vm;
    const bool emulates = accelerators.contains(QStringLiteral("tcg"));
    if (emulates && vm.cpuModel == u"host")
        warnings.push_back(
            QStringLiteral("cpu_model: host: there is none with tcg, which gets max"));
    if (accelerators.first() == u"tcg" && vm.accelerator == Accelerator::Auto) {
        const QString reason = input.host.os == u"linux" ? input.host.kvmReason : QString();
        warnings.push_back(
            QStringLiteral("the VM is emulated and slow: %1")
                .arg(reason.isEmpty() ? QStringLiteral("no acceleration here") : reason));
    }
    for (const QString &note : specNotes(input.network, vm, debianArch(input.host.arch)))
        warnings.push_back(note);
    return warnings;
}

PlannedConsole console(const QString &name, const QString &vmSocket, const QString &clients,
                       const QString &transcript, bool recordedByQemu)
{
    return {name, vmSocket, clients, transcript, recordedByQemu};
}

void expectPhases(LaunchPlan &plan, const PlanInput &input)
{
    const auto forwards = [&](const char *role) {
        return std::any_of(plan.ports.begin(), plan.ports.end(), [&](const PlannedPort &port) {
            return port.role == QLatin1String(role);
        });
    };
    plan.expectCloudInit = !input.files.seed.isEmpty();
    // Direct kernel boot counts as well when cloud-init sets up the root file system.
    const bool ourGuest = input.vm.boot == BootMode::Image || plan.expectCloudInit;
    plan.expectSsh = ourGuest && forwards("ssh");
    plan.expectContainerd = ourGuest && input.vm.containerd && forwards("containerd");
}

// Runs in the memory file's directory, so that the state's file beside it can be named without a
// path.
Command qemuCommand(const PlanInput &input, const QString &accelerator,
                    const std::optional<FirmwareFiles> &firmware)
{
    Command command;
    command.program = input.host.qemu.program;
    command.args = qemuArguments(input, accelerator, firmware);
    command.outputFile = input.files.places().qemuLog();
    if (input.memoryFile)
        command.cwd = QFileInfo(input.memoryFile->path).path();
    return command;
}

LaunchAttempt instantAttempt(const PlanInput &input, const std::optional<FirmwareFiles> &firmware)
{
    const StoredImage &image = input.instant->image;
    PlanInput fork = input;
    fork.memoryFile = MemoryFile{image.memoryFile(), false};
    const PlannedRestore restore{QStringLiteral("exec:cat ") +
                                     QFileInfo(image.stateFile()).fileName(),
                                 input.instant->refreshFile, input.vm.userNetwork.full().address,
                                 image.frozen->waitingShell};
    return {image.frozen->accelerator, qemuCommand(fork, image.frozen->accelerator, firmware),
            restore};
}

QJsonObject forwardJson(const PlannedPort &port)
{
    return {{QStringLiteral("bind"), port.hostAddress},
            {QStringLiteral("host_port"), port.hostPort},
            {QStringLiteral("guest_port"), port.guestPort},
            {QStringLiteral("udp"), port.protocol == u"udp"}};
}

/// A guest may reach HOST_PORT of this machine's loopback whatever its policy says.
void openHostPort(PlannedNetwork &network, std::uint16_t hostPort)
{
    QJsonObject policy = network.port[u"policy"].toObject();
    QJsonArray ports = policy[u"host_ports"].toArray();
    ports.append(int(hostPort));
    policy[u"host_ports"] = ports;
    network.port[u"policy"] = policy;
}

void planForwards(PlannedNetwork &network, const PlanInput &input)
{
    for (const PlannedPort &port : input.ports)
        network.forwards.append(forwardJson(port));
    if (input.webhookPort != 0) // the guest tells us of its boot there
        openHostPort(network, input.webhookPort);
}

LaunchPlan assemble(const PlanInput &input, const QStringList &accelerators,
                    const std::optional<FirmwareFiles> &firmware)
{
    LaunchPlan plan;
    plan.vm = {input.lab, input.vm.name};
    plan.stateDir = input.files.stateDir;
    plan.runtimeDir = input.files.runtimeDir;
    plan.image =
        input.vm.boot == BootMode::Kernel ? input.files.kernel.section(u'/', -1) : input.vm.image;
    if (input.instant)
        plan.attempts.push_back(instantAttempt(input, firmware));
    PlanInput cold = input;
    cold.instant.reset();
    for (const QString &accelerator : accelerators)
        plan.attempts.push_back({accelerator, qemuCommand(cold, accelerator, firmware), {}});
    plan.warnings = warningsOf(input, accelerators);
    plan.warnings.insert(plan.warnings.end(), input.notes.begin(), input.notes.end());
    const ChosenShares shares = chooseShares(input.vm, input.host);
    plan.warnings.insert(plan.warnings.end(), shares.notes.begin(), shares.notes.end());
    plan.helpers = shareHelpers(shares, input.files, input.host);
    plan.ports = input.ports;
    plan.network = input.labPort;
    if (plan.network)
        planForwards(*plan.network, input);
    const VmPlaces places = plan.places();
    plan.consoles = {console(serialName(input.host), places.serialSocket(), places.serialClients(),
                             places.serialLog(), false),
                     console(QStringLiteral("hvc0"), places.hvcSocket(), places.hvcClients(),
                             places.hvcLog(), true)};
    plan.qmpSocket = places.qmpSocket();
    plan.after = input.after;
    plan.webhookPort = input.webhookPort;
    plan.webhookToken = input.webhookToken;
    expectPhases(plan, input);
    return plan;
}

} // namespace

std::optional<Error> refuseQemu(const HostFacts &host)
{
    const QemuFacts &qemu = host.qemu;
    if (qemu.program.isEmpty() && !host.qemuReason.isEmpty())
        return refusal(ErrorCode::Failed, host.qemuReason);
    if (qemu.program.isEmpty()) {
        const QString package =
            isArm(host) ? QStringLiteral("qemu-system-arm") : QStringLiteral("qemu-system-x86");
        return refusal(ErrorCode::NotFound,
                       QStringLiteral("qemu-system-%1 is not installed").arg(host.arch),
                       host.os == u"macos" ? QStringLiteral("run `brew install qemu`")
                                           : QStringLiteral("install the package %1").arg(package));
    }
    if (!has(qemu, QemuFeature::Minimum))
        return refusal(
            ErrorCode::Failed,
            QStringLiteral("%1 is version %2, too old").arg(qemu.program, qemu.version),
            QStringLiteral("install %1 or newer").arg(requirement(QemuFeature::Minimum)));
    return std::nullopt;
}

std::optional<Error> refuseNetwork(const QemuFacts &qemu, bool isOnLabNetwork)
{
    if (isOnLabNetwork && !has(qemu, QemuFeature::DatagramNetwork))
        return refusal(
            ErrorCode::Failed,
            QStringLiteral("network.mode: lab needs %1, and %2 is version %3")
                .arg(requirement(QemuFeature::DatagramNetwork), qemu.program, qemu.version),
            QStringLiteral("install it, or write `mode: user`"));
    if (!isOnLabNetwork && !qemu.userNetwork)
        return refusal(ErrorCode::Failed,
                       QStringLiteral("%1 has no user network").arg(qemu.program),
                       QStringLiteral("install a QEMU that was built with libslirp"));
    return std::nullopt;
}

Result<LaunchPlan> planQemu(const PlanInput &input)
{
    const auto refuse = [&](Error error) {
        error.where = VmRef{input.lab, input.vm.name}.toString();
        return fail(std::move(error));
    };
    LabSpec lab;
    lab.name = input.lab;
    lab.network = input.network;
    if (const std::vector<Error> later = unsupportedKeys(lab, input.vm); !later.empty())
        return refuse(later.front());
    if (const auto error = refuseQemu(input.host))
        return refuse(*error);
    if (const auto error = refuseNetwork(input.host.qemu, input.labPort.has_value()))
        return refuse(*error);
    const auto accelerators = chooseAccelerators(input.vm, input.host);
    if (!accelerators)
        return refuse(accelerators.error());
    const auto firmware = chooseFirmware(input.vm, input.host);
    if (!firmware)
        return refuse(firmware.error());
    if (const auto error = refuseFiles(input, *firmware))
        return refuse(*error);
    if (const auto error = refuseForwards(input.ports))
        return refuse(*error);
    return assemble(input, *accelerators, *firmware);
}

} // namespace hydra
