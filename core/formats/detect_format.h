// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

namespace hydra {

/// Guesses the format of TEXT, the name of one of importFormats: YAML with VMs is a lab file,
/// unless FILE is called vm-config.yaml; any other YAML mapping is a chart's values; anything else
/// is searched for assignments. The user may override the guess. Pure.
[[nodiscard]] QString detectImportFormat(const QByteArray &text, const QString &file);

} // namespace hydra
