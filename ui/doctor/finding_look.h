// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/doctor/doctor.h"
#include "ui/theme/theme.h"

namespace hydra::ui {

/// A finding's state as mark, colour and word.
struct FindingLook {
    QString mark;
    Token color = Token::Dim;
    QString word;
};
[[nodiscard]] FindingLook lookOf(Finding::State state);

} // namespace hydra::ui
