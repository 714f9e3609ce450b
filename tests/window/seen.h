// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPixmap>
#include <QRect>
#include <QStringList>

#include <optional>

class QWidget;

namespace hydra::test {

/// What a person could point at: the first widget, menu entry or row of a list with this accessible name
/// or text that is enabled, in the part of a window that is shown and not behind a popup or a dialog.
/// The part to be seen, in the screen's pixels.
[[nodiscard]] std::optional<QRect> findOnScreen(const QString &name);
/// The widget among them; not menu entries and rows.
[[nodiscard]] QWidget *widgetNamed(const QString &name);
/// What can be read: texts, accessible names, the screens of terminals.
[[nodiscard]] QStringList wordsOnScreen();

/// The popup, else the dialog, else WINDOW.
[[nodiscard]] QWidget &topWindow(QWidget &window);
/// WINDOW with its dialogs and popups above it.
[[nodiscard]] QPixmap pictureOf(QWidget &window);

} // namespace hydra::test
