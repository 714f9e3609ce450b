// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "context.h"
#include "settings_form/vm_form.h"

namespace hydra::ui {

/// The line below a field: range, default, help, where the value comes from and when it holds. NOTE: of the
/// machine.
[[nodiscard]] QString helpWords(const FieldHelp &field, const WrittenValue &value, const QString &note, bool runs);
/// What taking the key out brings back.
[[nodiscard]] QString resetWords(const FieldHelp &field, const WrittenValue &value);
/// "Host directory of Shares 2".
[[nodiscard]] QString accessibleNameOf(const QString &path);
/// What the machine has and other environments use.
[[nodiscard]] Surroundings surroundingsOf(Context &context, const VmRef &vm, const std::optional<VmPreview> &preview);

} // namespace hydra::ui
