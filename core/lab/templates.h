// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/config/lab_spec.h"
#include "core/config/presets.h"
#include "core/host/paths.h"

namespace hydra {

/// The user's own presets: lab files of one VM, $XDG_CONFIG_HOME/hydra/templates/NAME.yaml, for
/// `create --preset NAME`. Built-in presets take precedence, so no template may have the name of
/// one. Small blocking reads and writes; any thread.

/// Sorted by name; files that are no valid labs are skipped.
[[nodiscard]] std::vector<Preset> savedTemplates(const Paths &paths);
/// Finds a preset, else a template. NotFound lists them all.
[[nodiscard]] Result<Preset> findTemplate(const Paths &paths, const QString &name);

/// Writes VM of LAB, which is LABFILE, as a template, without values that only one VM can have
/// (MAC, address, `after`) and with absolute paths. Returns the file, readable by its owner only
/// because of the VM's passwords. Invalid: a bad name; NotFound: no such VM; Conflict: the name is
/// taken.
[[nodiscard]] Result<QString> saveTemplate(const Paths &paths, const QString &name,
                                           const LabSpec &lab, const QString &labFile,
                                           const QString &vm);
/// NotFound when no template has this name.
[[nodiscard]] Result<void> removeTemplate(const Paths &paths, const QString &name);

} // namespace hydra
