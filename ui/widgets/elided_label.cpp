// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/elided_label.h"

namespace hydra::ui {

ElidedLabel::ElidedLabel(const QString &text, QWidget *parent) : QLabel(text, parent), m_all(text)
{
    setTextFormat(Qt::PlainText);
    setTextInteractionFlags(Qt::TextSelectableByMouse);
    setAccessibleName(text);
    setToolTip(text);
}

QSize ElidedLabel::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(m_all) + 2, QLabel::sizeHint().height()};
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {40, QLabel::minimumSizeHint().height()};
}

void ElidedLabel::resizeEvent(QResizeEvent *event)
{
    QLabel::resizeEvent(event);
    const QString shown = fontMetrics().elidedText(m_all, Qt::ElideMiddle, width());
    if (shown != text())
        setText(shown);
}

} // namespace hydra::ui
