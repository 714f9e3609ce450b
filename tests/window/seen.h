// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPixmap>
#include <QRect>
#include <QStringList>

#include <optional>

class QWidget;

namespace hydra::test {

/// What a user could click: the first enabled widget, menu entry or list row with this accessible
/// name or text that is visible and not behind a popup or dialog. Returns the visible part, in the
/// screen's pixels.
[[nodiscard]] std::optional<QRect> findOnScreen(const QString &name);
/// The widget, if it is one; not menu entries and rows.
[[nodiscard]] QWidget *widgetNamed(const QString &name);
/// Everything that can be read: texts, accessible names, the screens of terminals.
[[nodiscard]] QStringList wordsOnScreen();

/// The popup, else the dialog, else WINDOW.
[[nodiscard]] QWidget &topWindow(QWidget &window);
/// WINDOW with its dialogs and popups above it.
[[nodiscard]] QPixmap pictureOf(QWidget &window);

} // namespace hydra::test
