// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "lab/start.h"

#include "base/atomic_file.h"
#include "base/file_lock.h"
#include "image/grow_disk.h"
#include "image/guest_build.h"
#include "image/qcow2.h"
#include "keeper/launch.h"
#include "lab/check_start.h"
#include "lab/instant.h"
#include "lab/remove.h"
#include "lab/snapshots.h"
#include "lab/vm_link.h"
#include "vm/qemu/choices.h"
#include "vm/qemu/probe.h"
#include "vm/restore_intent.h"

#include <QFile>
#include <QFileInfo>
#include <QDir>
#include <QJsonDocument>

#include <future>

namespace hydra {
namespace {

Result<void> makeDirs(const Environment &environment, const VmRef &vm)
{
    const Paths &paths = environment.paths;
    for (const QString &dir : {paths.stateDir, paths.labState(vm.lab), paths.vmState(vm), paths.runtimeDir, paths.vmRuntime(vm)}) {
        if (auto made = makePrivateDir(dir); !made)
            return made;
    }
    return {};
}

QString backingRecord(const PreparedVm &vm)
{
    return vm.files.stateDir + QStringLiteral("/disk.base");
}

// A size below the image's own asks for nothing. A disk that is kept though its image is another has the
// size it has.
Result<void> ensureSize(const PreparedVm &vm, const QString &qemuImg, const UpOptions &options)
{
    const MemorySize size = vm.spec.diskSize > vm.image->virtualSize ? vm.spec.diskSize : MemorySize();
    if (auto grown = growDisk(vm.files.systemDisk, size, qemuImg); !grown && options.disk != DiskPolicy::Keep)
        return grown;
    return {};
}

// The overlay's base is remembered beside it, so that another `image:` cannot go unnoticed.
Result<void> ensureSystemDisk(const PreparedVm &vm, const QString &qemuImg, const UpOptions &options)
{
    const QString disk = vm.files.systemDisk;
    if (!vm.image)
        return {};
    const bool exists = QFileInfo::exists(disk);
    const auto base = readFile(backingRecord(vm), 16 << 10);
    const bool same = base && *base == vm.image->path.toUtf8();
    if (exists && options.disk != DiskPolicy::Fresh && (same || options.disk == DiskPolicy::Keep))
        return ensureSize(vm, qemuImg, options);
    if (exists && options.disk == DiskPolicy::Ask)
        return fail(ErrorCode::Conflict,
                    QStringLiteral("its disk was made from another image than %1").arg(vm.image->name), vm.ref.toString(),
                    QStringLiteral("start with --keep-disk to go on with the disk, or with --fresh-disk to lose its content"));
    QFile::remove(disk);
    dropRestoreIntent(vm.files.stateDir); // what should have been restored was in it
    if (!vm.files.uefiVars.isEmpty())
        QFile::remove(vm.files.uefiVars);
    // The record first: a disk without one looks like another image's.
    if (auto written = writeFileAtomically(backingRecord(vm), vm.image->path.toUtf8()); !written)
        return written;
    return createOverlay(disk, *vm.image, vm.spec.diskSize, qemuImg);
}

Result<void> ensureUefiVars(const PreparedVm &vm, const HostFacts &host)
{
    if (vm.files.uefiVars.isEmpty() || QFileInfo::exists(vm.files.uefiVars))
        return {};
    const auto firmware = chooseFirmware(vm.spec, host);
    if (!firmware)
        return fail(firmware.error());
    if (!*firmware || (*firmware)->varsTemplate.isEmpty())
        return {};
    const auto content = readFile((*firmware)->varsTemplate);
    if (!content)
        return fail(content.error());
    return writeFileAtomically(vm.files.uefiVars, *content);
}

Result<void> ensureDisks(const PreparedVm &vm, const HostFacts &host, const UpOptions &options)
{
    if (auto made = ensureSystemDisk(vm, host.programs.qemuImg, options); !made)
        return made;
    for (size_t i = 0; i < vm.files.dataDisks.size(); ++i) {
        const QString &path = vm.files.dataDisks[i];
        if (!QFileInfo::exists(path)) {
            if (auto made = createDisk(path, vm.spec.disks[i].size, host.programs.qemuImg); !made)
                return made;
        } else if (auto grown = growDisk(path, vm.spec.disks[i].size, host.programs.qemuImg); !grown) {
            return grown;
        }
    }
    return ensureUefiVars(vm, host);
}

Result<SeedInput> seedInput(const Environment &environment, const PreparedVm &vm)
{
    const auto labKey = ensureLabKey(environment.paths, vm.ref.lab);
    if (!labKey)
        return fail(labKey.error());
    const auto hostKey = ensureHostKey(environment.paths, vm.ref);
    if (!hostKey)
        return fail(hostKey.error());
    SeedInput input;
    input.lab = vm.ref.lab;
    input.vm = vm.spec;
    input.mac = vm.mac;
    input.authorizedKeys = QStringList{*labKey} + vm.spec.sshAuthorizedKeys;
    input.hostKey = *hostKey;
    input.passwordHash = passwordHashOf(vm.spec, vm.identity);
    input.containerdInImage = vm.image && vm.image->containerd;
    input.webhookUrl = webhookUrlOf(vm.spec, vm.identity);
    input.freshMachineId = vm.identity.freshMachineId;
    return input;
}

Result<void> ensureSeed(const Environment &environment, const PreparedVm &vm)
{
    if (vm.files.seed.isEmpty())
        return {};
    const auto input = seedInput(environment, vm);
    const auto documents = input ? makeSeedDocuments(*input) : Result<SeedDocuments>(fail(input.error()));
    const auto seed = documents ? makeSeedImage(*documents) : Result<QByteArray>(fail(documents.error()));
    if (!seed)
        return fail(seed.error());
    return writeFileAtomically(vm.files.seed, *seed);
}

// Only a disk that nothing was written to fits a frozen guest's memory.
Result<void> chooseStart(const Environment &environment, const PreparedVm &vm, const HostFacts &host,
                         const UpOptions &options, PlanInput &input)
{
    if (!vm.image || !isUntouchedQcow2(vm.files.systemDisk))
        return {};
    if (isOutdated(*vm.image, debianArch(host.arch)))
        input.notes.push_back(QStringLiteral("the image %1 was built by another version of Hydra: `hydractl image remove %1`, "
                                             "then start again").arg(vm.image->name));
    if (!vm.image->frozen || options.cold || vm.spec.boot != BootMode::Image)
        return {};
    if (const auto why = whyCold(environment.paths, vm, host)) {
        input.notes.push_back(QStringLiteral("it starts cold, not from the frozen guest of %1: %2").arg(vm.image->name, *why));
        return {};
    }
    const auto seed = seedInput(environment, vm);
    const auto refresh = seed ? writeRefresh(vm, *seed) : Result<QString>(fail(seed.error()));
    if (!refresh)
        return fail(refresh.error());
    input.instant = InstantStart{*vm.image, *refresh};
    return {};
}

std::vector<PlannedDependency> dependenciesOf(const Environment &environment, const LoadedLab &lab, const VmSpec &vm)
{
    std::vector<PlannedDependency> after;
    for (const QString &name : vm.after) {
        const VmSpec *other = lab.spec.vm(name);
        const bool containerd = other && other->containerd && other->ports.containerd.kind != PortSpec::Kind::Off;
        after.push_back({name, environment.paths.vmRuntime(lab.ref(name)) + QStringLiteral("/c"),
                         toString(containerd ? Phase::Containerd : Phase::Ssh)});
    }
    return after;
}

Result<LaunchPlan> writePlan(const Environment &environment, const LoadedLab &lab, const PreparedVm &vm,
                             const HostFacts &host, const UpOptions &options)
{
    PlanInput input;
    input.lab = vm.ref.lab;
    input.vm = vm.spec;
    input.host = host;
    input.files = vm.files;
    input.ports = vm.ports;
    input.mac = vm.mac;
    input.webhookPort = vm.identity.webhookPort;
    input.webhookToken = vm.identity.webhookToken;
    input.after = dependenciesOf(environment, lab, vm.spec);
    if (!options.memoryFile.isEmpty())
        input.memoryFile = MemoryFile{options.memoryFile, true};
    if (auto chosen = chooseStart(environment, vm, host, options, input); !chosen)
        return fail(chosen.error());
    auto plan = planQemu(input);
    if (!plan)
        return plan;
    if (auto continued = continueRestore(*plan, host, options.holdRestored); !continued)
        return fail(continued.error());
    if (auto written = writeFileAtomically(plan->planFile(), QJsonDocument(toJson(*plan)).toJson()); !written)
        return fail(written.error());
    return plan;
}

Result<LaunchPlan> prepare(const Environment &environment, const LoadedLab &lab, const PreparedVm &vm,
                           const HostFacts &host, const UpOptions &options)
{
    if (vm.running)
        return readLaunchPlan(environment.paths, vm.ref);
    if (auto made = makeDirs(environment, vm.ref); !made)
        return fail(made.error());
    if (auto written = writeIdentity(vm.files.stateDir, vm.identity); !written)
        return fail(written.error());
    if (auto made = ensureDisks(vm, host, options); !made)
        return fail(made.error());
    if (auto made = ensureSeed(environment, vm); !made)
        return fail(made.error());
    return writePlan(environment, lab, vm, host, options);
}

// The lab is there: whatever else is missing is what this host lacks, not a name that is wrong.
tl::unexpected<Error> lack(Error error)
{
    if (error.code == ErrorCode::NotFound)
        error.code = ErrorCode::Failed;
    return fail(std::move(error));
}

// All at once: each launch waits until its keeper answers. The first failure is told.
Result<void> launchAll(const std::vector<LaunchPlan> &plans, const QString &keeperProgram)
{
    std::vector<std::future<Result<void>>> launches;
    for (const LaunchPlan &plan : plans)
        launches.push_back(std::async(std::launch::async, [&] { return launchKeeper(plan, keeperProgram, false); }));
    Result<void> all;
    for (auto &launch : launches) {
        if (auto launched = launch.get(); !launched && all)
            all = launched;
    }
    return all;
}

} // namespace

VmFiles vmFiles(const Paths &paths, const VmRef &ref, const VmSpec &spec)
{
    VmFiles files;
    files.stateDir = paths.vmState(ref);
    files.runtimeDir = paths.vmRuntime(ref);
    const bool direct = spec.boot == BootMode::Kernel;
    if (!direct || !spec.kernel.dataDisk.isEmpty()) {
        files.systemDisk = files.stateDir + QStringLiteral("/disk.qcow2");
        files.seed = files.stateDir + QStringLiteral("/seed.iso");
    }
    if (!direct && spec.firmware.kind != FirmwareSpec::Kind::None)
        files.uefiVars = files.stateDir + QStringLiteral("/uefi-vars.fd");
    for (const DiskSpec &disk : spec.disks)
        files.dataDisks.push_back(files.stateDir + QStringLiteral("/disk-%1.qcow2").arg(disk.name));
    if (direct) {
        files.kernel = spec.kernel.kernel;
        files.initrd = spec.kernel.initrd;
    }
    return files;
}

Result<void> startVms(const Environment &environment, const LoadedTarget &target, const UpOptions &options,
                      const JobContext &job)
{
    const LoadedLab &lab = target.lab;
    if (auto claimed = claimLabName(environment.paths, lab.spec.name, lab.file); !claimed)
        return claimed;
    const auto lock = FileLock::acquire(environment.paths.labState(lab.spec.name) + QStringLiteral("/up.lock"),
                                        std::chrono::minutes(5));
    if (!lock)
        return fail(lock.error());
    const auto host = collectHostFacts(environment.paths, environment.programs);
    if (!host)
        return fail(host.error());
    for (const QString &vm : target.vms)
        awaitEndOfKeeper(environment.paths, lab.ref(vm));
    const auto vms = checkStart(environment, target, *host, job);
    if (!vms)
        return lack(vms.error());
    std::vector<LaunchPlan> plans;
    for (const PreparedVm &vm : *vms) {
        auto plan = prepare(environment, lab, vm, *host, options);
        if (!plan)
            return lack(plan.error());
        plans.push_back(std::move(*plan));
    }
    return launchAll(plans, environment.keeperProgram);
}

} // namespace hydra
