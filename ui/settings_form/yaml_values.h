// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "config/field_help.h"

namespace hydra::ui {

/// What somebody typed into a control of FIELD as YAML for its key. What is wrong is written as it was
/// typed: the file's reader says so. Pure.
[[nodiscard]] QString yamlOf(const FieldHelp &field, const QString &typed);
/// A text of a list.
[[nodiscard]] QString yamlText(const QString &typed);
/// "6 GiB" of a size as the file has it; what is no size as it is.
[[nodiscard]] QString sizeForPeople(const QString &written);
/// A new item of a list of maps, with what it needs.
[[nodiscard]] QString newItemOf(const QString &listPath, int number);

} // namespace hydra::ui
