// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "containers/runtime_rows.h"
#include "context.h"
#include "cri/crictl_verbs.h"

namespace hydra::ui {

/// What can be done to containers, pods and images: each as a job with the words of its crictl command. GUI thread.
/// Signals may come after the page that asked is hidden; this object's end drops them, not the work.
class RuntimeActions : public QObject
{
    Q_OBJECT

public:
    explicit RuntimeActions(Context &context, QObject *parent = nullptr);

    /// What the row's menu holds. Not for events.
    [[nodiscard]] std::vector<ActionSpec> of(RuntimeList list, const RuntimeRow &row);
    /// The job's number in JobList.
    int pull(VmRuntime &runtime, const QString &image);

Q_SIGNALS:
    /// Data may die: RUN does it once the user has pressed BUTTON.
    void questioned(const QString &words, const QString &button, const std::function<void()> &run);
    void failed(const hydra::Error &error);
    void runWanted(hydra::ui::VmRuntime &runtime, const QString &image);
    void pulled(int job);

private:
    using Work = std::function<Result<QString>(BlockingCri &)>;
    [[nodiscard]] std::vector<ActionSpec> ofContainer(const RuntimeRow &row);
    [[nodiscard]] std::vector<ActionSpec> ofPod(const RuntimeRow &row);
    [[nodiscard]] std::vector<ActionSpec> ofImage(const RuntimeRow &row);
    /// DONE may be null.
    int start(VmRuntime &runtime, const QString &title, Work work, const std::function<void(const QString &)> &done = {});
    [[nodiscard]] std::function<void()> asking(VmRuntime &runtime, const QString &words, const QString &button, const QString &title, Work work);

    Context &m_context;
};

} // namespace hydra::ui
