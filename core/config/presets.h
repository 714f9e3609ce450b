// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "config/edit_lab.h"

#include <QByteArray>

#include <vector>

namespace hydra {

/// A ready-made lab, compiled in from resources/presets.
struct Preset {
    QString name;
    QString summary; ///< one line, from the file's first comment
    QByteArray text; ///< a complete lab file
};

/// The first line of a lab file where it is a comment, without its sign. Pure.
[[nodiscard]] QString presetSummary(const QByteArray &text);

[[nodiscard]] const std::vector<Preset> &presets();
/// NotFound names the presets there are.
[[nodiscard]] Result<Preset> findPreset(const QString &name);

} // namespace hydra
