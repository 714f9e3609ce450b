// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/state_pill.h"

#include <QPainter>

namespace hydra::ui {

StatePill::StatePill(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    QFont font = this->font();
    font.setPixelSize(12);
    font.setWeight(QFont::DemiBold);
    setFont(font);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setState(VmState::Stopped);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void StatePill::setState(VmState state)
{
    m_look = lookOf(state);
    setAccessibleName(tr("State: %1").arg(m_look.word));
    updateGeometry();
    update();
}

QSize StatePill::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(m_look.word) + 34, 22};
}

void StatePill::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.color(m_look.background));
    painter.drawRoundedRect(rect(), height() / 2.0, height() / 2.0);
    paintShape(painter, QRectF(8, 0, 12, height()), m_look, m_theme);
    painter.setPen(m_theme.color(m_look.text));
    painter.setFont(font());
    painter.drawText(rect().adjusted(25, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, m_look.word);
}

} // namespace hydra::ui
