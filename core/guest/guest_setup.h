// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "guest/guest_files.h"
#include "guest/seed.h"

namespace hydra {

/// What a VM's lab file asks of its guest beyond containerd, as data for cloud-init. Pure.

/// Debian packages that the lab file names or that its other keys need; containerd's are elsewhere
/// (runtimePackages). DEBIANARCH: amd64, arm64.
[[nodiscard]] QStringList chosenPackages(const VmSpec &vm, const QString &debianArch);

/// A script of ours (guestScript) with its arguments.
struct SetupStep {
    QString script;
    QStringList args;
    bool operator==(const SetupStep &) const = default;
};
/// In the order in which they must run, after the packages were installed. Each may run again.
[[nodiscard]] std::vector<SetupStep> setupSteps(const SeedInput &input);
/// Where a script lies in the guest.
[[nodiscard]] QString setupScriptPath(const QString &script);

/// Files that must be there when units start: containerd waits for the kubelet's directories, and diod knows
/// what it exports.
[[nodiscard]] std::vector<GuestFile> setupFiles(const VmSpec &vm);

} // namespace hydra
