// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "image/guest_build.h"
#include "lab/start.h"

namespace hydra {

/// The judgement that `up` makes before it writes anything: are the images there (a built-in one is
/// built), are the host ports free, does the host have the memory, is everything the VMs ask for
/// working in this version. Chooses `auto` ports. Blocks; worker threads only.
[[nodiscard]] Result<std::vector<PreparedVm>> checkStart(const Environment &environment,
                                                         const LoadedTarget &target, const HostFacts &host,
                                                         const JobContext &job);

/// How images are built for this user. Pure.
[[nodiscard]] BuildOptions buildOptions(const Environment &environment);
/// The image a VM's system disk is made from: a store name or an absolute path; empty: none.
[[nodiscard]] QString imageNameOf(const VmSpec &vm);
/// The spec with every path of a file absolute, the artifact's files by name; relative ones are relative to the lab file.
/// Pure, but that it looks which kernel the artifact has.
[[nodiscard]] VmSpec withAbsolutePaths(VmSpec vm, const QString &labFile);
/// The paths that mean something else when the lab file is moved. Pure.
[[nodiscard]] QStringList relativePaths(VmSpec vm);
/// The spec for a lab file in another directory: what is relative to LABFILE is absolute. Pure.
[[nodiscard]] VmSpec withoutRelativePaths(VmSpec vm, const QString &labFile);
/// The sha512-crypt hash a VM's user gets: the given one, or the password's with the identity's salt
/// (or the spec's); empty without a password.
[[nodiscard]] QString passwordHashOf(const VmSpec &vm, const VmIdentity &identity);
/// Where cloud-init reports to: the gateway of the user network.
[[nodiscard]] QString webhookUrlOf(const VmSpec &vm, const VmIdentity &identity);

} // namespace hydra
