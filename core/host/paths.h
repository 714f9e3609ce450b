// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/ids.h"
#include "base/result.h"

#include <QString>

namespace hydra {

/// Where our files live (CONTRACT, section 4). A value: tests make their own.
struct Paths {
    QString configDir; ///< $XDG_CONFIG_HOME/hydra
    QString dataDir;   ///< $XDG_DATA_HOME/hydra
    QString cacheDir;  ///< $XDG_CACHE_HOME/hydra
    QString stateDir;  ///< $XDG_STATE_HOME/hydra
    QString runtimeDir; ///< $XDG_RUNTIME_DIR/hydra, else /tmp/hydra-UID

    [[nodiscard]] static Paths fromEnvironment();

    [[nodiscard]] QString labsDir() const { return configDir + QStringLiteral("/labs"); }
    [[nodiscard]] QString imagesDir() const { return dataDir + QStringLiteral("/images"); }
    [[nodiscard]] QString labState(const QString &lab) const { return stateDir + u'/' + lab; }
    [[nodiscard]] QString vmState(const VmRef &vm) const { return labState(vm.lab) + u'/' + vm.vm; }
    /// Short enough for a unix socket: the first 10 hex digits of the state path's SHA-256.
    [[nodiscard]] QString vmRuntime(const VmRef &vm) const;
};

} // namespace hydra
