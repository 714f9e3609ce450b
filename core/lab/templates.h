// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "config/lab_spec.h"
#include "config/presets.h"
#include "host/paths.h"

namespace hydra {

/// Presets of the user's own: lab files of one VM, $XDG_CONFIG_HOME/hydra/templates/NAME.yaml, for `create
/// --preset NAME`. The built-in presets come first: no template takes a name of theirs. Small blocking reads and
/// writes; any thread.

/// By name; files that are no labs are left out.
[[nodiscard]] std::vector<Preset> savedTemplates(const Paths &paths);
/// A preset or else a template. NotFound names all there are.
[[nodiscard]] Result<Preset> findTemplate(const Paths &paths, const QString &name);

/// Writes VM of LAB, which is LABFILE, as a template, without what only one VM may have (MAC, address, what it waits
/// for) and with absolute paths; returns the file, which is for its owner alone: it has the VM's passwords. Invalid: a bad name; NotFound: no such VM;
/// Conflict: the name is taken.
[[nodiscard]] Result<QString> saveTemplate(const Paths &paths, const QString &name, const LabSpec &lab, const QString &labFile, const QString &vm);
/// NotFound when no template has this name.
[[nodiscard]] Result<void> removeTemplate(const Paths &paths, const QString &name);

} // namespace hydra
