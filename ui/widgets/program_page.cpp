// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/program_page.h"

#include <QScrollArea>

namespace hydra::ui {

ProgramPage::ProgramPage(const Theme &theme, const QString &title, const QString &context,
                         const QString &tab, QWidget *parent)
    : QWidget(parent), m_header(new PageHeader(theme)), m_column(new QVBoxLayout),
      m_below(new QVBoxLayout)
{
    m_header->setTitle(title, context);
    m_header->setState(std::nullopt);
    m_header->setTabs({tab});
    m_header->setTab(0);
    auto *page = new QWidget;
    page->setObjectName(QStringLiteral("page"));
    auto *outer = new QVBoxLayout(page);
    outer->setContentsMargins(20, 20, 20, 20);
    m_column->setSpacing(16);
    outer->addLayout(m_column);
    outer->addStretch(1);
    auto *scroll = new QScrollArea;
    scroll->setWidget(page);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_below->setContentsMargins(20, 0, 20, 0);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(m_header);
    all->addWidget(scroll, 1);
    all->addLayout(m_below);
}

void ProgramPage::addBelow(QWidget *widget)
{
    m_below->addWidget(widget);
    m_below->setContentsMargins(20, 0, 20, 12);
}

} // namespace hydra::ui
