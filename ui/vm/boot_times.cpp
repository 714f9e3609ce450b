// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/vm/boot_times.h"

#include "ui/widgets/boot_phases.h"
#include "ui/widgets/elided_label.h"

#include <QDateTime>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace hydra::ui {
namespace {

constexpr std::size_t kMostBars = 8;
constexpr int kBarRowHeight = 20;
constexpr double kNameWidth = 190;
constexpr double kTotalWidth = 80;

QString whenText(qint64 atMs, qint64 nowMs)
{
    const qint64 minutes = (nowMs - atMs) / 60'000;
    if (minutes < 60)
        return BootBars::tr("%1 min ago").arg(std::max<qint64>(0, minutes));
    if (minutes < 24 * 60)
        return BootBars::tr("%1 h ago").arg(minutes / 60);
    return QDateTime::fromMSecsSinceEpoch(atMs).toString(QStringLiteral("yyyy-MM-dd"));
}

qint64 totalOf(const BootRecord &boot)
{
    return boot.last() != nullptr ? boot.last()->ms : 0;
}

QString rowWords(const BootRecord &boot, qint64 nowMs)
{
    return BootBars::tr("%1, %2, %3: %4 (%5)")
        .arg(whenText(boot.atMs, nowMs), boot.vm.toString(), boot.accelerator.toUpper(),
             shortDuration(totalOf(boot)), bootStepsText(boot));
}

} // namespace

QString bootStepsText(const BootRecord &boot)
{
    QStringList steps;
    qint64 before = 0;
    for (const PhaseDelay &delay : boot.phases) {
        if (delay.phase == Phase::Firmware || delay.phase == Phase::Ready)
            continue;
        steps << toString(delay.phase) + u' ' + shortDuration(delay.ms - before);
        before = delay.ms;
    }
    return steps.join(QStringLiteral(", "));
}

BootBars::BootBars(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void BootBars::setBoots(std::vector<BootRecord> boots, qint64 nowMs)
{
    m_boots = std::move(boots);
    m_nowMs = nowMs;
    QStringList words;
    for (const BootRecord &boot : m_boots)
        words << rowWords(boot, nowMs);
    setAccessibleName(tr("Latest boots: %1").arg(words.join(QStringLiteral("; "))));
    updateGeometry();
    update();
}

QSize BootBars::sizeHint() const
{
    return {400, int(m_boots.size()) * kBarRowHeight};
}

bool BootBars::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const auto row = std::size_t(std::max(0, help->pos().y() / kBarRowHeight));
    if (row < m_boots.size())
        QToolTip::showText(help->globalPos(), plainTip(rowWords(m_boots[row], m_nowMs)), this);
    else
        QToolTip::hideText();
    return true;
}

void BootBars::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QFont small = font();
    small.setPixelSize(12);
    painter.setFont(small);
    for (std::size_t i = 0; i < m_boots.size(); ++i)
        paintRow(painter, QRectF(0, double(i) * kBarRowHeight, width(), kBarRowHeight), m_boots[i]);
}

void BootBars::paintRow(QPainter &painter, const QRectF &row, const BootRecord &boot) const
{
    qint64 longest = 1;
    for (const BootRecord &each : m_boots)
        longest = std::max(longest, totalOf(each));
    painter.setPen(m_theme.color(Token::Dim));
    const QRectF name(row.left(), row.top(), kNameWidth - 8, row.height());
    const QString words = whenText(boot.atMs, m_nowMs) + QStringLiteral(" · ") + boot.vm.toString();
    painter.drawText(name, Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(words, Qt::ElideMiddle, int(name.width())));
    painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter, shortDuration(totalOf(boot)));
    const double scale = std::max(20.0, row.width() - kNameWidth - kTotalWidth) / double(longest);
    qint64 before = 0;
    bool isDark = false;
    painter.setPen(Qt::NoPen);
    for (const PhaseDelay &delay : boot.phases) {
        if (delay.phase == Phase::Ready)
            continue;
        const double width = double(delay.ms - before) * scale;
        isDark = !isDark; // neighbours differ
        painter.setBrush(m_theme.color(isDark ? Token::Accent : Token::AccentText));
        painter.setOpacity(isDark ? 1.0 : 0.55);
        if (width >= 1)
            painter.drawRect(QRectF(row.left() + kNameWidth + double(before) * scale, row.top() + 5,
                                    width - 1, row.height() - 10));
        before = delay.ms;
    }
    painter.setOpacity(1);
}

BootTimesCard::BootTimesCard(const Theme &theme, QWidget *parent)
    : Card(tr("Boot times"), parent), m_bars(new BootBars(theme)),
      m_slower(makeParagraph({}, QStringLiteral("attention")))
{
    body()->addWidget(m_bars);
    body()->addWidget(m_slower);
    hide();
}

void BootTimesCard::showHistory(const QString &file, const QString &image, const VmStatus &status,
                                qint64 nowMs)
{
    const QString print = QStringLiteral("%1 %2 %3 %4 %5")
                              .arg(file, status.bootId, toString(status.phase))
                              .arg(status.warnings.size())
                              .arg(nowMs / 60'000);
    if (print == std::exchange(m_shown, print))
        return;
    std::vector<BootRecord> boots = readBootHistory(file);
    setVisible(!boots.empty());
    if (boots.empty())
        return;
    const QString slower = regressionOf(boots.back(), boots, image);
    m_slower->setText(slower);
    m_slower->setVisible(!slower.isEmpty());
    setNote(tr("the last %1 of %2").arg(std::min(boots.size(), kMostBars)).arg(image));
    std::reverse(boots.begin(), boots.end());
    boots.resize(std::min(boots.size(), kMostBars));
    m_bars->setBoots(std::move(boots), nowMs);
}

} // namespace hydra::ui
