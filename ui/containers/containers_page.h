// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "containers/runtime_actions.h"
#include "containers/runtime_view.h"
#include "models/vm_runtime.h"
#include "widgets/basics.h"

#include <QLineEdit>
#include <QStackedWidget>

#include <array>

class QSplitter;

namespace hydra::ui {

class ElidedLabel;
class PullBar;
class RuntimeDetails;

/// Containers, pods, images and events of one VM, or of all VMs of a lab in one table. Follows the runtimes while it
/// is visible; hidden it asks nothing.
class ContainersPage : public QWidget
{
    Q_OBJECT

public:
    /// VM empty: all of the lab.
    ContainersPage(Context &context, QString lab, QString vm, QWidget *parent = nullptr);
    ~ContainersPage() override;

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    [[nodiscard]] bool isOfLab() const { return m_vm.isEmpty(); }
    [[nodiscard]] QWidget *makeBar();
    [[nodiscard]] QWidget *makeTables();
    void makeKeys();
    void followVms();
    void choose(RuntimeList list);
    void showAll();
    void showCounts();
    void showState();
    void showEmpty();
    void showDetails();
    void showMenu(const QPoint &at);
    void run(const QString &action);
    void askToPull();
    void askToRun(VmRuntime &runtime, const QString &image); ///< image empty: the user says which
    void ask(const QString &words, const QString &button, const std::function<void()> &run);
    [[nodiscard]] RuntimeView &view() { return *m_views[size_t(m_list)]; }
    [[nodiscard]] QString stateWords() const;
    [[nodiscard]] QString troubleWords() const;
    [[nodiscard]] QString rawTroubles() const; ///< for Details
    [[nodiscard]] QString emptyWords();
    [[nodiscard]] VmRuntime *target(); ///< of what has no row: the selected row's, else the first that is there

    Context &m_context;
    QString m_lab;
    QString m_vm;
    RuntimeActions m_actions;
    std::vector<VmRuntime *> m_runtimes;
    std::vector<VmRuntime::Look> m_looks; ///< while it is visible
    RuntimeList m_list = RuntimeList::Containers;
    std::array<RuntimeView *, 4> m_views = {};
    std::array<QPushButton *, 4> m_segments = {};
    QLineEdit *m_filter;
    ElidedLabel *m_state;
    QPushButton *m_pull;
    QPushButton *m_runPod;
    Banner *m_trouble; ///< what is wrong with a runtime; goes by itself
    Banner *m_banner;  ///< questions and failures of what was done
    PullBar *m_pullBar;
    QPointer<VmRuntime> m_pullInto; ///< as the bar says
    QStackedWidget *m_stack; ///< the four tables, then what there is to say instead
    QLabel *m_empty;
    QSplitter *m_splitter;
    RuntimeDetails *m_details;
    QTimer m_clock;
};

} // namespace hydra::ui
