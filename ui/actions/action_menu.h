// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "actions/actions.h"
#include "theme/theme.h"

#include <QMenu>
#include <QToolButton>

namespace hydra::ui {

/// The actions, and below them a submenu that copies each as its hydractl command.
[[nodiscard]] QMenu *makeMenu(const Theme &theme, const std::vector<ActionSpec> &actions, QWidget *parent);

/// A button of the action bar. Its context menu copies the command; EXTRA go into a menu of its own.
[[nodiscard]] QToolButton *makeActionButton(const Theme &theme, const ActionSpec &action,
                                            const std::vector<ActionSpec> &extra = {}, QWidget *parent = nullptr);

} // namespace hydra::ui
