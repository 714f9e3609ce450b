// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/exchange/format.h"

#include <span>

/// The text formats for import and export, shared by the command line and the window. Bundles,
/// which contain images, are separate (bundle/bundle.h).
namespace hydra {

[[nodiscard]] std::span<const ImportFormat> importFormats();
[[nodiscard]] std::span<const ExportFormat> exportFormats();

/// By the format's name; Invalid lists the known ones. Both are pure.
[[nodiscard]] Result<Imported> importAs(const QString &format, const ImportRequest &request);
[[nodiscard]] Result<Exported> exportAs(const QString &format, const ExportRequest &request);

} // namespace hydra
