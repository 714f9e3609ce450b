// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/containers/runtime_actions.h"
#include "ui/containers/runtime_view.h"
#include "ui/models/vm_runtime.h"
#include "ui/widgets/basics.h"

#include <QLineEdit>
#include <QStackedWidget>

#include <array>

class QSplitter;

namespace hydra::ui {

class ElidedLabel;
class PullBar;
class RuntimeDetails;

/// Containers, pods, images and events of one VM, or of all VMs of a lab in one table. Follows the
/// runtimes while visible; when hidden it sends no requests.
class ContainersPage : public QWidget
{
    Q_OBJECT

public:
    /// VM empty: all VMs of the lab.
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
    void askToRun(VmRuntime &runtime, const QString &image); ///< image empty: the user chooses
    void ask(const QString &words, const QString &button, const std::function<void()> &run);
    [[nodiscard]] RuntimeView &view() { return *m_views[size_t(m_list)]; }
    [[nodiscard]] QString stateWords() const;
    [[nodiscard]] QString troubleWords() const;
    [[nodiscard]] QString rawTroubles() const; ///< raw error texts, for "Details"
    [[nodiscard]] QString emptyWords();
    [[nodiscard]] VmRuntime *
    target(); ///< of what has no row: the selected row's, else the first that is there

    Context &m_context;
    QString m_lab;
    QString m_vm;
    RuntimeActions m_actions;
    std::vector<VmRuntime *> m_runtimes;
    std::vector<VmRuntime::Look> m_looks; ///< held while visible
    RuntimeList m_list = RuntimeList::Containers;
    std::array<RuntimeView *, 4> m_views = {};
    std::array<QPushButton *, 4> m_segments = {};
    QLineEdit *m_filter;
    ElidedLabel *m_state;
    QPushButton *m_pull;
    QPushButton *m_runPod;
    Banner *m_trouble; ///< a runtime's trouble; disappears by itself
    Banner *m_banner;  ///< questions, and failures of actions
    PullBar *m_pullBar;
    QPointer<VmRuntime> m_pullInto; ///< the target shown in the pull bar
    QStackedWidget *m_stack;        ///< the four tables, and the page shown when empty
    QLabel *m_empty;
    QSplitter *m_splitter;
    RuntimeDetails *m_details;
    QTimer m_clock;
};

} // namespace hydra::ui
