// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace hydra {

struct Settings;

/// Which external programs we start: paths, or names to be looked up in PATH. A value.
struct Programs {
    QString qemu; ///< empty: qemu-system-ARCH in its usual places
    QString qemuImg = QStringLiteral("qemu-img");
    QString krunkit = QStringLiteral("krunkit");
    QString gvproxy = QStringLiteral("gvproxy");
    QString virtiofsd; ///< empty: searched where the distributions install it
    bool operator==(const Programs &) const = default;
};

/// Chosen by the environment ($HYDRA_QEMU, $HYDRA_QEMU_IMG, $HYDRA_KRUNKIT, $HYDRA_GVPROXY,
/// $HYDRA_VIRTIOFSD), else by the settings, else by the usual names. Any thread.
[[nodiscard]] Programs choosePrograms(const Settings &settings);

} // namespace hydra
