// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/context.h"
#include "ui/settings_form/vm_form.h"

namespace hydra::ui {

/// The help line below a field: range, default, help, the value's origin and when it takes effect.
/// NOTE: a remark about this machine.
[[nodiscard]] QString helpWords(const FieldHelp &field, const WrittenValue &value,
                                const QString &note, bool runs);
/// Says what value removing the key would bring back.
[[nodiscard]] QString resetWords(const FieldHelp &field, const WrittenValue &value);
/// "Host directory of Shares 2".
[[nodiscard]] QString accessibleNameOf(const QString &path);
/// What this machine has, and what other environments use of it.
[[nodiscard]] Surroundings surroundingsOf(Context &context, const VmRef &vm,
                                          const std::optional<VmPreview> &preview);

} // namespace hydra::ui
