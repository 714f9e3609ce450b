// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/terminal/view.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

namespace hydra {
namespace {

constexpr int kDragScrollMs = 50;
constexpr int kRowsPerWheelStep = 3;
constexpr int kWheelStep = 120;

Qt::MouseButton heldButton(Qt::MouseButtons buttons)
{
    for (Qt::MouseButton button : {Qt::LeftButton, Qt::MiddleButton, Qt::RightButton})
        if (buttons.testFlag(button))
            return button;
    return Qt::NoButton;
}

} // namespace

// With ROUNDSTOEDGE the nearest edge between cells, where a selection begins or ends.
TerminalPosition TerminalView::positionAt(QPointF point, bool roundsToEdge) const
{
    const double column = point.x() / m_renderer.cellWidth();
    const int row = int(std::floor(point.y() / m_renderer.cellHeight()));
    const int most = m_surface.columns() - (roundsToEdge ? 0 : 1);
    return {m_topRow + std::clamp(row, 0, m_surface.rows() - 1),
            std::clamp(int(std::floor(roundsToEdge ? column + 0.5 : column)), 0, most)};
}

bool TerminalView::reportMouse(MouseAction::Kind kind, Qt::MouseButton button,
                               Qt::KeyboardModifiers modifiers, QPointF at)
{
    if (m_isReadOnly || m_surface.modes().mouse == TerminalModes::Mouse::None ||
        modifiers.testFlag(Qt::ShiftModifier) || !isFollowing())
        return false;
    const TerminalPosition place = positionAt(at, false);
    const bool isSameCell = place == std::exchange(m_reportedPlace, place);
    if (kind == MouseAction::Kind::Move && isSameCell)
        return true;
    const QByteArray bytes =
        mouseBytes({kind, button, modifiers, place.column, int(place.row - m_surface.screenTop())},
                   m_surface.modes());
    if (!bytes.isEmpty())
        Q_EMIT typed(bytes);
    return true;
}

void TerminalView::mousePressEvent(QMouseEvent *event)
{
    if (reportMouse(MouseAction::Kind::Press, event->button(), event->modifiers(),
                    event->position())) {
        m_reportedButton = event->button();
        return;
    }
    if (event->button() == Qt::LeftButton)
        beginSelection(*event);
    else if (event->button() == Qt::MiddleButton && QApplication::clipboard()->supportsSelection())
        pasteFrom(QClipboard::Selection);
}

void TerminalView::beginSelection(const QMouseEvent &event)
{
    using Unit = SelectionGesture::Unit;
    const bool isTriple = m_sinceDoubleClick.isValid() &&
                          m_sinceDoubleClick.elapsed() < QApplication::doubleClickInterval();
    const bool isBlock = (event.modifiers() & (Qt::AltModifier | Qt::ControlModifier)) != 0;
    if (event.modifiers().testFlag(Qt::ShiftModifier) && !m_gesture.isEmpty())
        m_gesture.extend(positionAt(event.position(), true));
    else
        m_gesture.press(positionAt(event.position(), !isTriple), isTriple ? Unit::Line : Unit::Cell,
                        isBlock);
    m_sinceDoubleClick.invalidate();
    viewport()->update();
}

void TerminalView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (reportMouse(MouseAction::Kind::Press, event->button(), event->modifiers(),
                    event->position())) {
        m_reportedButton = event->button();
        return;
    }
    if (event->button() != Qt::LeftButton)
        return;
    m_gesture.press(positionAt(event->position(), false), SelectionGesture::Unit::Word, false);
    m_sinceDoubleClick.start();
    viewport()->update();
}

void TerminalView::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_gesture.isDragging()) {
        std::ignore = reportMouse(MouseAction::Kind::Move, heldButton(event->buttons()),
                                  event->modifiers(), event->position());
        return;
    }
    m_dragPoint = event->position();
    const bool isOutside = m_dragPoint.y() < 0 || m_dragPoint.y() >= viewport()->height();
    if (isOutside && !m_dragTimer.isActive())
        m_dragTimer.start(kDragScrollMs);
    else if (!isOutside)
        m_dragTimer.stop();
    m_gesture.extend(positionAt(m_dragPoint, true));
    viewport()->update();
}

void TerminalView::scrollWhileDragging()
{
    scrollBy(m_dragPoint.y() < 0 ? -1 : 1);
    m_gesture.extend(positionAt(m_dragPoint, true));
}

void TerminalView::mouseReleaseEvent(QMouseEvent *event)
{
    m_dragTimer.stop();
    if (m_reportedButton == event->button() && m_reportedButton != Qt::NoButton) {
        m_reportedButton = Qt::NoButton;
        std::ignore = reportMouse(MouseAction::Kind::Release, event->button(),
                                  event->modifiers() & ~Qt::ShiftModifier, event->position());
        return;
    }
    if (!m_gesture.isDragging())
        return;
    m_gesture.release();
    if (!m_gesture.isEmpty() && QApplication::clipboard()->supportsSelection())
        QApplication::clipboard()->setText(selectedText(), QClipboard::Selection);
}

void TerminalView::wheelEvent(QWheelEvent *event)
{
    m_wheelRest += event->angleDelta().y();
    const int steps = std::exchange(m_wheelRest, m_wheelRest % kWheelStep) / kWheelStep;
    event->accept();
    if (steps == 0)
        return;
    const auto kind = steps > 0 ? MouseAction::Kind::WheelUp : MouseAction::Kind::WheelDown;
    if (event->modifiers().testFlag(Qt::ControlModifier))
        return steps > 0 ? zoomIn() : zoomOut();
    if (reportMouse(kind, Qt::NoButton, event->modifiers(), event->position()))
        return;
    if (m_surface.modes().alternateScreen)
        return wheelAsKeys(steps);
    scrollBy(-steps * kRowsPerWheelStep);
}

// A pager on the alternate screen can only be scrolled by keys.
void TerminalView::wheelAsKeys(int steps)
{
    const QByteArray key =
        keyBytes({.key = steps > 0 ? Qt::Key_Up : Qt::Key_Down}, m_surface.modes());
    type(key.repeated(std::abs(steps) * kRowsPerWheelStep));
}

void TerminalView::contextMenuEvent(QContextMenuEvent *event)
{
    const bool isReported =
        event->reason() == QContextMenuEvent::Mouse && m_reportedButton == Qt::RightButton;
    if (isReported)
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillMenu(*menu);
    menu->popup(event->globalPos());
}

void TerminalView::fillMenu(QMenu &menu)
{
    QAction *copyAction = menu.addAction(tr("&Copy"), this, &TerminalView::copy);
    copyAction->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C));
    copyAction->setEnabled(!m_gesture.isEmpty());
    QAction *pasteAction = menu.addAction(tr("&Paste"), this, &TerminalView::paste);
    pasteAction->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_V));
    pasteAction->setEnabled(!m_isReadOnly);
    menu.addAction(tr("Select &All"), this, &TerminalView::selectAll);
    menu.addSeparator();
    menu.addAction(tr("&Find…"), this, &TerminalView::find)
        ->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F));
    menu.addAction(tr("Clear &Scrollback"), this, &TerminalView::clearScrollback);
    menu.addSeparator();
    menu.addAction(tr("Zoom &In"), this, &TerminalView::zoomIn)
        ->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Plus));
    menu.addAction(tr("Zoom &Out"), this, &TerminalView::zoomOut)
        ->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Minus));
    menu.addAction(tr("&Reset Zoom"), this, &TerminalView::zoomReset)
        ->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_0));
}

} // namespace hydra
