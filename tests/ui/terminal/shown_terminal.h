// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/ui/terminal/plain_colors.h"
#include "ui/terminal/surface.h"
#include "ui/terminal/view.h"

#include <QApplication>
#include <QMouseEvent>
#include <QScrollBar>
#include <QTest>

namespace hydra::test {

/// A visible view of 40 columns and 10 rows, and the bytes it sent.
struct ShownTerminal {
    ShownTerminal()
    {
        QObject::connect(&view, &TerminalView::typed, &view,
                         [this](const QByteArray &bytes) { typed += bytes; });
        const QSize cell = view.cellSize();
        view.resize(40 * cell.width() + view.verticalScrollBar()->sizeHint().width(),
                    10 * cell.height());
        view.show();
        view.setFocus();
        QApplication::setActiveWindow(&view);
    }
    [[nodiscard]] QPoint cell(int column, int row) const
    {
        return {column * view.cellSize().width() + view.cellSize().width() / 4,
                row * view.cellSize().height() + view.cellSize().height() / 2};
    }
    /// The colour in a cell's corner, where only background is painted.
    [[nodiscard]] QColor background(int column, int row)
    {
        const QImage image = view.viewport()->grab().toImage();
        return image.pixelColor(column * view.cellSize().width(), row * view.cellSize().height());
    }
    void click(Qt::MouseButton button, int column, int row, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::mouseClick(view.viewport(), button, modifiers, cell(column, row));
    }
    void drag(QPoint from, QPoint to, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::mousePress(view.viewport(), Qt::LeftButton, modifiers, from);
        QMouseEvent move(QEvent::MouseMove, to, view.viewport()->mapToGlobal(to), Qt::NoButton,
                         Qt::LeftButton, modifiers);
        QApplication::sendEvent(view.viewport(), &move);
        QTest::mouseRelease(view.viewport(), Qt::LeftButton, modifiers, to);
    }

    TerminalSurface surface{40, 10};
    TerminalView view{surface, plainColors()};
    QByteArray typed;
};

} // namespace hydra::test
