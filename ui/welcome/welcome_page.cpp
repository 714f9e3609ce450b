// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/welcome/welcome_page.h"

#include <QHBoxLayout>

namespace hydra::ui {

WelcomePage::WelcomePage(Context &context, QWidget *parent)
    : QScrollArea(parent), m_context(context),
      m_demo(makeButton(tr("Start the demo"), QStringLiteral("primary"))),
      m_machine(new QGridLayout)
{
    auto *page = new QWidget;
    page->setObjectName(QStringLiteral("page"));
    auto *across = new QHBoxLayout(page);
    across->addStretch(1);
    across->addWidget(makeMiddle(), 100);
    across->addStretch(1);
    setWidget(page);
    setWidgetResizable(true);
    connect(m_demo, &QPushButton::clicked, &context.actions, &Actions::startDemo);
    connect(&context.jobs, &JobList::changed, this, &WelcomePage::showDemo);
    connect(&context.doctor, &DoctorModel::changed, this, &WelcomePage::showMachine);
    showMachine();
}

QWidget *WelcomePage::makeMiddle()
{
    auto *middle = new QWidget;
    middle->setMaximumWidth(900);
    auto *all = new QVBoxLayout(middle);
    all->setContentsMargins(20, 20, 20, 20);
    all->setSpacing(16);
    all->addStretch(1);
    all->addWidget(
        makeLabel(tr("Isolated Linux environments on this machine"), QStringLiteral("hero")));
    all->addWidget(makeParagraph(tr("Each one a virtual machine with its own containers, console "
                                    "and logs. Nothing is open to your network unless you say so."),
                                 QStringLiteral("lead")));
    all->addLayout(makeChoices());
    all->addWidget(makeMachineCard());
    all->addStretch(1);
    return middle;
}

QLayout *WelcomePage::makeChoices()
{
    QPushButton *create = makeButton(tr("New environment…"));
    QPushButton *open = makeButton(tr("Open a lab file…"));
    QPushButton *import = makeButton(tr("Import…"), {}, tr("Import upstream's settings"));
    Actions *actions = &m_context.actions;
    connect(create, &QPushButton::clicked, actions, &Actions::wizardWanted);
    connect(open, &QPushButton::clicked, actions, &Actions::openFileWanted);
    connect(import, &QPushButton::clicked, actions, &Actions::importWanted);
    auto *bring = new QWidget;
    auto *both = new QHBoxLayout(bring);
    both->setContentsMargins(0, 0, 0, 0);
    both->addWidget(open);
    both->addWidget(import);
    auto *choices = new QHBoxLayout;
    choices->setSpacing(16);
    choices->addWidget(makeChoice(tr("See it work"),
                                  tr("One isolated environment with a simulated thermostat. Uses "
                                     "Debian packages; a few minutes the first time, about a "
                                     "minute after that."),
                                  m_demo),
                       1);
    choices->addWidget(
        makeChoice(tr("Build your own"),
                   tr("From a preset: name it, choose its image, cores, memory and ports."),
                   create),
        1);
    choices->addWidget(makeChoice(tr("Bring what you have"),
                                  tr("A lab file, or what you have of Hydra's scripts, "
                                     "vm-config.yaml and Helm values. You can also drop it here."),
                                  bring),
                       1);
    return choices;
}

QWidget *WelcomePage::makeMachineCard()
{
    auto *machine = new Card(tr("This machine"));
    m_machine->setHorizontalSpacing(12);
    m_machine->setVerticalSpacing(6);
    m_machine->setColumnStretch(2, 1);
    m_machine->setColumnMinimumWidth(1, 150);
    machine->body()->addLayout(m_machine);
    QPushButton *details = makeButton(tr("Details"), QStringLiteral("link"), tr("Go to Doctor"));
    connect(details, &QPushButton::clicked, this,
            [this] { Q_EMIT m_context.actions.goTo({.kind = Place::Kind::Doctor}); });
    machine->addToTitle(details);
    return machine;
}

QWidget *WelcomePage::makeChoice(const QString &title, const QString &words, QWidget *button)
{
    auto *card = new Card({});
    card->body()->addWidget(makeLabel(title, QStringLiteral("cardHeading")));
    QLabel *text = makeLabel(words, QStringLiteral("dim"));
    text->setWordWrap(true);
    text->setAlignment(Qt::AlignTop);
    card->body()->addWidget(text, 1);
    card->body()->addSpacing(4);
    card->body()->addWidget(button, 0, Qt::AlignLeft);
    return card;
}

void WelcomePage::showDemo()
{
    const bool starting = m_context.actions.isStartingDemo();
    m_demo->setEnabled(!starting);
    m_demo->setText(starting ? tr("Starting the demo…") : tr("Start the demo"));
}

void WelcomePage::showMachine()
{
    static const QStringList always{QStringLiteral("qemu"), QStringLiteral("kvm"),
                                    QStringLiteral("hvf"), QStringLiteral("krunkit"),
                                    QStringLiteral("memory")};
    clearLayout(*m_machine);
    int row = 0; // a cleared grid layout keeps its row count
    const auto &findings = m_context.doctor.findings();
    if (findings.empty())
        addToMachine(row++, {.mark = QStringLiteral("–"), .color = Token::Faint}, tr("Looking…"),
                     {});
    for (const Finding &finding : findings) {
        // For example KVM on a Mac.
        const bool foreign = finding.state == Finding::State::NotHere && finding.id != u"krunkit";
        if (finding.state == Finding::State::Problem || (always.contains(finding.id) && !foreign))
            addToMachine(row++, lookOf(finding.state), finding.title, finding.words);
    }
}

void WelcomePage::addToMachine(int row, const FindingLook &look, const QString &title,
                               const QString &words)
{
    QLabel *mark = makeLabel(look.mark);
    mark->setStyleSheet(QStringLiteral("color: %1").arg(m_context.theme.color(look.color).name()));
    m_machine->addWidget(mark, row, 0, Qt::AlignTop);
    m_machine->addWidget(makeLabel(title), row, 1, Qt::AlignTop);
    QLabel *details = makeLabel(words, QStringLiteral("dim"));
    details->setWordWrap(true);
    m_machine->addWidget(details, row, 2);
}

} // namespace hydra::ui
