// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "lab/check_start.h"

#include "host/ports.h"
#include "lab/vm_link.h"
#include "vm/backend.h"
#include "vm/host_check.h"
#include "vm/qemu/choices.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <set>

namespace hydra {
namespace {

using PortSet = std::set<std::uint16_t>;

Result<std::optional<StoredImage>> findImage(const Environment &environment, const VmSpec &vm, const QString &labFile,
                                             const HostFacts &host, const JobContext &job)
{
    const ImageStore store(environment.paths.imagesDir());
    const QString name = imageNameOf(vm);
    if (name.isEmpty())
        return std::optional<StoredImage>();
    auto image = store.find(name);
    if (!image && image.error().code == ErrorCode::NotFound) {
        const auto recipe = findGuestRecipe(name, debianArch(host.arch));
        image = recipe ? buildGuest(store, *recipe, job, buildOptions(environment)) : std::move(image);
    }
    if (!image)
        return fail(image.error());
    if (!vm.imageSha512.isEmpty() && !image->sha512.isEmpty() && image->sha512 != vm.imageSha512)
        return fail(ErrorCode::Failed, QStringLiteral("image %1 has another SHA-512 than image_sha512 says").arg(image->name),
                    labFile, QStringLiteral("correct image_sha512, or remove the image and get it again"));
    return std::optional<StoredImage>(*image);
}

// An `auto` port keeps its number for good, unless somebody took it while the VM was down.
Result<void> choosePort(std::uint16_t &number, const QString &address, PortSet &taken)
{
    if (number == 0 || taken.contains(number) || !isPortFree(address, number, Protocol::Tcp)) {
        const auto chosen = chooseFreePort(address, Protocol::Tcp, taken);
        if (!chosen)
            return fail(chosen.error());
        number = *chosen;
    }
    taken.insert(number);
    return {};
}

Result<void> choosePorts(PreparedVm &vm, PortSet &taken)
{
    vm.ports = planPorts(vm.spec, {});
    for (PlannedPort &port : vm.ports) {
        if (port.hostPort != 0)
            continue;
        std::uint16_t &number = vm.identity.ports[port.role];
        if (auto chosen = choosePort(number, port.hostAddress, taken); !chosen)
            return chosen;
        port.hostPort = number;
    }
    return choosePort(vm.identity.webhookPort, QStringLiteral("127.0.0.1"), taken);
}

PortSet fixedPorts(const LabSpec &lab)
{
    PortSet fixed;
    for (const VmSpec &vm : lab.vms) {
        for (const PlannedPort &port : planPorts(vm, {}))
            fixed.insert(port.hostPort);
    }
    fixed.erase(0);
    return fixed;
}

// What an `auto` port got in an earlier start of any VM of this user stays that VM's.
void addKept(const Environment &environment, const LoadedTarget &target, PortSet &taken)
{
    for (const KnownLab &lab : knownLabs(environment.paths)) {
        const QDir dir(environment.paths.labState(lab.name));
        for (const QString &vm : dir.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            if (lab.name == target.lab.spec.name && target.vms.contains(vm))
                continue;
            const auto identity = readIdentity(dir.filePath(vm));
            if (!identity)
                continue;
            for (const auto &[role, port] : identity->ports)
                taken.insert(port);
            taken.insert(identity->webhookPort);
        }
    }
}

Result<PreparedVm> checkVm(const Environment &environment, const LoadedTarget &target, const VmSpec &spec,
                           const HostFacts &host, PortSet &taken, const JobContext &job)
{
    PreparedVm vm;
    vm.ref = target.lab.ref(spec.name);
    vm.spec = withAbsolutePaths(spec, target.lab.file);
    vm.files = vmFiles(environment.paths, vm.ref, vm.spec);
    vm.running = isRunning(environment.paths, vm.ref);
    if (vm.running)
        return vm;
    if (const auto missing = notYet(target.lab.spec, spec); !missing.empty())
        return fail(missing.front());
    const auto identity = readIdentity(vm.files.stateDir);
    if (!identity)
        return fail(identity.error());
    vm.identity = *identity;
    if (vm.identity.webhookToken.isEmpty())
        vm.identity.webhookToken = randomId();
    if (vm.identity.salt.isEmpty())
        vm.identity.salt = randomSalt();
    if (auto chosen = choosePorts(vm, taken); !chosen)
        return fail(chosen.error());
    if (const auto lacks = checkHost(vm.ref, vm.spec, vm.ports, host); !lacks.empty())
        return fail(lacks.front());
    auto image = findImage(environment, vm.spec, target.lab.file, host, job);
    if (!image)
        return fail(image.error());
    vm.image = *image;
    vm.mac = spec.mac.isEmpty() ? stableMac(vm.ref) : spec.mac;
    return vm;
}

} // namespace

Result<std::vector<PreparedVm>> checkStart(const Environment &environment, const LoadedTarget &target,
                                           const HostFacts &host, const JobContext &job)
{
    PortSet taken = fixedPorts(target.lab.spec);
    addKept(environment, target, taken);
    std::vector<PreparedVm> vms;
    for (const VmSpec &spec : target.lab.spec.vms) {
        if (!target.vms.contains(spec.name))
            continue;
        auto vm = checkVm(environment, target, spec, host, taken, job);
        if (!vm)
            return fail(vm.error());
        vms.push_back(std::move(*vm));
    }
    return vms;
}

BuildOptions buildOptions(const Environment &environment)
{
    return {environment.programs.qemuImg, environment.settings.proxy};
}

QString imageNameOf(const VmSpec &vm)
{
    return vm.boot == BootMode::Kernel ? vm.kernel.dataDisk : vm.image;
}

namespace {

// The files of a RIMDworkspace, by upstream's names, unless the lab file names others: the kernel's has its
// version at the end, or not.
void takeArtifact(VmSpec &vm)
{
    if (!vm.rimd || vm.boot != BootMode::Kernel)
        return;
    const RimdSpec &rimd = *vm.rimd;
    const auto orUsual = [](const QString &name, const char *usual) { return name.isEmpty() ? QString(QLatin1String(usual)) : name; };
    const QString dir = (vm.kernel.artifactDir.isEmpty() ? rimd.artifactDir : vm.kernel.artifactDir) + u'/';
    const auto use = [&](QString &path, const QString &name) {
        if (path.isEmpty())
            path = dir + name;
    };
    const QString kernel = orUsual(rimd.kernelFilename, "Image.gz");
    const QString versioned = kernel + orUsual(rimd.kernelVersion, "-6.16");
    use(vm.kernel.kernel, QFileInfo::exists(dir + versioned) ? versioned : kernel);
    use(vm.kernel.initrd, orUsual(rimd.imageFilename, "initramfs.linux_arm64.cpio"));
    if (!rimd.filesystemFilename.isEmpty())
        use(vm.kernel.dataDisk, rimd.filesystemFilename);
}

template <typename Change>
void eachPath(VmSpec &vm, Change change)
{
    for (QString *path : {&vm.kernel.artifactDir, &vm.kubeletPrefix, &vm.sharedMemory.path, &vm.kernel.kernel, &vm.kernel.initrd,
                          &vm.firmware.code, &vm.firmware.vars})
        change(*path);
    if (vm.rimd)
        change(vm.rimd->artifactDir);
    for (QString *image : {&vm.image, &vm.kernel.dataDisk}) { // a bare name is one of the store
        if (image->contains(u'/'))
            change(*image);
    }
    for (ShareSpec &share : vm.shares)
        change(share.host);
}

bool isOfHome(const QString &path)
{
    return path == u"~" || path.startsWith(QStringLiteral("~/"));
}

bool isRelative(const QString &path)
{
    return !path.isEmpty() && !isOfHome(path) && !QDir::isAbsolutePath(path);
}

} // namespace

QStringList relativePaths(VmSpec vm)
{
    QStringList paths;
    eachPath(vm, [&](const QString &path) {
        if (isRelative(path))
            paths << path;
    });
    return paths;
}

VmSpec withoutRelativePaths(VmSpec vm, const QString &labFile)
{
    const QDir dir = QFileInfo(labFile).absoluteDir();
    if (vm.rimd && vm.boot == BootMode::Kernel && vm.kernel.artifactDir.isEmpty() && vm.rimd->artifactDir.isEmpty())
        vm.rimd->artifactDir = QStringLiteral("rimdworkspace"); // where it is looked for unless the lab file says
    eachPath(vm, [&](QString &path) {
        if (isRelative(path))
            path = QDir::cleanPath(dir.filePath(path));
    });
    return vm;
}

VmSpec withAbsolutePaths(VmSpec vm, const QString &labFile)
{
    vm = withoutRelativePaths(std::move(vm), labFile);
    eachPath(vm, [](QString &path) {
        if (isOfHome(path))
            path.replace(0, 1, QDir::homePath());
    });
    takeArtifact(vm);
    return vm;
}

QString passwordHashOf(const VmSpec &vm, const VmIdentity &identity)
{
    if (!vm.passwordHash.isEmpty() || vm.password.isEmpty())
        return vm.passwordHash;
    const QString salt = vm.salt.isEmpty() ? identity.salt : vm.salt;
    return sha512Crypt(vm.password.toUtf8(), salt.toUtf8());
}

QString webhookUrlOf(const VmSpec &vm, const VmIdentity &identity)
{
    const QString gateway = fullUserNetwork(vm.userNetwork).gateway;
    return QStringLiteral("http://%1:%2/%3").arg(gateway).arg(identity.webhookPort).arg(identity.webhookToken);
}

} // namespace hydra
