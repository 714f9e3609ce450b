// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/settings_form/vm_form.h"

namespace hydra::ui {

/// A change that solves a problem at PATH, a field or an item of a list, with one click; nothing
/// when the user must decide. Asks the kernel for free ports.
[[nodiscard]] std::optional<Cure> cureFor(const Diagnostic &problem, const QString &path,
                                          const VmForm &form);

} // namespace hydra::ui
