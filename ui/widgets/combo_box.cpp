// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/combo_box.h"

#include "ui/theme/icons.h"

#include <QPainter>
#include <QWheelEvent>

namespace hydra::ui {

ComboBox::ComboBox(const Theme &theme, QWidget *parent)
    : QComboBox(parent), m_arrow(lineIcon(theme, QStringLiteral("chevron"), Token::Dim))
{
    setFocusPolicy(Qt::StrongFocus);
}

void ComboBox::paintEvent(QPaintEvent *event)
{
    QComboBox::paintEvent(event);
    QPainter painter(this);
    m_arrow.paint(&painter, QRect(width() - 23, (height() - 14) / 2, 14, 14));
}

// Ignores the wheel unless the box has the focus, since users scroll the form across it.
void ComboBox::wheelEvent(QWheelEvent *event)
{
    if (hasFocus())
        QComboBox::wheelEvent(event);
    else
        event->ignore();
}

} // namespace hydra::ui
