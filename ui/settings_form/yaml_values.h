// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/config/field_help.h"

namespace hydra::ui {

/// What was typed into FIELD's control, as YAML for its key. Invalid input is written as typed, and
/// reading the lab file reports it. Pure.
[[nodiscard]] QString yamlOf(const FieldHelp &field, const QString &typed);
/// YAML of a text in a list.
[[nodiscard]] QString yamlText(const QString &typed);
/// "6 GiB" for a size as written in the file; anything else unchanged.
[[nodiscard]] QString sizeForPeople(const QString &written);
/// A new item for a list of maps, with its required keys.
[[nodiscard]] QString newItemOf(const QString &listPath, int number);

} // namespace hydra::ui
