// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/guest/guest_system.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace hydra {

/// A file, directory or symbolic link to be put into a guest, owned by root. A pure value; contents
/// come from resources/guest, compiled in.
struct GuestFile {
    QString path; ///< absolute, in the guest
    QByteArray content;
    QString link; ///< target of a symbolic link; empty: it is none
    int mode = 0644;
    bool operator==(const GuestFile &) const = default;
};

/// The container runtime's configuration, as Debian wants it. An image build bakes these files in,
/// and a stock image gets them through cloud-init.
[[nodiscard]] std::vector<GuestFile> runtimeFiles();
/// The same for another distribution: its directories and groups, services of its init system.
[[nodiscard]] std::vector<GuestFile> runtimeFiles(const GuestSystem &system);
/// The systemd units that must be enabled, and started in this order, for `runtimeFiles` to work.
[[nodiscard]] QStringList runtimeUnits();
/// Commands that enable and (re)start them, once the packages are there, or the opposite.
[[nodiscard]] std::vector<QStringList> startRuntime(const GuestSystem &system);
[[nodiscard]] std::vector<QStringList> stopRuntime(const GuestSystem &system);

/// Files for images that we build, in addition to `runtimeFiles`; includes the enabled units.
[[nodiscard]] std::vector<GuestFile> imageFiles();
/// The part of the image's files that must exist before the kernel package is installed.
[[nodiscard]] std::vector<GuestFile> earlyImageFiles();

/// A script that the guest agent runs in a guest: "wait-for-thaw", "wait-for-rest", "specialize",
/// "generalize". Each script's head says what it does.
[[nodiscard]] QByteArray guestScript(const QString &name);
/// The fifo from which "wait-for-thaw" reads the copy's identity.
inline constexpr auto identityFifo = "/run/hydra-identity";

/// A program of one of the preloaded container images: "pause", "thermostat".
[[nodiscard]] QByteArray containerProgram(const QString &name);

} // namespace hydra
