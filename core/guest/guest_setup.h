// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/guest/guest_files.h"
#include "core/guest/seed_input.h"

namespace hydra {

/// What a VM's lab file asks of its guest besides containerd, as data for cloud-init. Pure.

/// Packages that the lab file lists or its other keys need, but for its kernel; containerd's are
/// separate (GuestSystem::runtimePackages).
[[nodiscard]] QStringList chosenPackages(const VmSpec &vm);

/// One of our scripts (guestScript) with its arguments.
struct SetupStep {
    QString script;
    QStringList args;
    bool operator==(const SetupStep &) const = default;
};
/// The scripts in the order in which they must run once the packages are installed. All are
/// idempotent.
[[nodiscard]] std::vector<SetupStep> setupSteps(const SeedInput &input);
/// The scripts that install packages: those that cloud-init was kept from installing, and the
/// kernel that may be gone.
[[nodiscard]] std::vector<SetupStep> packageSteps(const SeedInput &input);
/// All packages that the guest must get at its first boot, but for a kernel that may be gone.
[[nodiscard]] QStringList neededPackages(const SeedInput &input);
/// Whether any of that, or the user's own user_data, is to be done: it may fail or take long. False
/// for a guest of an image of ours that only gets its name, keys and files.
[[nodiscard]] bool asksForWork(const SeedInput &input);
/// The path of a script in the guest.
[[nodiscard]] QString setupScriptPath(const QString &script);

/// Files that must exist before units start: a drop-in that makes containerd wait for the kubelet's
/// directories, and diod's list of exports.
[[nodiscard]] std::vector<GuestFile> setupFiles(const VmSpec &vm, const GuestSystem &system);
/// Gives the serial line's shells the terminal that they have.
[[nodiscard]] GuestFile terminalFile();

/// TEXT as a field of fstab(5).
[[nodiscard]] QString fstabField(const QString &text);

} // namespace hydra
