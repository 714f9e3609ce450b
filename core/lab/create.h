// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "config/settings.h"
#include "host/paths.h"

#include <QStringList>

namespace hydra {

/// What a new lab is made from: a preset or template (empty: `isolated`), or an image in the lab it brings or in a preset.
struct NewLab {
    QString name;
    QString preset;
    QString image;        ///< a name in the store; empty: the preset's
    QStringList settings; ///< KEY=VALUE, for every VM of the preset
    QStringList defaults; ///< the same, of the user; an image that brings its own VM needs none
    QString imageLab;     ///< the lab file an image brings (StoredImage::lab); empty: none
    QByteArray templateText; ///< the user's template that `preset` names; empty: it is a built-in one
};

/// The user's own defaults (default_cpu...) for NewLab::defaults. Pure.
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

/// NEW with what its image brings, when the store has it. Reads a small file.
[[nodiscard]] NewLab withImageLab(const Paths &paths, NewLab lab);

/// NEW with the template it names. NotFound names the presets and templates there are. Reads small files.
[[nodiscard]] Result<NewLab> withTemplate(const Paths &paths, NewLab lab);

/// Writes the lab file (withImageLab, withTemplate) and returns its path. Invalid: a bad name or setting; Conflict: the name is
/// taken. Blocks for a few milliseconds (locks and syncs a small file).
[[nodiscard]] Result<QString> createLab(const Paths &paths, const NewLab &lab);

} // namespace hydra
