// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/vm/console_preview.h"

#include "ui/logs/plain_lines.h"

#include <QFile>
#include <QKeyEvent>
#include <QPainter>

namespace hydra::ui {
namespace {

constexpr qint64 kTail = 8 << 10;
constexpr int kMargin = 12;

} // namespace

ConsolePreview::ConsolePreview(const Theme &theme, QString transcript, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_transcript(std::move(transcript))
{
    setMinimumHeight(132);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setAccessibleName(tr("Console preview; opens the console"));
    connect(&m_timer, &QTimer::timeout, this, &ConsolePreview::look);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

QString ConsolePreview::lastLine() const
{
    return m_lines.isEmpty() ? QString() : m_lines.last().trimmed();
}

void ConsolePreview::look()
{
    QFile file(m_transcript);
    const qint64 size = file.size();
    if (size == m_size)
        return;
    m_size = size;
    m_lines.clear();
    if (file.open(QIODevice::ReadOnly)) {
        file.seek(std::max<qint64>(0, size - kTail));
        m_lines = plainLines(file.readAll());
    }
    update();
    Q_EMIT changed();
}

void ConsolePreview::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_timer.start(std::chrono::milliseconds(500));
    look();
}

void ConsolePreview::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_timer.stop();
}

void ConsolePreview::mouseReleaseEvent(QMouseEvent *)
{
    Q_EMIT clicked();
}

void ConsolePreview::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter ||
        event->key() == Qt::Key_Space)
        Q_EMIT clicked();
    else
        QWidget::keyPressEvent(event);
}

void ConsolePreview::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(hasFocus() ? QPen(m_theme.color(Token::Accent)) : QPen(Qt::NoPen));
    painter.setBrush(m_theme.color(Token::Term));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
    painter.setFont(m_theme.monospace());
    painter.setPen(m_theme.color(Token::TermFg));
    const int height = painter.fontMetrics().height() + 2;
    const int rows = std::max(1, (this->height() - 2 * kMargin) / height);
    const QStringList lines = m_lines.isEmpty()
                                  ? QStringList{tr("Nothing was printed yet.")}
                                  : m_lines.mid(std::max<qsizetype>(0, m_lines.size() - rows));
    int y = kMargin;
    for (const QString &line : lines) {
        const QRect box(kMargin, y, width() - 2 * kMargin, height);
        painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(line, Qt::ElideRight, box.width()));
        y += height;
    }
}

} // namespace hydra::ui
