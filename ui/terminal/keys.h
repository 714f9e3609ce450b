// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "terminal/modes.h"

#include <QByteArray>
#include <QString>
#include <Qt>

namespace hydra {

/// What a key event says.
struct KeyPress {
    int key = 0; ///< Qt::Key
    Qt::KeyboardModifiers modifiers;
    QString text;
};

/// The bytes a key means to a program, by xterm's conventions; empty when it means none.
[[nodiscard]] QByteArray keyBytes(const KeyPress &press, const TerminalModes &modes);

/// The bytes of pasted text: lines end in CR. Bracketed if the program asked for it, and then
/// cannot end the bracket; else without control characters but tabs and line ends.
[[nodiscard]] QByteArray pasteBytes(const QString &text, const TerminalModes &modes);

/// The bytes of gaining or losing the focus; empty unless the program asked.
[[nodiscard]] QByteArray focusBytes(bool hasFocus, const TerminalModes &modes);

struct MouseAction {
    enum class Kind : quint8 { Press, Release, Move, WheelUp, WheelDown };
    Kind kind = Kind::Press;
    Qt::MouseButton button = Qt::NoButton; ///< of a move: the one held down, if any
    Qt::KeyboardModifiers modifiers;
    int column = 0; ///< from 0, on the screen
    int row = 0;
};

/// The bytes of a mouse action; empty when the program did not ask for it.
[[nodiscard]] QByteArray mouseBytes(const MouseAction &action, const TerminalModes &modes);

} // namespace hydra
