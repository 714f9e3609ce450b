// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/actions/actions.h"
#include "ui/theme/theme.h"

#include <QMenu>
#include <QToolButton>

namespace hydra::ui {

/// A menu of the actions, followed by a submenu that copies each one's hydractl command.
[[nodiscard]] QMenu *makeMenu(const Theme &theme, const std::vector<ActionSpec> &actions,
                              QWidget *parent);

/// Says COMMAND, the hydractl command of what BUTTON does, in its tooltip, and gives it a context
/// menu that copies it.
void offerCommand(QWidget &button, const QString &command);

/// A button of the action bar. Its context menu copies the hydractl command; the actions in EXTRA
/// get a menu of their own.
[[nodiscard]] QToolButton *makeActionButton(const Theme &theme, const ActionSpec &action,
                                            const std::vector<ActionSpec> &extra = {},
                                            QWidget *parent = nullptr);

} // namespace hydra::ui
