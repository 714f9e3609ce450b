// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/containers/runtime_rows.h"
#include "ui/context.h"
#include "ui/models/vm_runtime.h"
#include "ui/widgets/basics.h"

#include <QStackedWidget>

#include <array>

namespace hydra::ui {

class ElidedLabel;

/// Details of the selected row below the table: its logs, a terminal, the inspect output. Each is
/// created when first shown, and destroyed when another row is selected.
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
    Tab m_wanted = Logs; ///< for containers; the others have one tab
    Tab m_tab = Logs;
    ElidedLabel *m_title;
    std::array<QPushButton *, TabCount> m_buttons = {};
    std::array<QWidget *, TabCount> m_pages = {};
    QStackedWidget *m_stack;
    QTimer m_settle; ///< debounces: moving through rows by keyboard opens nothing
};

} // namespace hydra::ui
