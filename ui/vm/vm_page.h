// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/context.h"
#include "ui/widgets/page_header.h"

#include <QPointer>
#include <QStackedWidget>

namespace hydra::ui {

/// Everything about one VM: header, tabs and their pages, each created when first shown.
class VmPage : public QWidget
{
    Q_OBJECT

public:
    enum Tab { Overview, Console, Shell, Logs, Containers, Settings, Snapshots, TabCount };

    VmPage(Context &context, VmEntry &vm, QWidget *parent = nullptr);

    [[nodiscard]] VmRef ref() const { return m_ref; }
    [[nodiscard]] VmEntry *vm() const { return m_vm; }
    void showTab(Tab tab);
    [[nodiscard]] Tab tab() const { return m_tab; }

protected:
    void showEvent(QShowEvent *event) override;

private:
    [[nodiscard]] QWidget *makeTab(Tab tab);
    void showHeader();

    Context &m_context;
    VmRef m_ref;
    QPointer<VmEntry> m_vm;
    PageHeader *m_header;
    QStackedWidget *m_stack;
    std::array<QWidget *, TabCount> m_tabs = {};
    Tab m_tab = Overview;
    QTimer m_clock;
};

} // namespace hydra::ui
