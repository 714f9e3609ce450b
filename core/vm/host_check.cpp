// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/vm/host_check.h"

#include "core/host/ports.h"
#include "core/process/find_program.h"
#include "core/process/run.h"
#include "core/vm/qemu/choices.h"
#include "core/vm/qemu/plan.h"
#include "core/vm/shares.h"

#include <QFileInfo>

namespace hydra {
namespace {

using Lacks = std::vector<Error>;

void asHostFailure(Lacks &lacks, ErrorCode code, const QString &what, const QString &hint)
{
    lacks.push_back({code, what, {}, hint, {}});
}

void checkPorts(Lacks &lacks, const std::vector<PlannedPort> &ports)
{
    for (const PlannedPort &port : ports) {
        if (port.hostPort == 0)
            continue;
        const Protocol protocol = port.protocol == u"udp" ? Protocol::Udp : Protocol::Tcp;
        const auto result = checkPort(port.hostAddress, port.hostPort, protocol);
        if (result)
            continue;
        Error error = result.error();
        const QString name = port.name.isEmpty() ? port.role : port.name;
        error.what = QStringLiteral("ports.%1: %2").arg(name, error.what);
        lacks.push_back(error);
    }
}

void checkFile(Lacks &lacks, const char *key, const QString &path)
{
    if (path.isEmpty() || QFileInfo(path).isReadable())
        return;
    const bool there = QFileInfo::exists(path);
    asHostFailure(
        lacks, there ? ErrorCode::Failed : ErrorCode::NotFound,
        QStringLiteral("%1: %2 %3")
            .arg(QLatin1String(key), path,
                 there ? QStringLiteral("cannot be read") : QStringLiteral("does not exist")),
        QStringLiteral("put it there or correct the path"));
}

void checkFiles(Lacks &lacks, const VmSpec &vm)
{
    if (vm.boot == BootMode::Kernel) {
        checkFile(lacks, "kernel.kernel", vm.kernel.kernel);
        checkFile(lacks, "kernel.initrd", vm.kernel.initrd);
        if (vm.kernel.dataDisk.contains(u'/')) // without a slash it names an image of the store
            checkFile(lacks, "kernel.data_disk", vm.kernel.dataDisk);
    }
    if (vm.firmware.kind == FirmwareSpec::Kind::Files) {
        checkFile(lacks, "firmware.code", vm.firmware.code);
        checkFile(lacks, "firmware.vars", vm.firmware.vars);
    }
    for (const ShareSpec &share : vm.shares)
        checkFile(lacks, "shares", share.host);
    if (vm.kubeletShares == KubeletShares::Local && vm.kubeletPrefix.isEmpty()) {
        for (const char *dir : kubeletDirs)
            checkFile(lacks, "kubelet_shares", QLatin1String(dir));
    }
}

void checkMachine(Lacks &lacks, const VmSpec &vm, const HostFacts &host)
{
    if (vm.memory > host.memory)
        asHostFailure(lacks, ErrorCode::Failed,
                      QStringLiteral("memory: %1 is more than this host has (%2)")
                          .arg(vm.memory.toDisplay(), host.memory.toDisplay()),
                      QStringLiteral("write less"));
    if (vm.gpu && vm.backend != BackendKind::Krunkit && !has(host.qemu, QemuFeature::Venus))
        asHostFailure(lacks, ErrorCode::Failed,
                      QStringLiteral("gpu: needs %1, this one is %2")
                          .arg(requirement(QemuFeature::Venus), host.qemu.version.isEmpty()
                                                                    ? QStringLiteral("missing")
                                                                    : host.qemu.version),
                      QStringLiteral("install a newer QEMU or write `gpu: off`"));
}

void checkVsock(Lacks &lacks, const VmSpec &vm, const HostFacts &host)
{
    if (vm.vsock.kind == VsockSpec::Kind::Off || vm.backend == BackendKind::Krunkit)
        return;
    if (host.os != u"linux") {
        asHostFailure(lacks, ErrorCode::Failed,
                      QStringLiteral("vsock: only Linux hosts have it with QEMU"),
                      QStringLiteral("write `vsock: off`"));
        return;
    }
    const QFileInfo device(QStringLiteral("/dev/vhost-vsock"));
    if (!device.isReadable() || !device.isWritable())
        asHostFailure(
            lacks, ErrorCode::Failed,
            device.exists() ? QStringLiteral("vsock: no permission for /dev/vhost-vsock")
                            : QStringLiteral("vsock: there is no /dev/vhost-vsock"),
            QStringLiteral("load the module vhost_vsock, or add yourself to the group kvm"));
}

void checkKrunkit(Lacks &lacks, const VmSpec &vm, const HostFacts &host)
{
    if (vm.backend != BackendKind::Krunkit)
        return;
    if (host.os != u"macos" || !isArm(host))
        asHostFailure(lacks, ErrorCode::Failed,
                      QStringLiteral("backend: krunkit runs only on macOS on Apple silicon"),
                      QStringLiteral("write `backend: auto`"));
    else if (!findProgram(host.programs.krunkit))
        asHostFailure(lacks, ErrorCode::NotFound,
                      QStringLiteral("backend: krunkit is not installed"),
                      QStringLiteral("run `brew tap slp/krun` and `brew install krunkit`"));
}

} // namespace

std::vector<Error> checkHost(const VmRef &ref, const VmSpec &vm,
                             const std::vector<PlannedPort> &ports, const HostFacts &host)
{
    Lacks lacks;
    if (const auto refused = vm.backend == BackendKind::Krunkit ? std::nullopt : refuseQemu(host))
        lacks.push_back(*refused);
    checkPorts(lacks, ports);
    checkMachine(lacks, vm, host);
    checkFiles(lacks, vm);
    checkVsock(lacks, vm, host);
    checkKrunkit(lacks, vm, host);
    for (Error &error : lacks)
        error.where = ref.toString();
    return lacks;
}

} // namespace hydra
