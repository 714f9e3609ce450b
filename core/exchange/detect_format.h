// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

namespace hydra {

/// What TEXT looks like: the name of one of importFormats. YAML with VMs is a lab file, unless FILE is called
/// vm-config.yaml; other YAML mappings are values of a chart; anything else is read for assignments. A guess:
/// whoever knows better says so. Pure.
[[nodiscard]] QString detectImportFormat(const QByteArray &text, const QString &file);

} // namespace hydra
