// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "lab/doctor.h"
#include "theme/theme.h"

namespace hydra::ui {

/// A finding's state as mark, colour and word.
struct FindingLook {
    QString mark;
    Token color = Token::Dim;
    QString word;
};
[[nodiscard]] FindingLook lookOf(Finding::State state);

} // namespace hydra::ui
