// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/copy/prepared_spec.h"

namespace hydra {

QStringList unfreezable(const VmSpec &spec)
{
    QStringList words;
    const auto refuse = [&words](bool has, const char *key, const char *why) {
        if (has)
            words << QStringLiteral("%1: cannot be frozen: %2")
                         .arg(QLatin1String(key), QLatin1String(why));
    };
    refuse(spec.boot == BootMode::Kernel, "boot: kernel",
           "only guests that boot from an image can be");
    refuse(spec.backend == BackendKind::Krunkit, "backend: krunkit",
           "it cannot keep a guest's state");
    for (const ShareSpec &share : spec.shares)
        refuse(share.type == ShareType::Virtiofs, "shares",
               "a virtiofs share's daemon keeps state of its own");
    refuse(spec.gpu.has_value(), "gpu", "Venus keeps state in the host's driver");
    refuse(spec.sharedMemory.type == SharedMemoryType::Ivshmem, "shared_memory: ivshmem",
           "its memory belongs to others, too");
    refuse(spec.sharedMemory.type == SharedMemoryType::Nvdimm, "shared_memory: nvdimm",
           "copies would write into one file");
    refuse(spec.vsock.kind != VsockSpec::Kind::Off, "vsock",
           "its CID can belong to one machine only");
    return words;
}

VmSpec preparedSpec(const VmSpec &spec)
{
    VmSpec prepared = spec;
    const VmSpec fresh;
    prepared.name = preparedVm;
    prepared.hostname = preparedVm;
    prepared.role = fresh.role;
    prepared.after.clear();
    prepared.disks.clear();
    prepared.ip.clear();
    prepared.mac.clear();
    prepared.egress = fresh.egress;
    prepared.hostLoopback = fresh.hostLoopback;
    prepared.peers = fresh.peers;
    prepared.link = fresh.link;
    prepared.bind = fresh.bind;
    prepared.ports = fresh.ports;
    prepared.password.clear();
    prepared.passwordHash.clear();
    prepared.salt.clear();
    prepared.sshAuthorizedKeys.clear();
    prepared.shares.clear();
    prepared.kubeletShares = fresh.kubeletShares;
    prepared.registries.clear();
    prepared.autostart = prepared.protect = false;
    prepared.imageSha512.clear();
    return prepared;
}

} // namespace hydra
