// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/host/vm_places.h"

#include <QString>

namespace hydra {

/// Where our files live; README.md documents the directories. A value: tests make their own.
struct Paths {
    QString configDir;  ///< $XDG_CONFIG_HOME/hydra
    QString dataDir;    ///< $XDG_DATA_HOME/hydra
    QString cacheDir;   ///< $XDG_CACHE_HOME/hydra
    QString stateDir;   ///< $XDG_STATE_HOME/hydra
    QString runtimeDir; ///< $XDG_RUNTIME_DIR/hydra, else /tmp/hydra-UID

    [[nodiscard]] static Paths fromEnvironment();

    [[nodiscard]] QString labsDir() const { return configDir + QStringLiteral("/labs"); }
    [[nodiscard]] QString imagesDir() const { return dataDir + QStringLiteral("/images"); }
    /// Downloads that are not complete.
    [[nodiscard]] QString downloadsDir() const { return cacheDir + QStringLiteral("/downloads"); }
    [[nodiscard]] QString labState(const QString &lab) const { return stateDir + u'/' + lab; }
    [[nodiscard]] QString vmState(const VmRef &vm) const { return labState(vm.lab) + u'/' + vm.vm; }
    /// The log of a program such as "hydractl". No lab has a name with a dot.
    [[nodiscard]] QString programLog(const QString &program) const
    {
        return stateDir + u'/' + program + QStringLiteral(".log");
    }
    /// The times of an image's boots, see boot/boot_history.h. No lab has a name with a dot.
    [[nodiscard]] QString bootHistory(const QString &image) const;
    /// A runtime directory short enough for unix socket paths: the first 10 hex digits of the
    /// SHA-256 of the VM's state path.
    [[nodiscard]] QString vmRuntime(const VmRef &vm) const { return runtimeOf(vmState(vm)); }
    /// The same for what a whole lab has.
    [[nodiscard]] QString labRuntime(const QString &lab) const { return runtimeOf(labState(lab)); }
    /// Where the switch of the lab's network answers.
    [[nodiscard]] QString switchSocket(const QString &lab) const
    {
        return labRuntime(lab) + QStringLiteral("/n");
    }
    [[nodiscard]] VmPlaces places(const VmRef &vm) const { return {vmState(vm), vmRuntime(vm)}; }
    /// Where a VM's keeper answers.
    [[nodiscard]] QString controlSocket(const VmRef &vm) const
    {
        return places(vm).controlSocket();
    }
    /// The lab's private SSH key; its public half has `.pub` behind it.
    [[nodiscard]] QString labKey(const QString &lab) const
    {
        return labState(lab) + QStringLiteral("/id_ed25519");
    }
    /// Names the process that is making the lab, see copy/owned_lab.h.
    [[nodiscard]] QString labOwner(const QString &lab) const
    {
        return labState(lab) + QStringLiteral("/owner.json");
    }
    /// Where `create` puts a lab's file.
    [[nodiscard]] QString labFile(const QString &lab) const
    {
        return labsDir() + u'/' + lab + QStringLiteral(".yaml");
    }

private:
    [[nodiscard]] QString runtimeOf(const QString &statePath) const;
};

} // namespace hydra
