// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/context.h"
#include "ui/models/port_list.h"

#include <QLineEdit>
#include <QStackedWidget>

namespace hydra::ui {

class Banner;
class ConflictCard;
class ElidedLabel;
class PortView;

/// Every port of every lab of this machine, this lab's first: who holds it, whether strangers can
/// reach it, and a free one where two want the same. Looks only while visible.
class PortsPage : public QWidget
{
    Q_OBJECT

public:
    PortsPage(Context &context, QString lab, QWidget *parent = nullptr);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    [[nodiscard]] QWidget *makeBar();
    [[nodiscard]] QWidget *makeTable();
    void showRows();
    void showEmpty();
    void showRestrict();
    void move(const PortRow &row);
    void restrict(const PortRow &row);
    void open();
    void showMenu(const QPoint &at);

    Context &m_context;
    PortList m_ports;
    QLineEdit *m_filter;
    ElidedLabel *m_summary;
    QPushButton *m_restrict; ///< the selected port
    Banner *m_banner;
    ConflictCard *m_conflicts;
    PortView *m_view;
    QLabel *m_empty;
    QStackedWidget *m_stack;
};

} // namespace hydra::ui
