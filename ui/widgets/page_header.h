// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/actions/actions.h"
#include "ui/widgets/state_pill.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace hydra::ui {

class ElidedLabel;

/// The top of a page: name, state, one line of context, the action bar in a fixed order, tabs.
class PageHeader : public QWidget
{
    Q_OBJECT

public:
    explicit PageHeader(const Theme &theme, QWidget *parent = nullptr);

    void setTitle(const QString &title, const QString &context = {});
    void setState(std::optional<VmState> state); ///< none: no pill
    /// A button of the bar and the actions in its menu.
    struct BarEntry {
        ActionSpec action;
        std::vector<ActionSpec> more;
    };
    /// Buttons are recreated only when something about them has changed.
    void setActions(const std::vector<BarEntry> &entries);
    void setTabs(const QStringList &tabs);
    void setTab(int index);
    /// A dot beside the tab's name; WORDS: its meaning.
    void setTabMark(int index, bool marked, const QString &words);

Q_SIGNALS:
    void tabChosen(int index);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void elide();

    const Theme &m_theme;
    QLabel *m_title;
    StatePill *m_pill;
    ElidedLabel *m_context;
    QString m_titleText;
    QHBoxLayout *m_actions;
    QHBoxLayout *m_tabs;
    std::vector<QPushButton *> m_tabButtons;
    QString m_shownActions;
};

} // namespace hydra::ui
