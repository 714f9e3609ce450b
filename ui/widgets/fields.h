// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "widgets/basics.h"

namespace hydra::ui {

/// A field with its help or trouble below it, close enough to be seen as one.
[[nodiscard]] QWidget *withHelp(QWidget *field, QLabel *help);
/// What is wrong with a field; hidden until `showTrouble` has words for it.
[[nodiscard]] QLabel *makeTrouble();
void showTrouble(QLabel &label, QWidget &field, const QString &words);
/// "an image is needed", as errors have it, as a sentence.
[[nodiscard]] QString sentence(const QString &words);

} // namespace hydra::ui
