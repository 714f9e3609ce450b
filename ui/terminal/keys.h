// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/terminal/modes.h"

#include <QByteArray>
#include <QString>
#include <Qt>

namespace hydra {

/// The contents of a key event.
struct KeyPress {
    int key = 0; ///< Qt::Key
    Qt::KeyboardModifiers modifiers;
    QString text;
};

/// The bytes a key sends, by xterm's conventions; empty when it sends none.
[[nodiscard]] QByteArray keyBytes(const KeyPress &press, const TerminalModes &modes);

/// Text that was composed elsewhere, as a program may be sent it: with CR as line end and without
/// control characters other than tab and CR. C0, DEL and C1 (also as U+0080 to U+009F) would act
/// as keys, or end a bracketed paste. xterm's disallowedPasteControls serves the same end.
[[nodiscard]] QByteArray textBytes(const QString &text);

/// The bytes of pasted text: `textBytes`, in brackets if the program asked for them.
[[nodiscard]] QByteArray pasteBytes(const QString &text, const TerminalModes &modes);

/// The bytes that report a change of focus; empty unless the program asked for them.
[[nodiscard]] QByteArray focusBytes(bool hasFocus, const TerminalModes &modes);

struct MouseAction {
    enum class Kind : quint8 { Press, Release, Move, WheelUp, WheelDown };
    Kind kind = Kind::Press;
    Qt::MouseButton button = Qt::NoButton; ///< of a move: the button held down, if any
    Qt::KeyboardModifiers modifiers;
    int column = 0; ///< from 0, in the screen
    int row = 0;
};

/// The bytes that report a mouse action; empty unless the program asked for it.
[[nodiscard]] QByteArray mouseBytes(const MouseAction &action, const TerminalModes &modes);

} // namespace hydra
