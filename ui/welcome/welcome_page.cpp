// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "welcome/welcome_page.h"

#include <QHBoxLayout>

namespace hydra::ui {

WelcomePage::WelcomePage(Context &context, QWidget *parent)
    : QScrollArea(parent), m_context(context), m_demo(makeButton(tr("Start the demo"), QStringLiteral("primary"))),
      m_machine(new QGridLayout)
{
    auto *page = new QWidget;
    page->setObjectName(QStringLiteral("page"));
    auto *across = new QHBoxLayout(page);
    auto *middle = new QWidget;
    middle->setMaximumWidth(900);
    auto *all = new QVBoxLayout(middle);
    all->setContentsMargins(20, 20, 20, 20);
    all->setSpacing(16);
    all->addStretch(1);
    all->addWidget(makeLabel(tr("Isolated Linux environments on this machine"), QStringLiteral("hero")));
    QLabel *lead = makeParagraph(tr("Each one a virtual machine with its own containers, console and logs. Nothing is open to your "
                                    "network unless you say so."),
                                 QStringLiteral("lead"));
    all->addWidget(lead);
    auto *choices = new QHBoxLayout;
    choices->setSpacing(16);
    QPushButton *create = makeButton(tr("New environment…"));
    QPushButton *open = makeButton(tr("Open a lab file…"));
    QPushButton *bringing = makeButton(tr("Import…"), {}, tr("Import upstream's settings"));
    auto *bring = new QWidget;
    auto *both = new QHBoxLayout(bring);
    both->setContentsMargins(0, 0, 0, 0);
    both->addWidget(open);
    both->addWidget(bringing);
    choices->addWidget(makeChoice(tr("See it work"),
                                  tr("One isolated environment with a simulated thermostat. Uses Debian packages; a few minutes "
                                     "the first time, about a minute after that."),
                                  m_demo), 1);
    choices->addWidget(makeChoice(tr("Build your own"), tr("From a preset: name it, choose its image, cores, memory and ports."), create), 1);
    choices->addWidget(makeChoice(tr("Bring what you have"), tr("A lab file, or what you have of Hydra's scripts, vm-config.yaml and Helm values. You can also drop it here."), bring), 1);
    all->addLayout(choices);
    auto *machine = new Card(tr("This machine"));
    m_machine->setHorizontalSpacing(12);
    m_machine->setVerticalSpacing(6);
    m_machine->setColumnStretch(2, 1);
    m_machine->setColumnMinimumWidth(1, 150);
    machine->body()->addLayout(m_machine);
    QPushButton *details = makeButton(tr("Details"), QStringLiteral("link"), tr("Go to Doctor"));
    connect(details, &QPushButton::clicked, this, [this] { Q_EMIT m_context.actions.goTo({Place::Kind::Doctor, {}, {}}); });
    machine->addToTitle(details);
    all->addWidget(machine);
    all->addStretch(1);
    across->addStretch(1);
    across->addWidget(middle, 100);
    across->addStretch(1);
    setWidget(page);
    setWidgetResizable(true);
    connect(m_demo, &QPushButton::clicked, &context.actions, &Actions::startDemo);
    connect(create, &QPushButton::clicked, &context.actions, &Actions::wizardWanted);
    connect(open, &QPushButton::clicked, &context.actions, &Actions::openFileWanted);
    connect(bringing, &QPushButton::clicked, &context.actions, &Actions::importWanted);
    connect(&context.jobs, &JobList::changed, this, &WelcomePage::showDemo);
    setMachine({{QStringLiteral("–"), Token::Faint, tr("Looking…"), {}}});
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
    for (const JobList::Running &job : m_context.jobs.running()) {
        if (job.title == Actions::tr("Start the demo")) {
            m_demo->setEnabled(false);
            m_demo->setText(tr("Starting the demo…"));
            return;
        }
    }
    m_demo->setEnabled(true);
    m_demo->setText(tr("Start the demo"));
}

void WelcomePage::setMachine(const std::vector<MachineLine> &lines)
{
    clearLayout(*m_machine);
    int row = 0;
    for (const MachineLine &line : lines) {
        QLabel *mark = makeLabel(line.mark);
        mark->setStyleSheet(QStringLiteral("color: %1").arg(m_context.theme.color(line.color).name()));
        m_machine->addWidget(mark, row, 0, Qt::AlignTop);
        m_machine->addWidget(makeLabel(line.what), row, 1, Qt::AlignTop);
        QLabel *words = makeLabel(line.words, QStringLiteral("dim"));
        words->setWordWrap(true);
        m_machine->addWidget(words, row++, 2);
    }
}

} // namespace hydra::ui
