// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cri/crictl_verbs.h"
#include "ui/containers/runtime_rows.h"
#include "ui/context.h"

namespace hydra::ui {

/// Actions on containers, pods and images: each is a job whose title has the words of its crictl
/// command. GUI thread. Signals may be emitted after the page was hidden; destroying this object
/// stops the signals, not the work.
class RuntimeActions : public QObject
{
    Q_OBJECT

public:
    explicit RuntimeActions(Context &context, QObject *parent = nullptr);

    /// The actions of a row's menu; none for events.
    [[nodiscard]] std::vector<ActionSpec> of(RuntimeList list, const RuntimeRow &row);
    /// Returns the job's number in JobList.
    int pull(VmRuntime &runtime, const QString &image);

Q_SIGNALS:
    /// Data may be lost: call RUN only once the user has pressed BUTTON.
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
    int start(VmRuntime &runtime, const QString &title, Work work,
              const std::function<void(const QString &)> &done = {});
    [[nodiscard]] std::function<void()> asking(VmRuntime &runtime, const QString &words,
                                               const QString &button, const QString &title,
                                               Work work);

    Context &m_context;
};

} // namespace hydra::ui
