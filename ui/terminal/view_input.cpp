// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/terminal/view.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QInputMethodEvent>
#include <QKeyEvent>

#include <array>

namespace hydra {
namespace {

using Slot = void (TerminalView::*)();

struct Shortcut {
    int key;
    bool needsShift; ///< in addition to Ctrl; on macOS Ctrl is Command, which needs no Shift
    Slot slot;
};

constexpr std::array kShortcuts = {
    Shortcut{Qt::Key_C, true, &TerminalView::copy},
    Shortcut{Qt::Key_V, true, &TerminalView::paste},
    Shortcut{Qt::Key_F, true, &TerminalView::find},
    Shortcut{Qt::Key_Plus, false, &TerminalView::zoomIn},
    Shortcut{Qt::Key_Equal, false, &TerminalView::zoomIn},
    Shortcut{Qt::Key_Minus, false, &TerminalView::zoomOut},
    Shortcut{Qt::Key_0, false, &TerminalView::zoomReset},
};

#ifdef Q_OS_MACOS
constexpr bool kHasCommandKey = true;
#else
constexpr bool kHasCommandKey = false;
#endif

// Digits and signs on the keypad count as well.
Slot shortcutSlot(const QKeyEvent &event)
{
    const Qt::KeyboardModifiers modifiers = event.modifiers() & ~Qt::KeypadModifier;
    if (!modifiers.testFlag(Qt::ControlModifier) || modifiers.testFlag(Qt::AltModifier))
        return nullptr;
    for (const Shortcut &shortcut : kShortcuts)
        if (event.key() == shortcut.key &&
            (!shortcut.needsShift || kHasCommandKey || modifiers.testFlag(Qt::ShiftModifier)))
            return shortcut.slot;
    return nullptr;
}

KeyPress pressOf(const QKeyEvent &event)
{
    return {event.key(), event.modifiers(), event.text()};
}

} // namespace

// Keys that the program can use take precedence over the window's shortcuts: Ctrl+K is the shell's.
bool TerminalView::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride && hasFocus()) {
        const auto &key = *static_cast<QKeyEvent *>(event);
        if (shortcutSlot(key) || isForProgram(key)) {
            event->accept();
            return true;
        }
    }
    return QAbstractScrollArea::event(event);
}

bool TerminalView::isForProgram(const QKeyEvent &event) const
{
    const Qt::KeyboardModifiers windowOnly = Qt::ControlModifier | Qt::ShiftModifier;
    const bool isWindows = (event.modifiers() & windowOnly) == windowOnly ||
                           (kHasCommandKey && event.modifiers().testFlag(Qt::ControlModifier));
    return !m_isReadOnly && !isWindows && !keyBytes(pressOf(event), m_surface.modes()).isEmpty();
}

// Tab goes to the program; Ctrl+Tab leaves the terminal.
bool TerminalView::focusNextPrevChild(bool next)
{
    return m_isReadOnly && QAbstractScrollArea::focusNextPrevChild(next);
}

bool TerminalView::runShortcut(const QKeyEvent &event)
{
    if (const Slot slot = shortcutSlot(event)) {
        (this->*slot)();
        return true;
    }
    if (!event.modifiers().testFlag(Qt::ShiftModifier))
        return false;
    switch (event.key()) {
    case Qt::Key_PageUp:
        scrollBy(-m_surface.rows() + 1);
        break;
    case Qt::Key_PageDown:
        scrollBy(m_surface.rows() - 1);
        break;
    case Qt::Key_Home:
        scrollTo(m_surface.firstRow());
        break;
    case Qt::Key_End:
        scrollTo(m_surface.screenTop());
        break;
    case Qt::Key_Insert:
        pasteFrom(QClipboard::Clipboard);
        break;
    default:
        return false;
    }
    return true;
}

void TerminalView::keyPressEvent(QKeyEvent *event)
{
    if (runShortcut(*event))
        return;
    const bool leaves =
        event->key() == Qt::Key_Tab && event->modifiers().testFlag(Qt::ControlModifier);
    const QByteArray bytes =
        leaves || m_isReadOnly ? QByteArray() : keyBytes(pressOf(*event), m_surface.modes());
    if (bytes.isEmpty())
        return QAbstractScrollArea::keyPressEvent(event);
    type(bytes);
}

void TerminalView::inputMethodEvent(QInputMethodEvent *event)
{
    m_preedit = m_isReadOnly ? QString() : event->preeditString();
    type(textBytes(event->commitString()));
    viewport()->update();
    event->accept();
}

QVariant TerminalView::inputMethodQuery(Qt::InputMethodQuery query) const
{
    const TerminalPosition cursor = m_surface.cursor();
    switch (query) {
    case Qt::ImEnabled:
        return !m_isReadOnly;
    case Qt::ImFont:
        return m_renderer.font();
    case Qt::ImCursorRectangle:
        return QRect(QPoint(cursor.column * m_renderer.cellWidth(), rowRect(cursor.row).y()),
                     cellSize());
    default:
        return QAbstractScrollArea::inputMethodQuery(query);
    }
}

void TerminalView::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update(rowRect(m_surface.cursor().row));
    tellFocus(true);
}

void TerminalView::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update(rowRect(m_surface.cursor().row));
    tellFocus(false);
}

void TerminalView::tellFocus(bool hasFocus)
{
    const QByteArray bytes = focusBytes(hasFocus, m_surface.modes());
    if (!m_isReadOnly && !bytes.isEmpty())
        Q_EMIT typed(bytes); // unlike a key press, this does not scroll
}

void TerminalView::copy()
{
    if (!m_gesture.isEmpty())
        QGuiApplication::clipboard()->setText(selectedText());
}

void TerminalView::paste()
{
    pasteFrom(QClipboard::Clipboard);
}

void TerminalView::pasteFrom(int clipboardMode)
{
    const QString text = QGuiApplication::clipboard()->text(QClipboard::Mode(clipboardMode));
    if (!text.isEmpty())
        type(pasteBytes(text, m_surface.modes()));
}

} // namespace hydra
