// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/basics.h"

namespace hydra::ui {

/// A field with its help or trouble close below it.
[[nodiscard]] QWidget *withHelp(QWidget *field, QLabel *help);
/// A label for what is wrong with a field; hidden until `showTrouble` gives it a text.
[[nodiscard]] QLabel *makeTrouble();
void showTrouble(QLabel &label, QWidget &field, const QString &words);
/// A message such as "an image is needed" as a sentence.
[[nodiscard]] QString sentence(const QString &words);

} // namespace hydra::ui
