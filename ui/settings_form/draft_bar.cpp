// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/settings_form/draft_bar.h"

#include "ui/widgets/counted.h"
#include "ui/widgets/fields.h"

#include <QShortcut>

namespace hydra::ui {

DraftBar::DraftBar(Context &context, LabDraft &draft, QWidget *parent)
    : QWidget(parent), m_context(context), m_draft(&draft), m_banner(new Banner),
      m_line(new QHBoxLayout), m_state(makeLabel({}, QStringLiteral("dim"))),
      m_problems(makeButton({}, QStringLiteral("link"))),
      m_revert(makeButton(tr("Revert"), {}, tr("Revert to the saved file"))),
      m_save(makeButton(tr("Save"), QStringLiteral("primary"), tr("Save the lab file")))
{
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(8);
    all->addWidget(m_banner);
    m_line->setSpacing(8);
    m_line->addStretch(1);
    for (QWidget *widget : {static_cast<QWidget *>(m_state), static_cast<QWidget *>(m_problems),
                            static_cast<QWidget *>(m_revert), static_cast<QWidget *>(m_save)})
        m_line->addWidget(widget);
    all->addLayout(m_line);
    connect(m_problems, &QPushButton::clicked, this, &DraftBar::problemsWanted);
    connect(m_revert, &QPushButton::clicked, this, [this] {
        m_banner->dismiss();
        m_draft->revert();
    });
    connect(m_save, &QPushButton::clicked, this, [this] { save(false); });
    connect(new QShortcut(QKeySequence::Save, this), &QShortcut::activated, m_save,
            &QPushButton::click);
    connect(&draft, &LabDraft::changed, this, &DraftBar::refresh);
    refresh();
}

void DraftBar::addButton(QPushButton *button)
{
    m_line->insertWidget(0, button);
}

void DraftBar::refresh()
{
    const auto problems = qint64(m_draft->problems().size());
    const bool changed = m_draft->isChanged();
    m_problems->setText(tr("%1 to solve").arg(counted(problems, Counted::Problem)));
    m_problems->setAccessibleName(m_problems->text());
    m_problems->setVisible(problems > 0);
    m_state->setVisible(problems == 0);
    m_state->setText(changed ? tr("Not saved yet") : tr("Saved"));
    m_revert->setEnabled(changed);
    m_save->setEnabled(changed && problems == 0);
    const bool overtaken = m_draft->isOvertaken();
    if (overtaken && !m_overtaken)
        showOvertaken();
    else if (!overtaken && m_overtaken)
        m_banner->dismiss();
    m_overtaken = overtaken;
}

void DraftBar::showOvertaken()
{
    m_banner->showWords(tr("Another program changed the file meanwhile. Your changes are kept here "
                           "and nothing was saved."),
                        {}, false);
    connect(m_banner->addButton(tr("Take the file's changes in")), &QPushButton::clicked, this,
            &DraftBar::takeIn);
    connect(m_banner->addButton(tr("Overwrite the file")), &QPushButton::clicked, this,
            [this] { save(true); });
}

void DraftBar::takeIn()
{
    if (m_draft->takeIn())
        return;
    m_banner->showWords(tr("Both changed the same lines: overwrite the file with what is here, or "
                           "revert to what the file is now and change it again."),
                        {}, false);
    connect(m_banner->addButton(tr("Overwrite the file")), &QPushButton::clicked, this,
            [this] { save(true); });
}

void DraftBar::save(bool overwrite)
{
    const auto done = overwrite ? m_draft->overwrite() : m_draft->save();
    if (!done && !overwrite && done.error().code == ErrorCode::Conflict && m_draft->isOvertaken())
        return showOvertaken(); // shows the banner again if it was dismissed
    if (!done) {
        m_banner->showWords(formatError(done.error()), done.error().details);
        if (done.error().code == ErrorCode::NotFound)
            connect(m_banner->addButton(tr("Write it anew")), &QPushButton::clicked, this,
                    [this] { save(true); });
        return;
    }
    m_banner->dismiss();
    m_context.store.reload();
}

} // namespace hydra::ui
