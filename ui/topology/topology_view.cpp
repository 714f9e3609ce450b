// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/topology/topology_view.h"

#include "ui/topology/paint_drawing.h"
#include "ui/widgets/elided_label.h"

#include <QAccessible>
#include <QApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <cmath>

namespace hydra::ui {
namespace {

constexpr double kStep = 8; ///< boxes stand on a grid of these
constexpr double kNear = 6; ///< pixels from a line that still count as on it
constexpr double kFirstKeyStep = 2 * kStep;

QPointF onGrid(const QPointF &corner)
{
    const auto snap = [](double value) { return std::max(0.0, std::round(value / kStep) * kStep); };
    return {snap(corner.x()), snap(corner.y())};
}

bool isNear(const QPolygonF &line, const QPointF &point)
{
    for (qsizetype i = 1; i < line.size(); ++i) {
        const QRectF part = QRectF(line[i - 1], line[i]).normalized();
        if (part.adjusted(-kNear, -kNear, kNear, kNear).contains(point))
            return true;
    }
    return false;
}

std::optional<QPointF> directionOf(int key)
{
    switch (key) {
    case Qt::Key_Left:
        return QPointF(-1, 0);
    case Qt::Key_Right:
        return QPointF(1, 0);
    case Qt::Key_Up:
        return QPointF(0, -1);
    case Qt::Key_Down:
        return QPointF(0, 1);
    default:
        return std::nullopt;
    }
}

/// How large a layout of this size can be shown in ROOM, at most in its own.
double scaleInto(const QRectF &bounds, const QSize &room)
{
    return std::min({1.0, room.width() / bounds.width(), room.height() / bounds.height()});
}

} // namespace

TopologyView::TopologyView(const Theme &theme, QWidget *parent)
    : QAbstractScrollArea(parent), m_theme(theme)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Topology"));
    viewport()->setMouseTracking(true);
    connect(&theme, &Theme::changed, this, &TopologyView::redraw);
}

void TopologyView::setTopology(const Topology &lab)
{
    if (m_lab == lab)
        return;
    m_lab = lab;
    arrange();
}

void TopologyView::setPlaces(const TopologyPlaces &places)
{
    m_places = places;
    arrange();
}

void TopologyView::setFitted(bool fitted)
{
    m_fitted = fitted;
    arrange();
}

void TopologyView::setRates(bool shown)
{
    m_rates = shown;
    redraw();
}

// Many VMs are seen best in a picture that has the window's proportions.
void TopologyView::arrange()
{
    const QSize room = viewport()->size();
    m_layout = layoutOf(m_lab, room.width(), m_places);
    m_scale = m_fitted ? scaleInto(m_layout.bounds, room) : 1;
    for (double wider = 1.25; m_fitted && m_scale < 1 && wider <= 3; wider += 0.25) {
        TopologyLayout other = layoutOf(m_lab, room.width() * wider, m_places);
        if (const double scale = scaleInto(other.bounds, room); scale > m_scale) {
            m_scale = scale;
            m_layout = std::move(other);
        }
    }
    if (!m_layout.box(m_current))
        m_current.clear();
    adjustBars();
    redraw();
}

void TopologyView::redraw()
{
    m_drawing = drawingOf(m_lab, m_layout, textWidthOf(m_theme), m_rates);
    viewport()->update();
}

void TopologyView::adjustBars()
{
    const QPointF corner = m_layout.bounds.bottomRight() * m_scale;
    const QSize all(int(std::ceil(corner.x())), int(std::ceil(corner.y())));
    const QSize room = viewport()->size();
    horizontalScrollBar()->setRange(0, std::max(0, all.width() - room.width()));
    horizontalScrollBar()->setPageStep(room.width());
    verticalScrollBar()->setRange(0, std::max(0, all.height() - room.height()));
    verticalScrollBar()->setPageStep(room.height());
    for (QScrollBar *bar : {horizontalScrollBar(), verticalScrollBar()})
        bar->setSingleStep(24);
}

// A picture that is narrower than the view stands in its middle.
QPointF TopologyView::origin() const
{
    const double left = (viewport()->width() - m_layout.bounds.right() * m_scale) / 2;
    return {std::max(0.0, std::floor(left)) - horizontalScrollBar()->value(),
            double(-verticalScrollBar()->value())};
}

QPointF TopologyView::toScene(const QPointF &position) const
{
    return (position - origin()) / m_scale;
}

QRect TopologyView::placeOf(const QString &box) const
{
    const TopologyBox *found = m_layout.box(box);
    if (!found)
        return {};
    return QRectF(found->rect.topLeft() * m_scale + origin(), found->rect.size() * m_scale)
        .toAlignedRect();
}

TopologyView::Hit TopologyView::hitAt(const QPoint &position) const
{
    const QPointF at = toScene(position);
    for (auto box = m_layout.boxes.rbegin(); box != m_layout.boxes.rend(); ++box) {
        if (box->rect.contains(at))
            return {box->id, false};
    }
    for (const TopologyEdge &edge : m_layout.edges) {
        if (edge.kind == TopologyEdge::Kind::Lan &&
            (edge.label.contains(at) || isNear(edge.line, at)))
            return {boxIdOf(edge.vm), true};
    }
    return {};
}

