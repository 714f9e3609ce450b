// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/doctor/doctor_page.h"

#include "ui/doctor/bundle_dialog.h"
#include "ui/doctor/finding_look.h"
#include "ui/widgets/counted.h"

#include <QApplication>
#include <QClipboard>

namespace hydra::ui {

DoctorPage::DoctorPage(Context &context, QWidget *parent)
    : ProgramPage(context.theme, tr("Doctor"), {}, tr("This machine"), parent), m_context(context)
{
    connect(&context.doctor, &DoctorModel::changed, this, &DoctorPage::refresh);
    connect(&context.theme, &Theme::changed, this, &DoctorPage::refresh);
    refresh();
}

void DoctorPage::refresh()
{
    const DoctorModel &doctor = m_context.doctor;
    const int troubles =
        doctor.count(Finding::State::Problem) + doctor.count(Finding::State::Attention);
    const QString found =
        troubles == 0 ? tr("everything is fine") : counted(troubles, Counted::Finding);
    header().setTitle(tr("Doctor"), doctor.isLooking()            ? tr("looking…")
                                    : doctor.lookedAt().isValid() ? found
                                                                  : QString());
    header().setActions(
        {{{QStringLiteral("look"), tr("Look again"), QStringLiteral("restart"),
           QStringLiteral("hydractl doctor"), !doctor.isLooking(), false,
           [this] { m_context.doctor.examine(); }},
          {}},
         {{QStringLiteral("bundle"), tr("Debug bundle…"), QStringLiteral("export"),
           QStringLiteral("hydractl debug-bundle"), true, false, [this] { saveBundle(); }},
          {}}});
    clearLayout(column());
    for (const auto &[title, states] :
         {std::pair{tr("Needs a hand"),
                    std::vector{Finding::State::Problem, Finding::State::Attention}},
          std::pair{tr("Fine"), std::vector{Finding::State::Ok}},
          std::pair{tr("Not on this machine"), std::vector{Finding::State::NotHere}}}) {
        auto *card = new Card(title);
        auto *rows = new QGridLayout;
        rows->setHorizontalSpacing(12);
        rows->setVerticalSpacing(8);
        rows->setColumnMinimumWidth(0, 16);
        rows->setColumnMinimumWidth(1, 210);
        rows->setColumnStretch(2, 1);
        card->body()->addLayout(rows);
        for (const Finding::State state : states) {
            for (const Finding &finding : doctor.findings()) {
                if (finding.state == state)
                    addFinding(*rows, finding);
            }
        }
        if (rows->count() > 0)
            column().addWidget(card);
        else
            delete card;
    }
    if (doctor.findings().empty())
        column().addWidget(
            makeParagraph(tr("Looking at QEMU, acceleration, memory, disks and the network…"),
                          QStringLiteral("dim")));
}

void DoctorPage::addFinding(QGridLayout &rows, const Finding &finding)
{
    const int row = rows.rowCount();
    const FindingLook look = lookOf(finding.state);
    rows.addWidget(makeMark(look.mark, m_context.theme.color(look.color), look.word), row, 0,
                   Qt::AlignTop);
    rows.addWidget(makeLabel(finding.title), row, 1, Qt::AlignTop);
    auto *words = new QVBoxLayout;
    words->setSpacing(3);
    auto *first = new QHBoxLayout;
    first->addWidget(makeParagraph(finding.words, QStringLiteral("dim")), 1);
    words->addLayout(first);
    if (finding.state != Finding::State::Ok && !finding.fix.isEmpty())
        words->addWidget(makeParagraph(finding.fix));
    if (!finding.command.isEmpty()) {
        auto *line = new QHBoxLayout;
        QLabel *command = makeParagraph(finding.command);
        command->setFont(m_context.theme.monospace());
        QPushButton *copy =
            makeButton(tr("Copy"), QStringLiteral("link"), tr("Copy %1").arg(finding.command));
        connect(copy, &QPushButton::clicked, this,
                [text = finding.command] { QApplication::clipboard()->setText(text); });
        line->addWidget(command, 1);
        line->addWidget(copy);
        words->addLayout(line);
    }
    rows.addLayout(words, row, 2);
    if (finding.details.isEmpty())
        return;
    QLabel *details = makeParagraph(finding.details.trimmed(), QStringLiteral("faint"));
    details->hide();
    words->addWidget(details);
    QPushButton *more =
        makeButton(tr("Details"), QStringLiteral("link"), tr("Details of %1").arg(finding.title));
    connect(more, &QPushButton::clicked, details,
            [details] { details->setVisible(!details->isVisible()); });
    first->addWidget(more, 0, Qt::AlignTop);
}

void DoctorPage::saveBundle()
{
    auto *dialog = new BundleDialog(m_context, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

} // namespace hydra::ui
