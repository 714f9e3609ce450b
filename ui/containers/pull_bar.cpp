// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/containers/pull_bar.h"

#include <QHBoxLayout>

namespace hydra::ui {

PullBar::PullBar(QWidget *parent)
    : QFrame(parent), m_words(makeLabel({}, QStringLiteral("dim"))), m_image(new QLineEdit),
      m_progress(new QProgressBar), m_pull(makeButton(tr("Pull"), QStringLiteral("primary")))
{
    setObjectName(QStringLiteral("card"));
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(14, 8, 10, 8);
    line->setSpacing(10);
    m_image->setPlaceholderText(
        tr("NAME[:TAG] or NAME@DIGEST, as docker.io/library/busybox:latest"));
    m_image->setAccessibleName(tr("Image to pull"));
    m_progress->setAccessibleName(tr("Pulling"));
    m_progress->setTextVisible(false);
    m_progress->setRange(0, 0);
    QPushButton *cancel = makeButton(tr("Cancel"), {}, tr("Do not pull"));
    line->addWidget(m_words);
    line->addWidget(m_image, 1);
    line->addWidget(m_progress, 1);
    line->addWidget(m_pull);
    line->addWidget(cancel);
    connect(m_image, &QLineEdit::textChanged, this,
            [this](const QString &text) { m_pull->setEnabled(!text.trimmed().isEmpty()); });
    connect(m_image, &QLineEdit::returnPressed, m_pull, &QPushButton::click);
    connect(m_pull, &QPushButton::clicked, this,
            [this] { Q_EMIT wanted(m_image->text().trimmed()); });
    connect(cancel, &QPushButton::clicked, this, &PullBar::leave);
    showBusy(false);
    hide();
}

void PullBar::ask(const QString &where)
{
    if (m_job != 0)
        return; // a pull is already running
    m_where = where;
    showBusy(false);
    show();
    m_image->setFocus();
    m_image->selectAll();
    m_pull->setEnabled(!m_image->text().trimmed().isEmpty());
}

void PullBar::setJob(int job)
{
    m_job = job;
    showBusy(true);
}

void PullBar::ended(int job)
{
    if (job != m_job)
        return;
    m_job = 0;
    hide();
}

void PullBar::leave()
{
    if (m_job != 0)
        Q_EMIT cancelled(m_job);
    else
        hide();
}

void PullBar::showBusy(bool busy)
{
    m_words->setText(busy ? tr("Pulling %1").arg(m_image->text().trimmed())
                          : tr("Pull into %1").arg(m_where));
    m_image->setVisible(!busy);
    m_progress->setVisible(busy);
    m_pull->setVisible(!busy);
}

} // namespace hydra::ui
