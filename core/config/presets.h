// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/config/edit_lab.h"

#include <QByteArray>

#include <vector>

namespace hydra {

/// A ready-made lab, compiled in from resources/presets.
struct Preset {
    QString name;
    QString summary; ///< one line, from the file's first comment
    QByteArray text; ///< a complete lab file
};

/// The comment on a lab file's first line without its "#"; empty when that line is no comment.
/// Pure.
[[nodiscard]] QString presetSummary(const QByteArray &text);

[[nodiscard]] const std::vector<Preset> &presets();
/// NotFound lists the presets that exist.
[[nodiscard]] Result<Preset> findPreset(const QString &name);

} // namespace hydra
