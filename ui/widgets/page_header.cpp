// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/page_header.h"

#include "ui/actions/action_menu.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/elided_label.h"

namespace hydra::ui {
namespace {

QString fingerprint(const std::vector<PageHeader::BarEntry> &entries)
{
    QString text;
    const auto add = [&text](const ActionSpec &action) {
        text += action.id + action.title + action.command + (action.enabled ? u'+' : u'-') + u'\n';
    };
    for (const auto &entry : entries) {
        add(entry.action);
        for (const ActionSpec &more : entry.more)
            add(more);
    }
    return text;
}

int widthWithText(const QToolButton &button)
{
    const bool hidden = button.toolButtonStyle() == Qt::ToolButtonIconOnly;
    return button.sizeHint().width() +
           (hidden ? button.fontMetrics().horizontalAdvance(button.text()) + 4 : 0);
}

// When the texts do not fit, only the first button keeps its text, instead of eliding all of them.
void fitInto(QHBoxLayout &actions, int room)
{
    std::vector<QToolButton *> buttons;
    int width = 0;
    for (int i = 0; i < actions.count(); ++i) {
        if (auto *button = qobject_cast<QToolButton *>(actions.itemAt(i)->widget())) {
            width += widthWithText(*button) + actions.spacing();
            buttons.push_back(button);
        }
    }
    for (size_t i = 1; i < buttons.size(); ++i)
        buttons[i]->setToolButtonStyle(width > room ? Qt::ToolButtonIconOnly
                                                    : Qt::ToolButtonTextBesideIcon);
}

} // namespace

PageHeader::PageHeader(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_title(makeLabel({}, QStringLiteral("title"))),
      m_pill(new StatePill(theme)), m_context(new ElidedLabel({}, Qt::ElideRight)),
      m_actions(new QHBoxLayout), m_tabs(new QHBoxLayout)
{
    setObjectName(QStringLiteral("header"));
    setAttribute(Qt::WA_StyledBackground);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(20, 14, 20, 0);
    all->setSpacing(8);
    auto *line = new QHBoxLayout;
    line->setSpacing(10);
    line->addWidget(m_title);
    line->addWidget(m_pill);
    m_context->setObjectName(QStringLiteral("dim"));
    // Gets the space the others leave.
    m_context->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    line->addWidget(m_context, 1);
    m_actions->setSpacing(8);
    line->addLayout(m_actions);
    all->addLayout(line);
    m_tabs->setSpacing(0);
    all->addLayout(m_tabs);
    m_title->setMinimumWidth(20); // a long title is elided and must not widen the window
}

void PageHeader::setTitle(const QString &title, const QString &context)
{
    m_titleText = title;
    m_title->setToolTip(title);
    m_context->setAll(context);
    elide();
}

void PageHeader::setState(std::optional<VmState> state)
{
    m_pill->setVisible(state.has_value());
    if (state)
        m_pill->setState(*state);
    elide();
}

void PageHeader::elide()
{
    const int margins = 2 * 20, gaps = 3 * 10;
    const int pill = m_pill->isHidden() ? 0 : m_pill->sizeHint().width();
    const int title = std::min(160, m_title->fontMetrics().horizontalAdvance(m_titleText) + 8);
    const int context = std::min(240, m_context->sizeHint().width());
    fitInto(*m_actions, width() - margins - gaps - pill - title - context);
    const int room = std::max(80, width() - margins - gaps - pill - m_actions->sizeHint().width() -
                                      m_context->minimumSizeHint().width());
    m_title->setText(m_title->fontMetrics().elidedText(m_titleText, Qt::ElideMiddle, room));
}

void PageHeader::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    elide();
}

void PageHeader::setActions(const std::vector<BarEntry> &entries)
{
    const QString print = fingerprint(entries);
    if (print == m_shownActions)
        return;
    m_shownActions = print;
    clearLayout(*m_actions);
    for (const BarEntry &entry : entries)
        m_actions->addWidget(makeActionButton(m_theme, entry.action, entry.more, this));
    elide();
}

void PageHeader::setTabs(const QStringList &tabs)
{
    clearLayout(*m_tabs);
    m_tabButtons.clear();
    for (const QString &tab : tabs) {
        QPushButton *button = makeButton(tab, QStringLiteral("tab"), tr("Tab %1").arg(tab));
        button->setCheckable(true);
        QFont chosen = button->font();
        // Measures bold text, so that nothing moves when another is chosen.
        chosen.setWeight(QFont::DemiBold);
        button->setFixedWidth(QFontMetrics(chosen).horizontalAdvance(tab) + 24);
        const int index = int(m_tabButtons.size());
        connect(button, &QPushButton::clicked, this, [this, index] {
            setTab(index);
            Q_EMIT tabChosen(index);
        });
        m_tabButtons.push_back(button);
        m_tabs->addWidget(button);
    }
    m_tabs->addStretch();
}

// The mark is in the gap between two tabs, so that nothing moves.
void PageHeader::setTabMark(int index, bool marked, const QString &words)
{
    QPushButton *button = m_tabButtons.at(std::size_t(index));
    auto *dot = button->findChild<QLabel *>(QStringLiteral("tabDot"));
    if (!dot) {
        dot = makeLabel(QStringLiteral("•"), QStringLiteral("tabDot"), button);
        dot->setAttribute(Qt::WA_TransparentForMouseEvents);
        dot->setGeometry(button->width() - 18, 0, 12, 32);
    }
    dot->setVisible(marked);
    button->setAccessibleDescription(marked ? words : QString());
    button->setToolTip(marked ? button->text() + u' ' + words : QString());
}

void PageHeader::setTab(int index)
{
    for (size_t i = 0; i < m_tabButtons.size(); ++i)
        m_tabButtons[i]->setChecked(int(i) == index);
}

} // namespace hydra::ui
