// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/containers/runtime_details.h"

#include "ui/containers/container_log.h"
#include "ui/containers/container_terminal.h"
#include "ui/containers/inspect_view.h"
#include "ui/widgets/elided_label.h"

#include <QHBoxLayout>

namespace hydra::ui {

RuntimeDetails::RuntimeDetails(Context &context, QWidget *parent)
    : QFrame(parent), m_context(context), m_title(new ElidedLabel({}, Qt::ElideRight)),
      m_stack(new QStackedWidget)
{
    setObjectName(QStringLiteral("card"));
    setMinimumHeight(150);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(1, 4, 1, 1);
    all->setSpacing(0);
    auto *line = new QHBoxLayout;
    line->setContentsMargins(14, 0, 10, 4);
    line->setSpacing(0);
    QFont font = m_title->font();
    font.setWeight(QFont::DemiBold);
    m_title->setFont(font);
    m_title->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    line->addWidget(m_title, 1);
    line->addSpacing(16);
    const QString words[] = {tr("Logs"), tr("Terminal"), tr("Inspect")};
    for (int tab = 0; tab < TabCount; ++tab) {
        QPushButton *button = makeButton(words[tab], QStringLiteral("tab"));
        button->setCheckable(true);
        QFont chosen = button->font();
        // Measures bold text, so that nothing moves when another is chosen.
        chosen.setWeight(QFont::DemiBold);
        button->setFixedWidth(QFontMetrics(chosen).horizontalAdvance(words[tab]) + 24);
        connect(button, &QPushButton::clicked, this, [this, tab] {
            m_wanted = Tab(tab);
            choose(m_wanted);
            m_settle.stop();
            makePage();
        });
        m_buttons[size_t(tab)] = button;
        line->addWidget(button);
    }
    line->addStretch(1);
    QPushButton *close = makeButton(tr("Close"), QStringLiteral("link"), tr("Close the details"));
    line->addWidget(close);
    connect(close, &QPushButton::clicked, this, &RuntimeDetails::closed);
    all->addLayout(line);
    all->addWidget(m_stack, 1);
    m_settle.setSingleShot(true);
    m_settle.setInterval(std::chrono::milliseconds(200));
    connect(&m_settle, &QTimer::timeout, this, &RuntimeDetails::makePage);
}

void RuntimeDetails::show(RuntimeList list, const RuntimeRow &row)
{
    if (m_list == list && m_runtime == row.runtime && m_id == row.id)
        return;
    dropPages();
    m_list = list;
    m_runtime = row.runtime;
    m_id = row.id;
    m_reference = row.reference;
    m_name = row.name;
    m_title->setAll(row.name);
    const bool container = list == RuntimeList::Containers;
    m_buttons[Logs]->setVisible(container);
    m_buttons[Terminal]->setVisible(container);
    choose(container ? m_wanted : Inspect);
    m_settle.start();
}

void RuntimeDetails::clear()
{
    dropPages();
    m_runtime.clear();
    m_id.clear();
}

void RuntimeDetails::dropPages()
{
    m_settle.stop();
    for (QWidget *&page : m_pages) {
        if (page) {
            m_stack->removeWidget(page);
            page->deleteLater();
        }
        page = nullptr;
    }
}

void RuntimeDetails::choose(Tab tab)
{
    m_tab = tab;
    for (int each = 0; each < TabCount; ++each)
        m_buttons[size_t(each)]->setChecked(each == tab);
    if (m_pages[size_t(tab)])
        m_stack->setCurrentWidget(m_pages[size_t(tab)]);
}

void RuntimeDetails::makePage()
{
    QWidget *&page = m_pages[size_t(m_tab)];
    if (!page && m_runtime) {
        if (m_tab == Logs)
            page = new ContainerLog(m_context, *m_runtime, m_id);
        else if (m_tab == Terminal)
            page = new ContainerTerminal(m_context, *m_runtime, m_id, m_name);
        else
            page = new InspectView(m_context, *m_runtime, m_list, m_id);
        m_stack->addWidget(page);
    }
    if (page)
        m_stack->setCurrentWidget(page);
}

void RuntimeDetails::takeFocus()
{
    if (m_settle.isActive()) {
        m_settle.stop();
        makePage();
    }
    if (QWidget *page = m_pages[size_t(m_tab)])
        page->setFocus();
}

} // namespace hydra::ui
