// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/settings_form/section_list.h"

#include "ui/widgets/counted.h"

#include <QHBoxLayout>

namespace hydra::ui {
namespace {

constexpr int kWidth = 168;

} // namespace

SectionList::SectionList(QWidget *parent) : QWidget(parent)
{
    setFixedWidth(kWidth);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    for (int i = 0; i < fieldSectionCount; ++i) {
        const auto section = static_cast<FieldSection>(i);
        QPushButton *button = makeButton(titleOf(section).replace(u'&', QStringLiteral("&&")),
                                         QStringLiteral("nav"), titleOf(section));
        button->setCheckable(true);
        auto *line = new QHBoxLayout(button);
        line->setContentsMargins(0, 0, 8, 0);
        line->addStretch();
        QLabel *badge = makeLabel({}, QStringLiteral("badge"));
        badge->hide();
        line->addWidget(badge, 0, Qt::AlignVCenter);
        connect(button, &QPushButton::clicked, this, [this, section] {
            setSection(section);
            Q_EMIT chosen(section);
        });
        column->addWidget(button);
        m_buttons[std::size_t(i)] = button;
        m_badges[std::size_t(i)] = badge;
    }
    column->addStretch(1);
    setFocusProxy(m_buttons.front());
}

void SectionList::setSection(FieldSection section)
{
    for (std::size_t i = 0; i < m_buttons.size(); ++i)
        m_buttons[i]->setChecked(i == std::size_t(section));
    setFocusProxy(m_buttons[std::size_t(section)]);
}

void SectionList::setProblems(FieldSection section, int count)
{
    m_badges[std::size_t(section)]->setText(QString::number(count));
    m_badges[std::size_t(section)]->setVisible(count > 0);
    m_buttons[std::size_t(section)]->setAccessibleDescription(
        count > 0 ? counted(count, Counted::Problem) : QString());
}

} // namespace hydra::ui
