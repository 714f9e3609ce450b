// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "guest/seed.h"
#include "vm/backend.h"

namespace hydra {

/// A host directory as the guest gets it: the kind is chosen, the tag is there.
struct ChosenShare {
    QString host;
    QString guest;
    QString tag;
    ShareType type = ShareType::NineP; ///< never Auto
    bool readOnly = false;
    bool kubelet = false; ///< the kubelet's own directory, where owners count
    bool operator==(const ChosenShare &) const = default;
};

struct ChosenShares {
    std::vector<ChosenShare> shares;
    std::vector<QString> notes; ///< why a share is of another kind than the lab file says
};

/// What the kubelet shares: its volumes and its pods' logs.
inline constexpr const char *kubeletDirs[] = {"/var/lib/kubelet", "/var/log/pods"};

/// The shares of a VM, the kubelet's first (tags host0, host1 as upstream, others host100 and on). Pure.
/// krunkit has virtiofs only. QEMU has 9p everywhere, and virtiofs on Linux hosts whose virtiofsd may run;
/// `auto` is 9p unless the guest's kernel lacks it (Debian's "cloud" kernels); a read-only share is never
/// left to a virtiofsd that cannot enforce it.
[[nodiscard]] ChosenShares chooseShares(const VmSpec &vm, const HostFacts &host);

/// Upstream's port of a diod on this host, which a guest finds at its gateway.
inline constexpr std::uint16_t kDiodPort = 30564;

/// How the guest mounts its shares, and the kubelet's directories over TCP from DIODPORT of its gateway.
[[nodiscard]] std::vector<GuestMount> guestMounts(const VmSpec &vm, const HostFacts &host, std::uint16_t diodPort);

[[nodiscard]] QString toString(ShareType type); ///< 9p, virtiofs, auto

/// The sockets of the virtiofs shares, in the runtime directory: names of two letters.
[[nodiscard]] QString virtiofsSocket(const VmFiles &files, std::size_t index);

/// -fsdev and -device of every share; virtiofs needs memory that others can map.
[[nodiscard]] QStringList shareArguments(const ChosenShares &chosen, const VmFiles &files, const HostFacts &host);
[[nodiscard]] bool usesVirtiofs(const ChosenShares &chosen);

/// One virtiofsd per virtiofs share; they must listen before QEMU starts.
[[nodiscard]] std::vector<PlannedHelper> shareHelpers(const ChosenShares &chosen, const VmFiles &files, const HostFacts &host);

} // namespace hydra
