// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/vm/qemu/devices.h"

#include "core/vm/qemu/option.h"

#include <QCryptographicHash>
#include <QtEndian>

namespace hydra {
namespace {

QString mib(MemorySize size)
{
    return QStringLiteral("%1M").arg(size.inMib());
}

constexpr std::uint32_t kFirstCid = 0x10000; // above the ids that people choose by hand

} // namespace

QStringList gpuArguments(const VmSpec &vm)
{
    if (!vm.gpu)
        return {};
    return {QStringLiteral("-device"),
            QStringLiteral("virtio-gpu-gl-pci,id=gpu0,hostmem=%1,blob=true,venus=true")
                .arg(mib(vm.gpu->vram))};
}

QStringList vsockArguments(const VmRef &ref, const VmSpec &vm)
{
    if (vm.vsock.kind == VsockSpec::Kind::Off)
        return {};
    return {QStringLiteral("-device"),
            QStringLiteral("vhost-vsock-pci,id=vsock0,guest-cid=%1").arg(vsockCid(ref, vm.vsock))};
}

QStringList sharedMemoryArguments(const VmSpec &vm, const HostFacts &host, const VmFiles &files)
{
    const SharedMemorySpec &memory = vm.sharedMemory;
    if (memory.type == SharedMemoryType::None)
        return {};
    const QString device = memory.type == SharedMemoryType::Nvdimm
                               ? QStringLiteral("nvdimm")
                               : QStringLiteral("ivshmem-plain");
    return {QStringLiteral("-object"),
            QStringLiteral("memory-backend-file,id=shm0,share=on,size=%1,mem-path=%2")
                .arg(mib(memory.size), quoteOption(sharedMemoryPath(vm, host, files))),
            QStringLiteral("-device"), device + QStringLiteral(",id=shm0-dev,memdev=shm0")};
}

QString memorySize(const VmSpec &vm)
{
    if (vm.sharedMemory.type != SharedMemoryType::Nvdimm)
        return mib(vm.memory);
    const auto most = MemorySize::bytes(vm.memory.inBytes() + 2 * vm.sharedMemory.size.inBytes());
    return QStringLiteral("%1,slots=2,maxmem=%2").arg(mib(vm.memory), mib(most));
}

std::uint32_t vsockCid(const VmRef &ref, const VsockSpec &vsock)
{
    if (vsock.kind == VsockSpec::Kind::Fixed)
        return vsock.cid;
    const QByteArray hash =
        QCryptographicHash::hash(ref.toString().toUtf8(), QCryptographicHash::Sha256);
    return kFirstCid + (qFromBigEndian<std::uint32_t>(hash.constData()) >> 1);
}

QString sharedMemoryPath(const VmSpec &vm, const HostFacts &host, const VmFiles &files)
{
    if (!vm.sharedMemory.path.isEmpty())
        return vm.sharedMemory.path;
    const QString directory = host.os == u"linux" ? QStringLiteral("/dev/shm") : files.stateDir;
    return directory + QStringLiteral("/shmem-") + (vm.hostname.isEmpty() ? vm.name : vm.hostname);
}

} // namespace hydra
