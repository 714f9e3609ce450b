// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/vm/provisioning_card.h"

#include "ui/widgets/boot_phases.h"
#include "ui/widgets/elided_label.h"

#include <algorithm>

namespace hydra::ui {
namespace {

constexpr qint64 kWorthALineMs = 1000;
constexpr int kModuleIndent = 20;
constexpr int kMarkWidth = 12; // the widest's, so that all names begin at one place

struct ResultLook {
    const char *mark;
    Token token;
    QString word;
};

// Colour, shape and word, as for states.
ResultLook lookOf(ModuleResult result)
{
    switch (result) {
    case ModuleResult::Running:
        return {"○", Token::Warn, ProvisioningCard::tr("runs")};
    case ModuleResult::Warned:
        return {"▲", Token::Warn, ProvisioningCard::tr("warned")};
    case ModuleResult::Failed:
        return {"◆", Token::Err, ProvisioningCard::tr("failed")};
    case ModuleResult::Repeated:
        return {"●", Token::Run, ProvisioningCard::tr("done in an earlier boot")};
    case ModuleResult::Done:
        break;
    }
    return {"●", Token::Run, ProvisioningCard::tr("done")};
}

bool isWorthALine(const ProvisioningModule &module)
{
    return (module.result != ModuleResult::Done && module.result != ModuleResult::Repeated) ||
           (module.endedMs != 0 && module.endedMs - module.beganMs >= kWorthALineMs);
}

QString stageTitle(const QString &name)
{
    return name == u"init-local"       ? ProvisioningCard::tr("Before the network (init-local)")
           : name == u"init-network"   ? ProvisioningCard::tr("Basics (init-network)")
           : name == u"modules-config" ? ProvisioningCard::tr("Configuration (modules-config)")
           : name == u"modules-final"
               ? ProvisioningCard::tr("Packages and commands (modules-final)")
               : name;
}

QString modulesText(const ProvisioningStage &stage)
{
    const auto done = std::count_if(stage.modules.begin(), stage.modules.end(),
                                    [](const auto &module) { return module.endedMs != 0; });
    const qsizetype all = qsizetype(stage.modules.size()) + stage.ahead.size();
    return stage.endedMs != 0 ? ProvisioningCard::tr("%1 modules").arg(done)
                              : ProvisioningCard::tr("%1 of %2 modules").arg(done).arg(all);
}

/// All modules of a stage, for the tooltip of its line.
QString allModules(const ProvisioningStage &stage)
{
    QStringList lines;
    for (const ProvisioningModule &module : stage.modules)
        lines << QStringLiteral("%1: %2%3")
                     .arg(module.name, lookOf(module.result).word,
                          module.endedMs == 0 ? QString()
                                              : QStringLiteral(", ") +
                                                    shortDuration(module.endedMs - module.beganMs));
    for (const QString &name : stage.ahead)
        lines << ProvisioningCard::tr("%1: to come").arg(name);
    return plainTip(lines.join(u'\n'));
}

bool mayStillReport(const VmStatus &status)
{
    return status.state == VmState::Running && status.start != u"instant" &&
           (status.phase == Phase::Firmware || status.phase == Phase::Kernel);
}

QString rebootsText(const Provisioning &provisioning)
{
    if (provisioning.rebootsDone + provisioning.rebootsToCome == 0)
        return {};
    return ProvisioningCard::tr(" · reboots: %1 done, %2 to come")
        .arg(provisioning.rebootsDone)
        .arg(provisioning.rebootsToCome);
}

} // namespace

ProvisioningCard::ProvisioningCard(const Theme &theme, QWidget *parent)
    : Card(tr("Set-up by cloud-init"), parent), m_theme(theme),
      m_empty(makeParagraph(tr("cloud-init has not reported yet. It does once the guest's network "
                               "is up."),
                            QStringLiteral("dim"))),
      m_waiting(makeParagraph({}, QStringLiteral("attention"))),
      m_advice(makeParagraph({}, QStringLiteral("dim"))), m_rows(new QVBoxLayout),
      m_troubles(new QVBoxLayout)
{
    m_rows->setSpacing(4);
    m_troubles->setSpacing(6);
    body()->addWidget(m_empty);
    body()->addLayout(m_rows);
    body()->addWidget(m_waiting);
    body()->addWidget(m_advice);
    body()->addLayout(m_troubles);
    connect(&theme, &Theme::changed, this, [this] {
        m_shownStages.clear();
        m_shownTroubles.clear();
        showStatus(m_status, m_nowMs);
    });
    hide();
}

void ProvisioningCard::showStatus(const VmStatus &status, qint64 nowMs)
{
    m_status = status;
    m_nowMs = nowMs;
    const Provisioning &provisioning = m_status.provisioning;
    const bool isKnown = provisioning.isKnown();
    setVisible(isKnown || mayStillReport(status));
    m_empty->setVisible(!isKnown);
    setNote(!isKnown
                ? QString()
                : (provisioning.isDone ? tr("finished, %1 modules").arg(provisioning.modulesDone())
                                       : tr("%1 of %2 modules")
                                             .arg(provisioning.modulesDone())
                                             .arg(provisioning.modulesExpected())) +
                      rebootsText(provisioning));
    showWaiting();
    showStages();
    showTroubles();
}

void ProvisioningCard::showWaiting()
{
    const bool waits = !m_status.provisioning.waiting.isEmpty() && !hasEnded(m_status);
    m_waiting->setText(m_status.provisioning.waiting);
    m_waiting->setVisible(waits);
    m_advice->setText(m_status.provisioning.advice);
    m_advice->setVisible(waits);
}

void ProvisioningCard::showStages()
{
    const Provisioning &provisioning = m_status.provisioning;
    QString print = toString(m_status.state);
    for (const ProvisioningStage &stage : provisioning.stages) {
        print += stage.name + modulesText(stage) + QString::number(stage.endedMs);
        for (const ProvisioningModule &module : stage.modules)
            print += module.name + QString::number(module.endedMs);
    }
    if (provisioning.stage() != nullptr && !hasEnded(m_status))
        print += QString::number(m_nowMs / 1000);
    if (print == std::exchange(m_shownStages, print))
        return;
    clearLayout(*m_rows);
    for (const ProvisioningStage &stage : provisioning.stages)
        addStage(stage);
}

QString ProvisioningCard::timeText(qint64 beganMs, qint64 endedMs) const
{
    if (beganMs == 0)
        return tr("to come");
    if (endedMs != 0)
        return shortDuration(endedMs - beganMs);
    return hasEnded(m_status) ? tr("unfinished")
                              : tr("now, %1").arg(shortDuration((m_nowMs - beganMs) / 1000 * 1000));
}

void ProvisioningCard::addStage(const ProvisioningStage &stage)
{
    addRow(
        stage.endedMs == 0 ? ModuleResult::Running : stage.result, stageTitle(stage.name),
        QStringLiteral("%1 · %2").arg(modulesText(stage), timeText(stage.beganMs, stage.endedMs)),
        0, allModules(stage));
    for (const ProvisioningModule &module : stage.modules) {
        if (isWorthALine(module))
            addModule(module);
    }
}

void ProvisioningCard::addModule(const ProvisioningModule &module)
{
    addRow(module.result, module.name, timeText(module.beganMs, module.endedMs), kModuleIndent, {});
}

void ProvisioningCard::addRow(ModuleResult result, const QString &name, const QString &note,
                              int indent, const QString &tip)
{
    const ResultLook look = lookOf(result);
    auto *line = new QHBoxLayout;
    line->setSpacing(8);
    line->setContentsMargins(indent, 0, 0, 0);
    QLabel *mark = makeMark(QString::fromUtf8(look.mark), m_theme.color(look.token), look.word);
    mark->setFixedWidth(kMarkWidth);
    line->addWidget(mark);
    auto *label = new ElidedLabel(name, Qt::ElideRight);
    label->setAccessibleName(QStringLiteral("%1: %2, %3").arg(name, look.word, note));
    if (!tip.isEmpty())
        label->setToolTip(tip);
    line->addWidget(label, 1);
    line->addWidget(makeLabel(note, QStringLiteral("dim")));
    m_rows->addLayout(line);
}

// Rebuilt only when one has changed: a button of it may be in use.
void ProvisioningCard::showTroubles()
{
    if (m_status.provisioning.troubles == m_shownTroubles)
        return;
    m_shownTroubles = m_status.provisioning.troubles;
    clearLayout(*m_troubles);
    for (const ProvisioningTrouble &trouble : m_shownTroubles)
        addTrouble(trouble);
}

void ProvisioningCard::addTrouble(const ProvisioningTrouble &trouble)
{
    m_troubles->addWidget(makeParagraph(
        trouble.subject(), trouble.grave ? QStringLiteral("error") : QStringLiteral("attention")));
    auto *line = new QHBoxLayout;
    auto *source = new ElidedLabel(trouble.source.isEmpty() ? tr("not from the lab file")
                                                            : tr("from %1").arg(trouble.source));
    source->setObjectName(QStringLiteral("dim"));
    line->addWidget(source, 1);
    m_troubles->addLayout(line);
    if (trouble.traceback.isEmpty())
        return;
    QPushButton *button = makeButton(tr("Details"), QStringLiteral("link"),
                                     tr("Details of what happened in %1").arg(trouble.module));
    QLabel *traceback = makeParagraph(trouble.traceback);
    traceback->setFont(m_theme.monospace(11));
    line->addWidget(button);
    m_troubles->addWidget(traceback);
    traceback->setVisible(m_open.contains(trouble.module));
    connect(button, &QPushButton::clicked, this, [this, traceback, module = trouble.module] {
        const bool opens = traceback->isHidden();
        traceback->setVisible(opens);
        opens ? (void)m_open.insert(module) : (void)m_open.erase(module);
    });
}

} // namespace hydra::ui
