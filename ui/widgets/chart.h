// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/history.h"
#include "ui/theme/theme.h"

#include <QWidget>

namespace hydra::ui {

/// Draws samples as a line from right to left; CAPACITY samples fill the width of BOX.
void paintLine(QPainter &painter, const QRectF &box, const std::vector<double> &values,
               size_t capacity, double top, const QColor &line, const QColor &fill = {});

/// One figure over time as a filled line. TOP is the value of the upper edge; zero: the maximum.
class Chart : public QWidget
{
    Q_OBJECT

public:
    Chart(const Theme &theme, Token line, Token fill, QWidget *parent = nullptr);

    void setValues(const History &history, double top);
    [[nodiscard]] QSize sizeHint() const override { return {200, 68}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    Token m_line, m_fill;
    std::vector<double> m_values;
    size_t m_capacity = 120;
    double m_top = 0;
};

} // namespace hydra::ui
