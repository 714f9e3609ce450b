// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/code_edit.h"

#include <QPainter>
#include <QTextBlock>

namespace hydra::ui {

class LineNumbers : public QWidget
{
public:
    explicit LineNumbers(CodeEdit &edit) : QWidget(&edit), m_edit(edit) {}

protected:
    void paintEvent(QPaintEvent *event) override { m_edit.paintNumbers(event); }

private:
    CodeEdit &m_edit;
};

CodeEdit::CodeEdit(const Theme &theme, QWidget *parent)
    : QPlainTextEdit(parent), m_theme(theme), m_numbers(new LineNumbers(*this))
{
    setObjectName(QStringLiteral("terminalText"));
    setFont(theme.monospace());
    setLineWrapMode(NoWrap);
    connect(this, &QPlainTextEdit::blockCountChanged, this, &CodeEdit::arrange);
    connect(this, &QPlainTextEdit::updateRequest, this, [this](const QRect &rect, int dy) {
        if (dy != 0)
            m_numbers->scroll(0, dy);
        else
            m_numbers->update(0, rect.y(), m_numbers->width(), rect.height());
    });
    connect(&theme, &Theme::changed, m_numbers, qOverload<>(&QWidget::update));
    arrange();
}

int CodeEdit::numbersWidth() const
{
    const int digits = std::max(3, int(QString::number(blockCount()).size()));
    return fontMetrics().horizontalAdvance(u'9') * digits + 24;
}

void CodeEdit::arrange()
{
    setViewportMargins(numbersWidth(), 0, 0, 0);
    const QRect inner = contentsRect();
    m_numbers->setGeometry(inner.left(), inner.top(), numbersWidth(), inner.height());
}

void CodeEdit::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    arrange();
}

void CodeEdit::paintNumbers(QPaintEvent *event)
{
    QPainter painter(m_numbers);
    painter.setFont(font());
    const int offset = viewport()->geometry().top() - m_numbers->geometry().top();
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        const QRectF box =
            blockBoundingGeometry(block).translated(contentOffset()).translated(0, offset);
        if (box.top() > event->rect().bottom())
            break;
        const int number = block.blockNumber() + 1;
        painter.setPen(m_wrong.count(number) != 0 ? Theme::ansiColors()[1]
                                                  : Theme::ansiColors()[8]);
        painter.drawText(QRectF(0, box.top(), m_numbers->width() - 12, box.height()),
                         Qt::AlignRight | Qt::AlignTop, QString::number(number));
    }
}

void CodeEdit::setWrongLines(const std::set<int> &lines)
{
    m_wrong = lines;
    m_numbers->update();
}

void CodeEdit::goTo(int line, int column)
{
    const QTextBlock block = document()->findBlockByNumber(line - 1);
    QTextCursor cursor(block);
    cursor.setPosition(block.position() +
                       std::min(std::max(0, column - 1), std::max(0, block.length() - 1)));
    setTextCursor(cursor);
    centerCursor();
    setFocus();
}

void CodeEdit::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        return setTabChangesFocus(true);
    if (event->key() == Qt::Key_Tab && !tabChangesFocus() && !isReadOnly() &&
        event->modifiers() == Qt::NoModifier)
        return insertPlainText(QStringLiteral("  "));
    if (event->key() != Qt::Key_Tab && event->key() != Qt::Key_Backtab)
        setTabChangesFocus(false);
    QPlainTextEdit::keyPressEvent(event);
}

} // namespace hydra::ui
