// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/terminal/keys.h"
#include "ui/terminal/renderer.h"
#include "ui/terminal/search.h"
#include "ui/terminal/selection_gesture.h"

#include <QAbstractScrollArea>
#include <QElapsedTimer>
#include <QTimer>

class QMenu;

namespace hydra {

class FindBar;

/// A terminal's widget: paints a surface, resizes it to fit, and turns keys, mouse and pastes into
/// bytes. GUI thread; the surface must outlive it. It feeds nothing: the owner of both sends
/// `typed` (and the surface's `reply`) to the program and reports `resized` to it. Repaints what
/// has changed at most every 16 to 33 ms, and nothing while hidden.
class TerminalView : public QAbstractScrollArea
{
    Q_OBJECT

public:
    TerminalView(TerminalSurface &surface, const TerminalColors &colors, QWidget *parent = nullptr);
    ~TerminalView() override;

    [[nodiscard]] TerminalSurface &surface() { return m_surface; }
    void setColors(const TerminalColors &colors);
    void setTerminalFont(const QFont &font); ///< monospace; its size is the one zoomReset restores
    [[nodiscard]] QFont terminalFont() const { return m_renderer.font(); }
    /// Read-only, keys, pastes and mouse send nothing; selecting, searching and scrolling still
    /// work.
    void setReadOnly(bool readOnly);
    [[nodiscard]] bool isReadOnly() const { return m_isReadOnly; }
    [[nodiscard]] QString selectedText() const;
    [[nodiscard]] QSize cellSize() const
    {
        return {m_renderer.cellWidth(), m_renderer.cellHeight()};
    }
    [[nodiscard]] QSize sizeHint() const override;

public Q_SLOTS:
    void copy();
    void paste();
    void selectAll();
    void find(); ///< opens the search bar
    void findNext();
    void findPrevious();
    void clearScrollback();
    void zoomIn();
    void zoomOut();
    void zoomReset();

Q_SIGNALS:
    void typed(const QByteArray &bytes);
    void resized(int columns, int rows);
    void zoomed(qreal pointSize);

protected:
    bool event(QEvent *event) override;
    bool focusNextPrevChild(bool next) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void inputMethodEvent(QInputMethodEvent *event) override;
    [[nodiscard]] QVariant inputMethodQuery(Qt::InputMethodQuery query) const override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    // view.cpp
    void surfaceChanged();
    void surfaceRenumbered();
    void refresh();
    void updateDirtyRows();
    void updateScrollBar();
    void fitSurface();
    void scrollTo(qint64 row);
    void scrollBy(qint64 rows) { scrollTo(m_topRow + rows); }
    void setFontSize(qreal points);
    void type(const QByteArray &bytes);
    [[nodiscard]] bool isFollowing() const { return m_topRow >= m_surface.screenTop(); }
    // view_paint.cpp
    [[nodiscard]] TerminalRenderer::RowPaint rowPaint(qint64 row) const;
    [[nodiscard]] CursorPaint cursorPaint(qint64 row) const;
    void addMatches(qint64 row, std::vector<Highlight> &highlights) const;
    [[nodiscard]] QRect rowRect(qint64 row) const;
    // view_input.cpp
    [[nodiscard]] bool runShortcut(const QKeyEvent &event);
    [[nodiscard]] bool isForProgram(const QKeyEvent &event) const;
    void pasteFrom(int clipboardMode);
    void tellFocus(bool hasFocus);
    // view_mouse.cpp
    [[nodiscard]] TerminalPosition positionAt(QPointF point, bool roundsToEdge) const;
    [[nodiscard]] bool reportMouse(MouseAction::Kind kind, Qt::MouseButton button,
                                   Qt::KeyboardModifiers modifiers, QPointF at);
    void beginSelection(const QMouseEvent &event);
    void scrollWhileDragging();
    void wheelAsKeys(int steps);
    void fillMenu(QMenu &menu);
    // view_find.cpp
    void makeFindBar();
    void placeFindBar();
    void closeFind();
    void patternChanged();
    void continueFinding();
    void showMatch(const TerminalSelection *match);

    TerminalSurface &m_surface;
    TerminalRenderer m_renderer;
    SelectionGesture m_gesture;
    TerminalSearch m_search;
    FindBar *m_findBar = nullptr;
    QTimer m_refreshTimer;
    QTimer m_findTimer;
    QTimer m_dragTimer;
    QElapsedTimer m_sinceRefresh;
    QElapsedTimer m_sinceDoubleClick;
    QPointF m_dragPoint;
    qint64 m_topRow = 0; ///< the topmost row shown
    qint64 m_paintedCursorRow = 0;
    qreal m_normalSize = 0;
    QString m_preedit;
    int m_wheelRest = 0; ///< eighths of a degree not yet scrolled
    Qt::MouseButton m_reportedButton = Qt::NoButton;
    TerminalPosition m_reportedPlace;
    bool m_isReadOnly = false;
    bool m_isUpdatingScrollBar = false;
};

} // namespace hydra
