// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/terminal/keys.h"

#include <algorithm>
#include <array>

namespace hydra {
namespace {

constexpr char kEscapeKey[] = "\x1b";

struct CursorKey {
    int key;
    char final;
};
constexpr std::array kCursorKeys = {
    CursorKey{Qt::Key_Up, 'A'},    CursorKey{Qt::Key_Down, 'B'}, CursorKey{Qt::Key_Right, 'C'},
    CursorKey{Qt::Key_Left, 'D'},  CursorKey{Qt::Key_Home, 'H'}, CursorKey{Qt::Key_End, 'F'},
    CursorKey{Qt::Key_Clear, 'E'},
};
constexpr std::array kFirstFunctionKeys = {'P', 'Q', 'R', 'S'};

struct NumberedKey {
    int key;
    int number;
};
constexpr std::array kNumberedKeys = {
    NumberedKey{Qt::Key_Insert, 2}, NumberedKey{Qt::Key_Delete, 3},
    NumberedKey{Qt::Key_PageUp, 5}, NumberedKey{Qt::Key_PageDown, 6},
    NumberedKey{Qt::Key_F5, 15},    NumberedKey{Qt::Key_F6, 17},
    NumberedKey{Qt::Key_F7, 18},    NumberedKey{Qt::Key_F8, 19},
    NumberedKey{Qt::Key_F9, 20},    NumberedKey{Qt::Key_F10, 21},
    NumberedKey{Qt::Key_F11, 23},   NumberedKey{Qt::Key_F12, 24},
};

struct PadKey {
    int key;
    char final;
};
constexpr std::array kPadKeys = {
    PadKey{Qt::Key_Enter, 'M'}, PadKey{Qt::Key_Asterisk, 'j'}, PadKey{Qt::Key_Plus, 'k'},
    PadKey{Qt::Key_Comma, 'l'}, PadKey{Qt::Key_Minus, 'm'},    PadKey{Qt::Key_Period, 'n'},
    PadKey{Qt::Key_Slash, 'o'}, PadKey{Qt::Key_Equal, 'X'},
};

template <typename Table> auto entryOf(const Table &table, int key)
{
    return std::find_if(table.begin(), table.end(),
                        [key](const auto &entry) { return entry.key == key; });
}

bool has(const KeyPress &press, Qt::KeyboardModifier modifier)
{
    return press.modifiers.testFlag(modifier);
}

// The terminal's Ctrl; on macOS Qt's ControlModifier is the Command key.
Qt::KeyboardModifier controlModifier()
{
#ifdef Q_OS_MACOS
    return Qt::MetaModifier;
#else
    return Qt::ControlModifier;
#endif
}

// xterm's encoding: 1, plus 1 for Shift, 2 for Alt, 4 for Ctrl.
int modifierNumber(const KeyPress &press)
{
    return 1 + (has(press, Qt::ShiftModifier) ? 1 : 0) + (has(press, Qt::AltModifier) ? 2 : 0) +
           (has(press, controlModifier()) ? 4 : 0);
}

QByteArray cursorSequence(char final, int modifier, bool isApplication)
{
    if (modifier > 1)
        return kEscapeKey + QByteArray("[1;") + QByteArray::number(modifier) + final;
    return kEscapeKey + QByteArray(isApplication ? "O" : "[") + final;
}

QByteArray numberedSequence(int number, int modifier)
{
    const QByteArray end =
        modifier > 1 ? ';' + QByteArray::number(modifier) + '~' : QByteArray("~");
    return kEscapeKey + QByteArray("[") + QByteArray::number(number) + end;
}

QByteArray sequenceOf(const KeyPress &press, const TerminalModes &modes)
{
    const int modifier = modifierNumber(press);
    if (const auto found = entryOf(kCursorKeys, press.key); found != kCursorKeys.end())
        return cursorSequence(found->final, modifier, modes.applicationCursor);
    if (const auto found = entryOf(kNumberedKeys, press.key); found != kNumberedKeys.end())
        return numberedSequence(found->number, modifier);
    if (press.key >= Qt::Key_F1 && press.key <= Qt::Key_F4)
        return cursorSequence(kFirstFunctionKeys[std::size_t(press.key - Qt::Key_F1)], modifier,
                              true);
    return {};
}

QByteArray padSequence(const KeyPress &press, const TerminalModes &modes)
{
    if (!modes.applicationKeypad || !has(press, Qt::KeypadModifier))
        return {};
    if (press.key >= Qt::Key_0 && press.key <= Qt::Key_9)
        return kEscapeKey + QByteArray("O") + char('p' + press.key - Qt::Key_0);
    const auto found = entryOf(kPadKeys, press.key);
    return found == kPadKeys.end() ? QByteArray() : kEscapeKey + QByteArray("O") + found->final;
}

// The control characters of letters and the few other keys that have one.
QByteArray controlCharacter(int key)
{
    if (key >= Qt::Key_A && key <= Qt::Key_Z)
        return QByteArray(1, char(key - Qt::Key_A + 1));
    switch (key) {
    case Qt::Key_Space:
    case Qt::Key_At:
    case Qt::Key_2:
        return QByteArray(1, '\0');
    case Qt::Key_BracketLeft:
    case Qt::Key_3:
        return "\x1b";
    case Qt::Key_Backslash:
    case Qt::Key_4:
        return "\x1c";
    case Qt::Key_BracketRight:
    case Qt::Key_5:
        return "\x1d";
    case Qt::Key_AsciiCircum:
    case Qt::Key_6:
        return "\x1e";
    case Qt::Key_Underscore:
    case Qt::Key_Minus:
    case Qt::Key_Slash:
    case Qt::Key_7:
        return "\x1f";
    case Qt::Key_Question:
    case Qt::Key_8:
        return "\x7f";
    default:
        return {};
    }
}

QByteArray characterOf(const KeyPress &press)
{
    const bool control = has(press, controlModifier());
    switch (press.key) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        return "\r";
    case Qt::Key_Escape:
        return "\x1b";
    case Qt::Key_Tab:
        return has(press, Qt::ShiftModifier) ? "\x1b[Z" : "\t";
    case Qt::Key_Backtab:
        return "\x1b[Z";
    case Qt::Key_Backspace:
        return control ? "\x08" : "\x7f";
    default:
        break;
    }
    if (control) {
        if (const QByteArray character = controlCharacter(press.key); !character.isEmpty())
            return character;
    }
    return press.text.toUtf8();
}

bool isForbidden(QChar c)
{
    const bool isC0 = c.unicode() < 0x20 && c != u'\t' && c != u'\r';
    const bool isDelOrC1 = c.unicode() >= 0x7f && c.unicode() <= 0x9f;
    return isC0 || isDelOrC1;
}

int buttonCode(const MouseAction &action)
{
    using Kind = MouseAction::Kind;
    if (action.kind == Kind::WheelUp || action.kind == Kind::WheelDown)
        return action.kind == Kind::WheelUp ? 64 : 65;
    switch (action.button) {
    case Qt::LeftButton:
        return 0;
    case Qt::MiddleButton:
        return 1;
    case Qt::RightButton:
        return 2;
    default:
        return 3;
    }
}

bool isWanted(const MouseAction &action, TerminalModes::Mouse mode)
{
    using Mouse = TerminalModes::Mouse;
    if (action.kind != MouseAction::Kind::Move)
        return mode != Mouse::None;
    return mode == Mouse::Move || (mode == Mouse::Drag && action.button != Qt::NoButton);
}

QByteArray oldMouseBytes(int code, const MouseAction &action)
{
    constexpr int kMost = 255 - 33; // coordinates are single bytes, starting at 33
    if (action.column > kMost || action.row > kMost)
        return {};
    return kEscapeKey + QByteArray("[M") + char(32 + code) + char(33 + action.column) +
           char(33 + action.row);
}

} // namespace

