// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/chart.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace hydra::ui {

void paintLine(QPainter &painter, const QRectF &box, const std::vector<double> &values,
               size_t capacity, double top, const QColor &line, const QColor &fill)
{
    if (values.size() < 2 || capacity < 2)
        return;
    const double highest =
        top > 0 ? top : std::max(1e-9, *std::max_element(values.begin(), values.end()));
    const double step = box.width() / double(capacity - 1);
    QPolygonF points;
    for (size_t i = 0; i < values.size(); ++i) {
        const double x = box.right() - step * double(values.size() - 1 - i);
        points << QPointF(x,
                          box.bottom() - box.height() * std::clamp(values[i] / highest, 0.0, 1.0));
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    if (fill.isValid()) {
        QPolygonF area = points;
        area << QPointF(points.last().x(), box.bottom() + 1)
             << QPointF(points.first().x(), box.bottom() + 1);
        painter.setPen(Qt::NoPen);
        painter.setBrush(fill);
        painter.drawPolygon(area);
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(line, 1.4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(points);
    painter.restore();
}

Chart::Chart(const Theme &theme, Token line, Token fill, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_line(line), m_fill(fill)
{
    setMinimumHeight(56);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void Chart::setValues(const History &history, double top)
{
    m_values = history.values();
    m_capacity = history.capacity();
    m_top = top;
    update();
}

void Chart::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QRectF box = QRectF(rect()).adjusted(0, 2, 0, -1.5);
    painter.setPen(m_theme.color(Token::Border));
    painter.drawLine(rect().bottomLeft(), rect().bottomRight());
    paintLine(painter, box, m_values, m_capacity, m_top, m_theme.color(m_line),
              m_theme.color(m_fill));
}

} // namespace hydra::ui
