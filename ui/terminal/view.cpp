// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/terminal/view.h"

#include "ui/terminal/find_bar.h"

#include <QEvent>
#include <QFontDatabase>
#include <QFontInfo>
#include <QResizeEvent>
#include <QScrollBar>

#include <algorithm>

namespace hydra {
namespace {

constexpr int kQuietMs = 16; // delay before a change is painted
constexpr int kBusyMs = 33;  // the same while changes keep coming
constexpr qreal kLeastPoints = 4;
constexpr qreal kMostPoints = 72;

// A font whose size was set in pixels does not know its point size.
qreal pointsOf(const QFont &font)
{
    return QFontInfo(font).pointSizeF();
}

} // namespace

TerminalView::TerminalView(TerminalSurface &surface, const TerminalColors &colors, QWidget *parent)
    : QAbstractScrollArea(parent), m_surface(surface),
      m_renderer(QFontDatabase::systemFont(QFontDatabase::FixedFont), colors), m_gesture(surface),
      m_search(surface), m_normalSize(pointsOf(m_renderer.font()))
{
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_InputMethodEnabled);
    setAccessibleName(tr("Terminal"));
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    // A scroll bar that comes and goes would rewrap all lines.
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    viewport()->setCursor(Qt::IBeamCursor);
    viewport()->setMouseTracking(true);
    m_refreshTimer.setSingleShot(true);
    m_surface.setColors(colors);
    m_topRow = surface.screenTop();
    connect(&m_refreshTimer, &QTimer::timeout, this, &TerminalView::refresh);
    connect(&m_dragTimer, &QTimer::timeout, this, &TerminalView::scrollWhileDragging);
    connect(&m_findTimer, &QTimer::timeout, this, &TerminalView::continueFinding);
    connect(&surface, &TerminalSurface::changed, this, &TerminalView::surfaceChanged);
    connect(&surface, &TerminalSurface::renumbered, this, &TerminalView::surfaceRenumbered);
}

TerminalView::~TerminalView() = default;

void TerminalView::surfaceChanged()
{
    if (!isVisible() || m_refreshTimer.isActive())
        return;
    const bool isBusy = m_sinceRefresh.isValid() && m_sinceRefresh.elapsed() < 2 * kBusyMs;
    m_refreshTimer.start(isBusy ? kBusyMs : kQuietMs);
}

void TerminalView::surfaceRenumbered()
{
    m_gesture.clear();
    m_search.restart();
    m_topRow = m_surface.screenTop();
}

void TerminalView::refresh()
{
    m_sinceRefresh.start();
    if (m_search.isActive()) {
        m_search.contentChanged();
        m_findTimer.start(0);
    }
    updateScrollBar();
    updateDirtyRows();
}

void TerminalView::updateDirtyRows()
{
    const qint64 cursorRow = m_surface.cursor().row;
    for (int row = 0; row < m_surface.rows(); ++row) {
        const qint64 number = m_surface.screenTop() + row;
        if (m_surface.isDirty(row) || number == cursorRow || number == m_paintedCursorRow)
            viewport()->update(rowRect(number));
    }
    m_paintedCursorRow = cursorRow;
    m_surface.setClean();
}

// The bar's value is relative to the oldest row, which changes once the scrollback is full.
void TerminalView::updateScrollBar()
{
    QScrollBar &bar = *verticalScrollBar();
    const qint64 first = m_surface.firstRow();
    const int most = int(m_surface.screenTop() - first);
    const bool wasFollowing = bar.value() >= bar.maximum();
    const qint64 top =
        wasFollowing ? m_surface.screenTop() : std::clamp(m_topRow, first, m_surface.screenTop());
    m_isUpdatingScrollBar = true;
    bar.setPageStep(m_surface.rows());
    bar.setRange(0, most);
    bar.setEnabled(most > 0); // a disabled bar is invisible but keeps its width
    bar.setValue(int(top - first));
    m_isUpdatingScrollBar = false;
    if (top != m_topRow)
        viewport()->update();
    m_topRow = top;
}

void TerminalView::scrollContentsBy(int, int)
{
    if (m_isUpdatingScrollBar)
        return;
    m_topRow = m_surface.firstRow() + verticalScrollBar()->value();
    viewport()->update();
}

void TerminalView::scrollTo(qint64 row)
{
    verticalScrollBar()->setValue(
        int(std::clamp(row, m_surface.firstRow(), m_surface.screenTop()) - m_surface.firstRow()));
}

void TerminalView::fitSurface()
{
    const int columns = viewport()->width() / m_renderer.cellWidth();
    const int rows = viewport()->height() / m_renderer.cellHeight();
    if (columns < 1 || rows < 1)
        return;
    const QSize before(m_surface.columns(), m_surface.rows());
    m_surface.resize(columns, rows);
    updateScrollBar();
    viewport()->update();
    if (before != QSize(m_surface.columns(), m_surface.rows()))
        Q_EMIT resized(m_surface.columns(), m_surface.rows());
}

void TerminalView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    fitSurface();
    placeFindBar();
}

void TerminalView::showEvent(QShowEvent *event)
{
    QAbstractScrollArea::showEvent(event);
    refresh();
}

QSize TerminalView::sizeHint() const
{
    return {80 * m_renderer.cellWidth() + verticalScrollBar()->sizeHint().width(),
            24 * m_renderer.cellHeight()};
}

void TerminalView::setColors(const TerminalColors &colors)
{
    m_renderer.setColors(colors);
    m_surface.setColors(colors);
    viewport()->update();
}

void TerminalView::setTerminalFont(const QFont &font)
{
    m_normalSize = pointsOf(font);
    m_renderer.setFont(font);
    fitSurface();
}

void TerminalView::setFontSize(qreal points)
{
    QFont font = m_renderer.font();
    font.setPointSizeF(std::clamp(points, kLeastPoints, kMostPoints));
    m_renderer.setFont(font);
    fitSurface();
    Q_EMIT zoomed(font.pointSizeF());
}

void TerminalView::zoomIn()
{
    setFontSize(pointsOf(m_renderer.font()) + 1);
}

void TerminalView::zoomOut()
{
    setFontSize(pointsOf(m_renderer.font()) - 1);
}

void TerminalView::zoomReset()
{
    setFontSize(m_normalSize);
}

void TerminalView::setReadOnly(bool readOnly)
{
    m_isReadOnly = readOnly;
    viewport()->update();
}

QString TerminalView::selectedText() const
{
    return m_gesture.isEmpty() ? QString() : hydra::selectedText(m_surface, m_gesture.selection());
}

void TerminalView::selectAll()
{
    m_gesture.select(wholeText(m_surface));
    viewport()->update();
}

void TerminalView::clearScrollback()
{
    m_surface.clearScrollback();
}

void TerminalView::type(const QByteArray &bytes)
{
    if (m_isReadOnly || bytes.isEmpty())
        return;
    scrollTo(m_surface.screenTop());
    Q_EMIT typed(bytes);
}

} // namespace hydra

#include "ui/terminal/moc_view.cpp"
