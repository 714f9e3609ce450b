// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/exchange/notes_list.h"

#include "ui/widgets/counted.h"

#include <algorithm>

namespace hydra::ui {

constexpr int kMostHeight = 108;

NotesList::NotesList(QWidget *parent)
    : QWidget(parent), m_title(makeLabel({}, QStringLiteral("cardTitle"))), m_lines(new QWidget),
      m_scroll(new QScrollArea)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(m_title);
    auto *lines = new QVBoxLayout(m_lines);
    lines->setContentsMargins(0, 0, 8, 0);
    lines->setSpacing(4);
    m_lines->setObjectName(QStringLiteral("page"));
    m_scroll->setWidget(m_lines);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setAccessibleName(tr("Notes"));
    column->addWidget(m_scroll);
    setNotes({});
}

void NotesList::setNotes(const QStringList &notes)
{
    clearLayout(*m_lines->layout());
    for (const QString &note : notes)
        m_lines->layout()->addWidget(makeParagraph(note, QStringLiteral("dim")));
    m_title->setText(counted(qint64(notes.size()), Counted::Note));
    setVisible(!notes.isEmpty());
    fit();
}

void NotesList::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

void NotesList::fit()
{
    const int height =
        m_lines->layout()->heightForWidth(std::max(200, m_scroll->viewport()->width()));
    m_scroll->setFixedHeight(std::clamp(height, 18, kMostHeight));
}

} // namespace hydra::ui
