// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/vm/krunkit/krunkit_plan.h"

#include "core/vm/krunkit/gvproxy_config.h"
#include "core/vm/qemu/choices.h"
#include "core/vm/shares.h"

namespace hydra {
namespace {

constexpr auto kMostMemory = MemorySize::gib(60);
constexpr int kMostCpus = 255;

Error refusal(QString what, QString hint)
{
    return {ErrorCode::Invalid, std::move(what), {}, std::move(hint), {}};
}

std::optional<Error> refuse(const PlanInput &input)
{
    const VmSpec &vm = input.vm;
    if (vm.memory > kMostMemory)
        return refusal(QStringLiteral("memory: krunkit gives a guest 60 GiB at most"),
                       QStringLiteral("write 60 or less"));
    if (vm.cpu > kMostCpus)
        return refusal(QStringLiteral("cpu: krunkit gives a guest 255 at most"),
                       QStringLiteral("write 255 or less"));
    if (vm.sharedMemory.type != SharedMemoryType::None)
        return refusal(QStringLiteral("shared_memory: krunkit has none"),
                       QStringLiteral("write `type: none`, or `backend: qemu`"));
    for (const ChosenShare &share : chooseShares(vm, input.host).shares) {
        if (share.readOnly)
            return refusal(
                QStringLiteral("shares: krunkit cannot share %1 read-only").arg(share.host),
                QStringLiteral("write `read_only: false`, or `backend: qemu`"));
    }
    return std::nullopt;
}

// A comma ends an option's value, and krunkit's options have no way to escape it.
std::optional<Error> refuseCommas(const QStringList &paths)
{
    for (const QString &path : paths) {
        if (path.contains(u',') || path.contains(u'='))
            return refusal(
                QStringLiteral(
                    "krunkit cannot use %1: its options know no commas or equals signs in a path")
                    .arg(path),
                QStringLiteral("rename the file or directory"));
    }
    return std::nullopt;
}

QString option(const char *name, const QString &value)
{
    return QLatin1String(name) + u'=' + value;
}

QString formatOf(const QString &path)
{
    return path.endsWith(u".qcow2") ? QStringLiteral("qcow2") : QStringLiteral("raw");
}

QStringList disksOf(const PlanInput &input)
{
    QStringList disks;
    // krunkit boots from disks only, so kernel and initrd are put into one.
    if (input.vm.boot == BootMode::Kernel)
        disks << input.files.stateDir + QStringLiteral("/kernel.raw");
    disks << input.files.systemDisk;
    for (const QString &disk : input.files.dataDisks)
        disks << disk;
    disks << input.files.seed;
    disks.removeAll(QString());
    return disks;
}

QStringList pathsOf(const PlanInput &input)
{
    QStringList paths = disksOf(input) << input.files.runtimeDir << input.files.stateDir;
    for (const ChosenShare &share : chooseShares(input.vm, input.host).shares)
        paths << share.host;
    return paths;
}

QStringList devices(const PlanInput &input, const QString &consoleLog)
{
    const QString run = input.files.runtimeDir + u'/';
    QStringList args;
    const auto add = [&args](const QStringList &device) {
        args << QStringLiteral("--device") << device.join(u',');
    };
    add({QStringLiteral("virtio-serial"), option("logFilePath", consoleLog)});
    for (const QString &disk : disksOf(input))
        add({QStringLiteral("virtio-blk"), option("path", disk), option("format", formatOf(disk))});
    add({QStringLiteral("virtio-rng")});
    add({QStringLiteral("virtio-net"), option("unixSocketPath", run + u'n'),
         option("mac", input.mac)});
    for (const auto &[port, socket] : {std::pair(1025, u'k'), std::pair(1024, u'i')})
        add({QStringLiteral("virtio-vsock"), option("port", QString::number(port)),
             option("socketURL", run + socket), QStringLiteral("listen")});
    for (const ChosenShare &share : chooseShares(input.vm, input.host).shares)
        add({QStringLiteral("virtio-fs"), option("sharedDir", share.host),
             option("mountTag", share.tag)});
    return args;
}

QString restUri(const PlanInput &input)
{
    const int port = input.vm.krunkit.restPort;
    return port != 0 ? QStringLiteral("tcp://localhost:%1").arg(port)
                     : QStringLiteral("unix://%1/r").arg(input.files.runtimeDir);
}

Command krunkitCommand(const PlanInput &input, const KrunkitPlan &plan)
{
    Command command;
    command.program = input.host.programs.krunkit;
    command.args = QStringList{QStringLiteral("--krun-log-level"),
                               QString::number(input.vm.krunkit.logLevel),
                               QStringLiteral("--cpus"),
                               QString::number(input.vm.cpu),
                               QStringLiteral("--memory"),
                               QString::number(input.vm.memory.inMib()),
                               QStringLiteral("--bootloader"),
                               QStringLiteral("efi,variable-store=%1/efi-variables,create")
                                   .arg(input.files.stateDir)} +
                   devices(input, plan.consoleLog) +
                   QStringList{QStringLiteral("--restful-uri"), plan.restUri};
    command.outputFile = input.files.stateDir + QStringLiteral("/krunkit.log");
    return command;
}

Command gvproxyCommand(const PlanInput &input, const KrunkitPlan &plan)
{
    Command command;
    command.program = input.host.programs.gvproxy;
    command.args = {QStringLiteral("-config"),
                    plan.gvproxyConfigFile,
                    QStringLiteral("-listen"),
                    QStringLiteral("unix://") + plan.controlSocket,
                    QStringLiteral("-listen-vfkit"),
                    QStringLiteral("unixgram://%1/n").arg(input.files.runtimeDir),
                    QStringLiteral("-pid-file"),
                    input.files.stateDir + QStringLiteral("/gvproxy.pid"),
                    QStringLiteral("-log-file"),
                    input.files.stateDir + QStringLiteral("/gvproxy.log")};
    command.outputFile = input.files.stateDir + QStringLiteral("/gvproxy-output.log");
    return command;
}

// krunkit exits when its guest reboots: once during set-up, and once more for a new kernel or
// reboot_after_install.
int rebootsOf(const VmSpec &vm)
{
    if (vm.boot == BootMode::Kernel)
        return 0;
    const bool once =
        !vm.rebootAfterInstall && vm.kernelVersion.isEmpty() && vm.kernelPackage.isEmpty();
    return once ? 1 : 2;
}

std::vector<QString> notesOf(const VmSpec &vm)
{
    const struct {
        bool used;
        const char *note;
    } all[] = {
        {!vm.qemuArgs.isEmpty(), "qemu_args: krunkit does not get them"},
        {!vm.machine.isEmpty(), "machine: krunkit has one only"},
        {!vm.cpuModel.isEmpty() && vm.cpuModel != u"host",
         "cpu_model: a guest of krunkit has this host's"},
        {vm.firmware.kind != FirmwareSpec::Kind::Auto, "firmware: krunkit has its own"},
        {vm.vsock.kind != VsockSpec::Kind::Off,
         "vsock: krunkit's guests have the ports 1024 and 1025, and no CID of their own"},
    };
    std::vector<QString> notes;
    for (const auto &note : all) {
        if (note.used)
            notes.push_back(QLatin1String(note.note));
    }
    return notes;
}

} // namespace

Result<KrunkitPlan> planKrunkit(const PlanInput &input)
{
    auto error = refuse(input);
    if (!error)
        error = refuseCommas(pathsOf(input));
    if (error) {
        error->where = VmRef{input.lab, input.vm.name}.toString();
        return fail(std::move(*error));
    }
    KrunkitPlan plan;
    plan.consoleLog = input.files.places().serialLog();
    plan.restUri = restUri(input);
    plan.controlSocket = input.files.runtimeDir + QStringLiteral("/p");
    plan.gvproxyConfigFile = input.files.stateDir + QStringLiteral("/gvproxy.yaml");
    plan.gvproxyConfig = gvproxyConfig(input.vm.userNetwork, input.mac, input.ports);
    plan.calls = exposeCalls(input.vm.userNetwork, input.ports);
    plan.gvproxy = gvproxyCommand(input, plan);
    plan.krunkit = krunkitCommand(input, plan);
    plan.reboots = rebootsOf(input.vm);
    plan.notes = notesOf(input.vm);
    return plan;
}

} // namespace hydra