void TopologyView::paintEvent(QPaintEvent *)
{
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), m_theme.color(Token::Surface));
    painter.translate(origin());
    painter.scale(m_scale, m_scale);
    paintDrawing(painter, m_drawing, m_theme);
    const TopologyBox *box = m_layout.box(m_current);
    if (!box || !hasFocus())
        return;
    painter.setPen(QPen(m_theme.color(Token::Accent), 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(box->rect.adjusted(-2, -2, 2, 2), 10, 10);
}

void TopologyView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    arrange();
}

void TopologyView::setCurrent(const QString &box)
{
    if (m_current == box)
        return;
    m_current = box;
    setAccessibleDescription(describe(box));
    QAccessibleEvent said(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&said);
    const QRect place = placeOf(box);
    if (place.top() < 0 || place.bottom() > viewport()->height())
        verticalScrollBar()->setValue(verticalScrollBar()->value() + place.center().y() -
                                      viewport()->height() / 2);
    if (place.left() < 0 || place.right() > viewport()->width())
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() + place.center().x() -
                                        viewport()->width() / 2);
    viewport()->update();
}

QString TopologyView::describe(const QString &box) const
{
    if (const TopologyVm *vm = m_lab.vm(vmOfBox(box)))
        return vmDescription(m_lab, *vm);
    return box == u"computer"  ? tr("This computer: it forwards the ports and has the shares")
           : box == u"segment" ? tr("The lab's network, %1").arg(m_lab.subnet)
           : box.isEmpty()     ? QString()
                               : tr("Whatever this computer can reach");
}

void TopologyView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_pressed = hitAt(event->pos());
    m_pressedAt = event->pos();
    m_dragging = false;
    setCurrent(m_pressed.box);
    if (const TopologyBox *box = m_layout.box(m_pressed.box))
        m_grip = toScene(event->position()) - box->rect.topLeft();
}

void TopologyView::mouseMoveEvent(QMouseEvent *event)
{
    if (!event->buttons().testFlag(Qt::LeftButton)) {
        viewport()->setCursor(hitAt(event->pos()).box.isEmpty() ? Qt::ArrowCursor
                                                                : Qt::PointingHandCursor);
        return;
    }
    const bool far =
        (event->pos() - m_pressedAt).manhattanLength() >= QApplication::startDragDistance();
    if (m_pressed.box.isEmpty() || m_pressed.onEdge || (!m_dragging && !far))
        return;
    m_dragging = true;
    viewport()->setCursor(Qt::ClosedHandCursor);
    moveBox(m_pressed.box, toScene(event->position()) - m_grip);
}

void TopologyView::mouseReleaseEvent(QMouseEvent *event)
{
    const Hit pressed = std::exchange(m_pressed, {});
    if (event->button() != Qt::LeftButton || pressed.box.isEmpty())
        return;
    if (std::exchange(m_dragging, false)) {
        viewport()->setCursor(Qt::PointingHandCursor);
        return Q_EMIT placesChanged();
    }
    if (hitAt(event->pos()).box != pressed.box)
        return;
    if (pressed.onEdge)
        Q_EMIT menuWanted(pressed.box, event->globalPosition().toPoint());
    else
        Q_EMIT opened(pressed.box);
}

void TopologyView::moveBox(const QString &box, const QPointF &corner)
{
    m_places[box] = onGrid(corner);
    arrange();
}

void TopologyView::keyPressEvent(QKeyEvent *event)
{
    const auto direction = directionOf(event->key());
    if (direction)
        return moveCurrent(*direction, event->modifiers().testFlag(Qt::ControlModifier));
    const bool enters = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter ||
                        event->key() == Qt::Key_Space;
    if (enters && !m_current.isEmpty())
        return Q_EMIT opened(m_current);
    QAbstractScrollArea::keyPressEvent(event);
}

void TopologyView::moveCurrent(const QPointF &direction, bool moves)
{
    const TopologyBox *box = m_layout.box(m_current);
    if (!moves || !box)
        return setCurrent(nextBox(m_layout, m_current, direction));
    moveBox(m_current, box->rect.topLeft() + direction * kFirstKeyStep);
    Q_EMIT placesChanged();
}

void TopologyView::contextMenuEvent(QContextMenuEvent *event)
{
    const bool keyboard = event->reason() == QContextMenuEvent::Keyboard;
    const QString box = keyboard ? m_current : hitAt(event->pos()).box;
    if (box.isEmpty())
        return;
    setCurrent(box);
    Q_EMIT menuWanted(box, keyboard ? viewport()->mapToGlobal(placeOf(box).bottomLeft())
                                    : event->globalPos());
}

bool TopologyView::viewportEvent(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QAbstractScrollArea::viewportEvent(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const QString words = describe(hitAt(help->pos()).box);
    if (words.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), plainTip(words), viewport());
    return true;
}

void TopologyView::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    if (m_current.isEmpty() && event->reason() != Qt::MouseFocusReason)
        setCurrent(nextBox(m_layout, {}, {}));
    viewport()->update();
}

void TopologyView::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

} // namespace hydra::ui
