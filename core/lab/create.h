// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "config/settings.h"
#include "host/paths.h"

#include <QStringList>

namespace hydra {

/// What a new lab is made from. Either a preset (empty: `isolated`) or, within one, an image.
struct NewLab {
    QString name;
    QString preset;
    QString image;        ///< a name in the store; empty: the preset's
    QStringList settings; ///< KEY=VALUE, for every VM of the preset
};

/// The user's own defaults (default_cpu...) as NewLab::settings begin with them. Pure.
[[nodiscard]] QStringList newLabDefaults(const Settings &settings);

/// The lab file's text, checked as a lab file is; FILE names it in errors. Pure.
[[nodiscard]] Result<QByteArray> newLabText(const NewLab &lab, const QString &file);

/// Where the file of a lab called NAME goes.
[[nodiscard]] QString newLabFile(const Paths &paths, const QString &name);

/// Invalid: NAME can be no lab's; Conflict: it is taken. Looks only.
[[nodiscard]] Result<void> checkNewLab(const Paths &paths, const QString &name);

/// Writes TEXT as the file of a new lab. Invalid: a bad name; Conflict: the name is taken. Blocks for a
/// few milliseconds (locks and syncs a small file).
[[nodiscard]] Result<QString> writeNewLab(const Paths &paths, const QString &name, const QByteArray &text);

/// Writes the lab file and returns its path. Invalid: a bad name or setting; Conflict: the name is
/// taken. Blocks for a few milliseconds (locks and syncs a small file).
[[nodiscard]] Result<QString> createLab(const Paths &paths, const NewLab &lab);

} // namespace hydra
