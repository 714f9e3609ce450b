// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/vm/isolation_card.h"

#include "ui/widgets/elided_label.h"

namespace hydra::ui {
namespace {

struct MarkLook {
    QString mark;
    Token color;
    QString word;
};

MarkLook lookOf(const IsolationReason &reason)
{
    if (reason.weight == 0)
        return {QStringLiteral("✓"), Token::Run, IsolationCard::tr("good")};
    return {QStringLiteral("!"), reason.weight > 1 ? Token::Err : Token::Warn,
            IsolationCard::tr("open")};
}

} // namespace

IsolationCard::IsolationCard(const Theme &theme, QWidget *parent)
    : Card(tr("Isolation"), parent), m_theme(theme),
      m_grade(makeLabel({}, QStringLiteral("gradePill"))), m_rows(addFactRows(*this)),
      m_advice(makeParagraph({}, QStringLiteral("dim")))
{
    addToTitle(m_grade);
    body()->addWidget(m_advice);
    body()->addStretch();
    m_grade->hide();
}

void IsolationCard::showIsolation(const Isolation &isolation)
{
    if (isolation == m_shown)
        return;
    m_shown = isolation;
    m_grade->setText(isolation.grade);
    m_grade->setAccessibleName(tr("Grade %1 of A to E").arg(isolation.grade));
    const IsolationReason *next = isolation.next();
    m_advice->setText(next ? tr("To raise it: %1").arg(next->advice) : QString());
    m_advice->setVisible(next != nullptr);
    setLook(*m_grade, "good", isolation.grade == u"A");
    setLook(*m_grade, "bad", isolation.grade > u"C");
    m_grade->show();
    clearLayout(*m_rows);
    int row = 0;
    for (const IsolationReason &reason : isolation.reasons)
        addReason(reason, row++);
}

void IsolationCard::addReason(const IsolationReason &reason, int row)
{
    const MarkLook look = lookOf(reason);
    m_rows->setRowMinimumHeight(row, factRowHeight);
    m_rows->addWidget(makeMark(look.mark, m_theme.color(look.color), look.word), row, 0);
    m_rows->addWidget(new ElidedLabel(reason.words, Qt::ElideRight), row, 1);
    if (reason.fix.empty())
        return;
    QPushButton *fix = makeButton(tr("Fix"), QStringLiteral("link"),
                                  tr("Write into the lab file: %1").arg(reason.advice));
    fix->setToolTip(plainTip(tr("Writes into the lab file: %1").arg(reason.advice)));
    connect(fix, &QPushButton::clicked, this,
            [this, edits = reason.fix] { Q_EMIT fixWanted(edits); });
    m_rows->addWidget(fix, row, 2);
}

} // namespace hydra::ui