QByteArray keyBytes(const KeyPress &press, const TerminalModes &modes)
{
    if (const QByteArray pad = padSequence(press, modes); !pad.isEmpty())
        return pad;
    if (const QByteArray sequence = sequenceOf(press, modes); !sequence.isEmpty())
        return sequence;
    const QByteArray character = characterOf(press);
    if (has(press, Qt::AltModifier) && !character.isEmpty())
        return kEscapeKey + character;
    return character;
}

QByteArray textBytes(const QString &text)
{
    QString lines = text;
    lines.replace(QStringLiteral("\r\n"), QStringLiteral("\r")).replace(u'\n', u'\r');
    return lines.removeIf(isForbidden).toUtf8();
}

QByteArray pasteBytes(const QString &text, const TerminalModes &modes)
{
    const QByteArray bytes = textBytes(text);
    return modes.bracketedPaste ? "\x1b[200~" + bytes + "\x1b[201~" : bytes;
}

QByteArray focusBytes(bool hasFocus, const TerminalModes &modes)
{
    return !modes.focusReports ? QByteArray()
           : hasFocus          ? QByteArray("\x1b[I")
                               : QByteArray("\x1b[O");
}

QByteArray mouseBytes(const MouseAction &action, const TerminalModes &modes)
{
    if (!isWanted(action, modes.mouse))
        return {};
    const bool isRelease = action.kind == MouseAction::Kind::Release;
    const int code = (isRelease && !modes.sgrMouse ? 3 : buttonCode(action)) +
                     (action.kind == MouseAction::Kind::Move ? 32 : 0) +
                     (action.modifiers.testFlag(Qt::ShiftModifier) ? 4 : 0) +
                     (action.modifiers.testFlag(Qt::AltModifier) ? 8 : 0) +
                     (action.modifiers.testFlag(Qt::ControlModifier) ? 16 : 0);
    if (!modes.sgrMouse)
        return oldMouseBytes(code, action);
    return "\x1b[<" + QByteArray::number(code) + ';' + QByteArray::number(action.column + 1) + ';' +
           QByteArray::number(action.row + 1) + (isRelease ? 'm' : 'M');
}

} // namespace hydra
