// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "containers/runtime_rows.h"
#include "context.h"
#include "models/vm_runtime.h"
#include "widgets/basics.h"

#include <QStackedWidget>

#include <array>

namespace hydra::ui {

class ElidedLabel;

/// The selected row below the table: its logs, a terminal in it, all that is known of it. Each is made when it is
/// first looked at, and ends when another row is shown.
class RuntimeDetails : public QFrame
{
    Q_OBJECT

public:
    explicit RuntimeDetails(Context &context, QWidget *parent = nullptr);

    void show(RuntimeList list, const RuntimeRow &row);
    void clear();
    void takeFocus();

Q_SIGNALS:
    void closed();

private:
    enum Tab { Logs, Terminal, Inspect, TabCount };
    void choose(Tab tab);
    void makePage();
    void dropPages();

    Context &m_context;
    RuntimeList m_list = RuntimeList::Containers;
    QPointer<VmRuntime> m_runtime;
    QString m_id;
    QString m_reference;
    QString m_name;
    Tab m_wanted = Logs; ///< of containers; the others have one only
    Tab m_tab = Logs;
    ElidedLabel *m_title;
    std::array<QPushButton *, TabCount> m_buttons = {};
    std::array<QWidget *, TabCount> m_pages = {};
    QStackedWidget *m_stack;
    QTimer m_settle; ///< who walks through rows by keyboard opens nothing
};

} // namespace hydra::ui
