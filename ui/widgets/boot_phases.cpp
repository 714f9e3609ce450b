// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/boot_phases.h"

#include <QPainter>

#include <map>

namespace hydra::ui {
namespace {

struct Stage {
    Phase phase;
    const char *name;
    bool moment; ///< a point in time, without duration
};

constexpr Stage kStages[] = {
    {Phase::Firmware, QT_TRANSLATE_NOOP("BootPhases", "Firmware"), false},
    {Phase::Kernel, QT_TRANSLATE_NOOP("BootPhases", "Kernel"), false},
    {Phase::CloudInit, "cloud-init", false},
    {Phase::Ssh, "SSH", true},
    {Phase::Containerd, "containerd", true},
    {Phase::Cri, "CRI", true},
};

// When a phase after PHASE was first seen; zero: not yet.
qint64 endOf(const std::map<Phase, qint64> &times, Phase phase)
{
    for (const auto &[other, at] : times) {
        if (other > phase)
            return at;
    }
    return 0;
}

} // namespace

QString shortDuration(qint64 ms)
{
    if (ms < 10'000)
        return BootPhases::tr("%1 s").arg(double(ms) / 1000, 0, 'f', 1);
    if (ms < 60'000)
        return BootPhases::tr("%1 s").arg(ms / 1000);
    if (ms < 3'600'000)
        return BootPhases::tr("%1 min %2 s").arg(ms / 60'000).arg(ms / 1000 % 60);
    return BootPhases::tr("%1 h %2 min").arg(ms / 3'600'000).arg(ms / 60'000 % 60);
}

qint64 bootBegan(const VmStatus &status)
{
    return status.startedAtMs != 0 ? status.startedAtMs
           : status.phases.empty() ? 0
                                   : status.phases.front().atMs;
}

std::vector<BootStep> bootSteps(const VmStatus &status, qint64 nowMs)
{
    std::map<Phase, qint64> times;
    for (const PhaseTime &time : status.phases)
        times.emplace(time.phase, time.atMs);
    const bool runs = status.state == VmState::Running || status.state == VmState::Starting;
    std::vector<BootStep> steps;
    bool oneIsNow = false;
    for (const Stage &stage : kStages) {
        BootStep step{BootPhases::tr(stage.name), BootStep::Progress::Ahead, QStringLiteral("–")};
        const auto begun = times.find(stage.phase);
        const qint64 end = endOf(times, stage.phase);
        if (status.runtimeLostAtMs && stage.phase >= Phase::Containerd) {
            step.time = BootPhases::tr("lost");
        } else if (stage.moment && begun != times.end()) {
            step.progress = BootStep::Progress::Done;
            step.time =
                BootPhases::tr("after %1").arg(shortDuration(begun->second - bootBegan(status)));
        } else if (end != 0) {
            step.progress = BootStep::Progress::Done;
            // A restored guest reports its phases in any order.
            step.time = begun == times.end() || end < begun->second
                            ? QString()
                            : shortDuration(end - begun->second);
        } else if (runs && !oneIsNow && status.startedAtMs != 0) {
            oneIsNow = true;
            const qint64 since = begun != times.end() ? begun->second
                                 : times.empty()      ? status.startedAtMs
                                                      : times.rbegin()->second;
            step.progress = BootStep::Progress::Now;
            step.time = BootPhases::tr("now, %1").arg(shortDuration((nowMs - since) / 1000 * 1000));
        }
        steps.push_back(step);
    }
    return steps;
}

BootPhases::BootPhases(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setMinimumHeight(52);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void BootPhases::setSteps(std::vector<BootStep> steps)
{
    m_steps = std::move(steps);
    QStringList words;
    for (const BootStep &step : m_steps)
        words << step.name + u' ' + step.time;
    setAccessibleName(tr("Boot: %1").arg(words.join(QStringLiteral(", "))));
    update();
}

void BootPhases::paintEvent(QPaintEvent *)
{
    if (m_steps.empty())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double step = (width() + 4.0) / double(m_steps.size());
    for (size_t i = 0; i < m_steps.size(); ++i)
        paintStep(painter, QRectF(step * double(i), 0, step - 4, height()), m_steps[i]);
}

void BootPhases::paintStep(QPainter &painter, const QRectF &box, const BootStep &step) const
{
    const QRectF bar(box.left(), 2, box.width(), 5);
    painter.setPen(Qt::NoPen);
    painter.setBrush(
        m_theme.color(step.progress == BootStep::Progress::Done ? Token::Run : Token::Border));
    painter.drawRoundedRect(bar, 2.5, 2.5);
    if (step.progress == BootStep::Progress::Now) {
        painter.setBrush(m_theme.color(Token::Warn));
        painter.drawRoundedRect(QRectF(bar.left(), bar.top(), bar.width() * 0.55, bar.height()),
                                2.5, 2.5);
    }
    QFont font = this->font();
    font.setPixelSize(12);
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(
        m_theme.color(step.progress == BootStep::Progress::Ahead ? Token::Faint : Token::Text));
    const auto elided = [&](const QString &text) {
        return QFontMetricsF(painter.font()).elidedText(text, Qt::ElideRight, box.width());
    };
    painter.drawText(QRectF(box.left(), 13, box.width(), 18), Qt::AlignLeft | Qt::AlignVCenter,
                     elided(step.name));
    font.setWeight(QFont::Normal);
    font.setPixelSize(11);
    painter.setFont(font);
    painter.setPen(m_theme.color(Token::Dim));
    painter.drawText(QRectF(box.left(), 31, box.width(), 16), Qt::AlignLeft | Qt::AlignVCenter,
                     elided(step.time));
}

} // namespace hydra::ui
