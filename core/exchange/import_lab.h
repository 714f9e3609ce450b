// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "exchange/formats.h"

namespace hydra {

/// A lab file's text, called WHAT in errors, with its comments and what people should look at before they start it. Its
/// relative paths stay what they were: absolute, where it is known which file they are beside. Pure.
[[nodiscard]] Result<Imported> importLabText(const ImportRequest &request, const QString &what);

} // namespace hydra
