// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/terminal/find_bar.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

namespace hydra {

FindBar::FindBar(QWidget *parent)
    : QWidget(parent), m_pattern(new QLineEdit(this)), m_count(new QLabel(this))
{
    setAutoFillBackground(true);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(4, 2, 4, 2);
    layout->addWidget(m_pattern, 1);
    layout->addWidget(m_count);
    m_pattern->setPlaceholderText(tr("Find"));
    m_pattern->setAccessibleName(tr("Text to find"));
    m_pattern->setClearButtonEnabled(true);
    m_isCaseSensitive = addButton(tr("Aa"), tr("Match case"));
    m_isRegularExpression = addButton(tr(".*"), tr("Regular expression"));
    for (QToolButton *button : {m_isCaseSensitive, m_isRegularExpression}) {
        button->setCheckable(true);
        connect(button, &QToolButton::toggled, this, &FindBar::patternChanged);
    }
    connect(addButton(tr("↑"), tr("Previous match")), &QToolButton::clicked, this,
            &FindBar::previousWanted);
    connect(addButton(tr("↓"), tr("Next match")), &QToolButton::clicked, this,
            &FindBar::nextWanted);
    connect(addButton(tr("×"), tr("Close")), &QToolButton::clicked, this, &FindBar::closed);
    connect(m_pattern, &QLineEdit::textChanged, this, &FindBar::patternChanged);
}

QToolButton *FindBar::addButton(const QString &text, const QString &name)
{
    auto *button = new QToolButton(this);
    button->setText(text);
    button->setToolTip(name);
    button->setAccessibleName(name);
    button->setAutoRaise(true);
    layout()->addWidget(button);
    return button;
}

void FindBar::open(const QString &proposal)
{
    show();
    if (!proposal.isEmpty() && !proposal.contains(u'\n'))
        m_pattern->setText(proposal);
    m_pattern->selectAll();
    m_pattern->setFocus();
}

void FindBar::showCount(int current, qsizetype count, const QString &error)
{
    m_count->setText(!error.isEmpty()      ? error
                     : pattern().isEmpty() ? QString()
                     : count == 0          ? tr("nothing found")
                     : current < 0         ? tr("%1 found").arg(count)
                                           : tr("%1 of %2").arg(current + 1).arg(count));
}

QString FindBar::pattern() const
{
    return m_pattern->text();
}

SearchOptions FindBar::options() const
{
    return {m_isRegularExpression->isChecked(), m_isCaseSensitive->isChecked()};
}

void FindBar::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closed();
    else if (isEnter && event->modifiers().testFlag(Qt::ShiftModifier))
        Q_EMIT nextWanted();
    else if (isEnter)
        Q_EMIT previousWanted();
    event->accept(); // otherwise the terminal below would get the key
}

} // namespace hydra

#include "ui/terminal/moc_find_bar.cpp"
