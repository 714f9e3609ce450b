// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/vm/plan_input.h"

namespace hydra {

/// Arguments for devices other than disks, network and shares. Pure. Sources: QEMU's documentation
/// of virtio-gpu (Venus), nvdimm and ivshmem; vhost-vsock(4).

/// virtio-gpu with Venus: the host's driver executes the guest's Vulkan. Without a window.
[[nodiscard]] QStringList gpuArguments(const VmSpec &vm);
/// A socket family between guest and host that needs no network (vsock).
[[nodiscard]] QStringList vsockArguments(const VmRef &ref, const VmSpec &vm);
/// A file of this host as memory that the guest sees: persistent memory (nvdimm) or a PCI card's
/// (ivshmem).
[[nodiscard]] QStringList sharedMemoryArguments(const VmSpec &vm, const HostFacts &host,
                                                const VmFiles &files);

/// The value of -m: an nvdimm needs address space beyond the guest's memory.
[[nodiscard]] QString memorySize(const VmSpec &vm);

/// The VM's context id on this host: the lab file's, or one out of 2^31 derived from the VM's name,
/// so that it is stable and most likely free. Only when vsock is not off.
[[nodiscard]] std::uint32_t vsockCid(const VmRef &ref, const VsockSpec &vsock);

/// The lab file's path, else a file named after the VM's host name: in /dev/shm on Linux, elsewhere
/// in the state directory.
[[nodiscard]] QString sharedMemoryPath(const VmSpec &vm, const HostFacts &host,
                                       const VmFiles &files);

} // namespace hydra
