// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

#include <vector>

namespace hydra {

/// One file, directory or symbolic link of a guest, owned by root. Pure value; the contents come
/// from resources/guest, compiled in.
struct GuestFile {
    QString path;        ///< absolute, in the guest
    QByteArray content;
    QString link;        ///< not empty: a symbolic link to it
    int mode = 0644;
    bool operator==(const GuestFile &) const = default;
};

/// The container runtime's set-up: what an image build bakes in and a stock image gets by
/// cloud-init, the very same files.
[[nodiscard]] std::vector<GuestFile> runtimeFiles();
/// The units that must be enabled, and started in this order, for `runtimeFiles` to work.
[[nodiscard]] QStringList runtimeUnits();
/// Debian packages that `runtimeFiles` configure.
[[nodiscard]] QStringList runtimePackages();

/// What only an image that we build gets, beside `runtimeFiles`: the enabled units included.
[[nodiscard]] std::vector<GuestFile> imageFiles();
/// Of these, what must be there before the kernel package is installed.
[[nodiscard]] std::vector<GuestFile> earlyImageFiles();

/// A script that runs in a guest by its agent: "await", "refresh", "seal". Each says what it is for.
[[nodiscard]] QByteArray guestScript(const QString &name);
/// What the script "await" reads.
inline constexpr auto identityFifo = "/run/hydra-identity";

/// A program of the preloaded container images: "pause", "thermostat".
[[nodiscard]] QByteArray containerProgram(const QString &name);

} // namespace hydra
