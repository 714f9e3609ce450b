// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

namespace hydra {

/// Modes set by the program that concern keyboard, mouse and painting.
struct TerminalModes {
    enum class Mouse : quint8 {
        None,
        Click, ///< 1000: buttons
        Drag,  ///< 1002: and motion while a button is held
        Move,  ///< 1003: and all other motion
    };

    bool applicationCursor = false;
    bool applicationKeypad = false;
    bool autoWrap = true;
    bool bracketedPaste = false;
    bool focusReports = false;
    bool sgrMouse = false;
    bool sideMargins = false;
    bool alternateScreen = false;
    Mouse mouse = Mouse::None;

    bool operator==(const TerminalModes &) const = default;
};

} // namespace hydra
