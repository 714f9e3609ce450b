// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/quit/unsaved_dialog.h"

#include "ui/widgets/counted.h"
#include "ui/widgets/fields.h"

namespace hydra::ui {

UnsavedDialog::UnsavedDialog(Context &context, QWidget *parent)
    : QDialog(parent), m_context(context), m_trouble(makeTrouble())
{
    setWindowTitle(tr("Changes that are not saved"));
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(20, 20, 20, 16);
    all->setSpacing(12);
    QStringList files;
    bool good = true;
    for (const LabDraft *draft : context.store.unsavedDrafts()) {
        files << draft->file();
        good = good && draft->problems().empty();
    }
    all->addWidget(
        makeLabel(tr("Changes in %1 are not saved").arg(counted(files.size(), Counted::LabFile)),
                  QStringLiteral("title")));
    QLabel *names = makeParagraph(files.join(u'\n'), QStringLiteral("dim"));
    names->setMinimumWidth(380);
    all->addWidget(names);
    if (!good)
        all->addWidget(
            makeParagraph(tr("What has problems cannot be saved."), QStringLiteral("dim")));
    all->addWidget(m_trouble);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    QPushButton *cancel = makeButton(tr("Cancel"));
    QPushButton *discard = makeButton(tr("Discard them"), QStringLiteral("danger"));
    QPushButton *save = makeButton(tr("Save"), QStringLiteral("primary"), tr("Save all of them"));
    for (QPushButton *button : {cancel, discard, save})
        buttons->addWidget(button);
    save->setEnabled(good);
    (good ? save : cancel)->setDefault(true);
    all->addLayout(buttons);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(discard, &QPushButton::clicked, this, &UnsavedDialog::discardAll);
    connect(save, &QPushButton::clicked, this, &UnsavedDialog::saveAll);
}

void UnsavedDialog::saveAll()
{
    for (LabDraft *draft : m_context.store.unsavedDrafts()) {
        if (const auto done = draft->save(); !done) {
            m_trouble->setText(formatError(done.error()));
            return m_trouble->show();
        }
    }
    accept();
}

void UnsavedDialog::discardAll()
{
    for (LabDraft *draft : m_context.store.unsavedDrafts())
        draft->revert();
    accept();
}

} // namespace hydra::ui
