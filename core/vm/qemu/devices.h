// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "vm/backend.h"

namespace hydra {

/// Arguments for what a VM may have beside disks, network and shares. Pure. Facts: QEMU's documents on
/// virtio-gpu (Venus), nvdimm and ivshmem; vhost-vsock(4).

/// virtio-gpu with Venus: the guest's Vulkan goes to this host's driver. Without a window.
[[nodiscard]] QStringList gpuArguments(const VmSpec &vm);
/// A socket family between guest and host that needs no network.
[[nodiscard]] QStringList vsockArguments(const VmRef &ref, const VmSpec &vm);
/// A file of this host as the guest's persistent memory (nvdimm) or as a PCI card's (ivshmem).
[[nodiscard]] QStringList sharedMemoryArguments(const VmSpec &vm, const HostFacts &host, const VmFiles &files);

/// What `-m` says: an nvdimm needs room beside the guest's memory.
[[nodiscard]] QString memorySize(const VmSpec &vm);

/// The context id the VM has on this host: the lab file's, or one of 2^31 that its name gives, so that it
/// stays and is free. Only when vsock is not off.
[[nodiscard]] std::uint32_t vsockCid(const VmRef &ref, const VsockSpec &vsock);

/// The lab file's path, else one by the host name: in shared memory on Linux, else in the state directory.
[[nodiscard]] QString sharedMemoryPath(const VmSpec &vm, const HostFacts &host, const VmFiles &files);

} // namespace hydra
