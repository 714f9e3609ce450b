// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/config/settings.h"
#include "core/host/paths.h"

#include <QStringList>

namespace hydra {

/// The sources of a new lab: a preset or template (empty: `isolated`), or an image, in the lab that
/// it brings along or in a preset.
struct NewLab {
    QString name;
    QString preset;
    QString image;        ///< a name in the store; empty: the preset's
    QStringList settings; ///< KEY=VALUE, for every VM of the preset
    /// The user's defaults, likewise; not used for an image that brings its own VM.
    QStringList defaults;
    /// The lab file that an image brings along (StoredImage::lab); empty: none.
    QString imageLab;
    QByteArray templateText; ///< text of the user's template called `preset`; empty: a built-in one
};

/// The user's defaults (default_cpu...) for NewLab::defaults. Pure.
[[nodiscard]] QStringList newLabDefaults(const Settings &settings);

/// The lab file's text, validated; FILE names it in errors. Pure.
[[nodiscard]] Result<QByteArray> newLabText(const NewLab &lab, const QString &file);

/// Invalid: NAME is no valid name; Conflict: it is taken. Changes nothing.
[[nodiscard]] Result<void> checkNewLab(const Paths &paths, const QString &name);

/// Writes TEXT as the file of a new lab. Invalid: a bad name; Conflict: the name is taken. Blocks
/// for a few milliseconds (locks and syncs a small file).
[[nodiscard]] Result<QString> writeNewLab(const Paths &paths, const QString &name,
                                          const QByteArray &text);

/// LAB with the lab file that its image brings along, if the store has the image. Reads a small
/// file.
[[nodiscard]] NewLab withImageLab(const Paths &paths, NewLab lab);

/// LAB with the text of the template it names. NotFound lists the presets and templates. Reads
/// small files.
[[nodiscard]] Result<NewLab> withTemplate(const Paths &paths, NewLab lab);

/// Writes the lab file (withImageLab, withTemplate) and returns its path. Invalid: a bad name or
/// setting; Conflict: the name is taken. Blocks for a few milliseconds (locks and syncs a small
/// file).
[[nodiscard]] Result<QString> createLab(const Paths &paths, const NewLab &lab);

} // namespace hydra
