// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace hydra {

struct VmSpec;

enum class InitSystem { Systemd, OpenRc };

/// What a guest's set-up must know of a distribution.
struct GuestSystem {
    QString title;  ///< "Debian 12"
    QString kernel; ///< version of the release's own kernel, "6.1"; empty: not known
    InitSystem init = InitSystem::Systemd;
    QStringList runtimePackages; ///< that containerd needs, with the files of `runtimeFiles`
    QString cniDir;              ///< where the package of CNI plugins has them
    QString shell;               ///< of users
    QString adminGroup;          ///< who is in it may become root
    int adminGid = 0;
    QString kernelPackage; ///< of one version, with {version} and {arch} (Debian's name) in it
    bool usesApt = true;
    bool operator==(const GuestSystem &) const = default;
};

/// The distributions of the image catalogue, Debian first. Only Debian's names were tried in a
/// guest; the others are those that these distributions' packages are known by.
[[nodiscard]] const std::vector<GuestSystem> &guestSystems();

/// The distribution of an image, by the first of HINTS (names, file names, addresses) that tells;
/// Debian 13 when none does. Pure.
[[nodiscard]] const GuestSystem &guestSystemOf(const QStringList &hints);
/// That of VM's image. DOWNLOADEDFROM: its address, if the store knows it.
[[nodiscard]] const GuestSystem &guestSystemOfVm(const VmSpec &vm,
                                                 const QString &downloadedFrom = {});

/// Whether VERSION is one of Debian's backported kernels (6.12.22+bpo), of whose builds the
/// archives keep the newest only.
[[nodiscard]] bool isBackport(const QString &version);
/// SYSTEM's package of the kernel VERSION.
[[nodiscard]] QString kernelPackageOf(const GuestSystem &system, const QString &version,
                                      const QString &debianArch);
/// The package of `kernel_version`, which the archives may have dropped; empty: none is asked for.
/// DEBIANARCH: amd64, arm64.
[[nodiscard]] QString versionedKernel(const VmSpec &vm, const GuestSystem &system,
                                      const QString &debianArch);

} // namespace hydra
