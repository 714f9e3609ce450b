// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/images/prepare_dialog.h"

#include "core/copy/prepare_image.h"
#include "core/copy/prepared_spec.h"
#include "core/image/store.h"
#include "ui/widgets/basics.h"

namespace hydra::ui {

PrepareDialog::PrepareDialog(Context &context, VmEntry &vm, QWidget *parent)
    : QDialog(parent), m_context(context), m_name(new QLineEdit),
      m_freeze(new QCheckBox(tr("Freeze it running: new ones are ready in about a second"))),
      m_trouble(makeParagraph({}, QStringLiteral("error"))),
      m_prepare(makeButton(tr("Prepare"), QStringLiteral("primary")))
{
    setWindowTitle(tr("Prepare for instant start"));
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(20, 20, 20, 16);
    all->setSpacing(12);
    all->addWidget(
        makeLabel(tr("An image of %1").arg(vm.ref().toString()), QStringLiteral("title")));
    QLabel *words =
        makeParagraph(tr("A copy of its disk is booted, set up to the end, cleaned of names and "
                         "keys, and kept as an image. "
                         "%1 itself is not touched and may go on. It takes some minutes.")
                          .arg(vm.ref().vm));
    words->setMinimumWidth(420);
    all->addWidget(words);
    m_name->setText(vm.ref().lab + QStringLiteral("-ready"));
    m_name->setAccessibleName(tr("Name of the new image"));
    all->addWidget(m_name);
    const QStringList obstacles = vm.spec() ? unfreezable(*vm.spec()) : QStringList();
    m_freeze->setChecked(obstacles.isEmpty());
    m_freeze->setEnabled(obstacles.isEmpty());
    all->addWidget(m_freeze);
    all->addWidget(makeParagraph(
        obstacles.isEmpty() ? tr("Needs %1 more on the disk, for its memory.")
                                  .arg(vm.spec() ? vm.spec()->memory.toDisplay() : QString())
                            : obstacles.front(),
        QStringLiteral("dim")));
    all->addWidget(m_trouble);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    QPushButton *cancel = makeButton(tr("Cancel"));
    buttons->addWidget(cancel);
    buttons->addWidget(m_prepare);
    all->addLayout(buttons);
    m_prepare->setDefault(true);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_prepare, &QPushButton::clicked, this, &QDialog::accept);
    connect(m_name, &QLineEdit::textChanged, this, &PrepareDialog::check);
    check();
}

QString PrepareDialog::name() const
{
    return m_name->text().trimmed();
}

bool PrepareDialog::freeze() const
{
    return m_freeze->isChecked();
}

void PrepareDialog::check()
{
    const auto valid = checkImageName(name());
    QString words = valid ? QString() : formatError(valid.error());
    if (valid && ImageStore(m_context.paths().imagesDir()).find(name()))
        words = tr("There is an image of this name already.");
    m_trouble->setText(words);
    m_trouble->setVisible(!words.isEmpty());
    m_prepare->setEnabled(words.isEmpty());
}

} // namespace hydra::ui
