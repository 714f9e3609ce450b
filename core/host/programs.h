// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace hydra {

struct Settings;

/// Which programs of others we start: paths, or names to be looked up in PATH. A value.
struct Programs {
    QString qemu; ///< empty: qemu-system-ARCH, where it usually is
    QString qemuImg = QStringLiteral("qemu-img");
    QString krunkit = QStringLiteral("krunkit");
    QString gvproxy = QStringLiteral("gvproxy");
    QString virtiofsd; ///< empty: where the distributions put it
    bool operator==(const Programs &) const = default;
};

/// As the environment says ($HYDRA_QEMU, $HYDRA_QEMU_IMG, $HYDRA_KRUNKIT, $HYDRA_GVPROXY,
/// $HYDRA_VIRTIOFSD), else as
/// the settings say, else the usual names. Any thread.
[[nodiscard]] Programs choosePrograms(const Settings &settings);

} // namespace hydra
