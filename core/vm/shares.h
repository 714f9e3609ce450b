// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/guest/seed.h"
#include "core/vm/plan_input.h"

namespace hydra {

/// A host directory as the guest gets it: with its share type and tag chosen.
struct ChosenShare {
    QString host;
    QString guest;
    QString tag;
    ShareType type = ShareType::NineP; ///< never Auto
    bool readOnly = false;
    bool kubelet = false; ///< one of the kubelet's directories, where owners count
    bool operator==(const ChosenShare &) const = default;
};

struct ChosenShares {
    std::vector<ChosenShare> shares;
    std::vector<QString> notes; ///< why a share's type differs from the lab file's
};

/// The directories the kubelet shares: its volumes and its pods' logs.
inline constexpr const char *kubeletDirs[] = {"/var/lib/kubelet", "/var/log/pods"};

/// The VM's shares, the kubelet's first (tags host0 and host1 as in upstream, others from host100
/// on). Pure. krunkit supports virtiofs only. QEMU supports 9p everywhere, and virtiofs on Linux
/// hosts with a virtiofsd that may run; `auto` means 9p unless the guest's kernel lacks it
/// (Debian's cloud kernels). A read-only share is never given to a virtiofsd that cannot enforce
/// it.
[[nodiscard]] ChosenShares chooseShares(const VmSpec &vm, const HostFacts &host);

/// Upstream's port for a diod on this host, which a guest reaches at its gateway.
inline constexpr std::uint16_t kDiodPort = 30564;

/// How the guest mounts its shares, and the kubelet's directories over TCP from its gateway's
/// DIODPORT.
[[nodiscard]] std::vector<GuestMount> guestMounts(const VmSpec &vm, const HostFacts &host,
                                                  std::uint16_t diodPort);

[[nodiscard]] QString toString(ShareType type); ///< 9p, virtiofs, auto

/// The sockets of the virtiofs shares, in the runtime directory; their names have two letters to
/// stay within the length limit.
[[nodiscard]] QString virtiofsSocket(const VmFiles &files, std::size_t index);

/// -fsdev and -device for every share; virtiofs requires guest memory that other processes can map.
[[nodiscard]] QStringList shareArguments(const ChosenShares &chosen, const VmFiles &files,
                                         const HostFacts &host);
[[nodiscard]] bool usesVirtiofs(const ChosenShares &chosen);

/// One virtiofsd per virtiofs share; they must listen before QEMU starts.
[[nodiscard]] std::vector<PlannedHelper> shareHelpers(const ChosenShares &chosen,
                                                      const VmFiles &files, const HostFacts &host);

} // namespace hydra
