// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/workload/run_pod.h"
#include "ui/widgets/basics.h"

namespace hydra::ui {

/// One way to specify a pod to run: a page of RunPodDialog. Keeps its input until it is destroyed.
class PodSource : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    /// The pod to run; Invalid, with a message, while something is missing or wrong, which the
    /// fields show as well.
    [[nodiscard]] virtual Result<PodRun> podRun() const = 0;
    /// The equivalent hydractl command for VM, for a shell such as bash.
    [[nodiscard]] virtual QString command(const QString &vm) const = 0;

Q_SIGNALS:
    void edited();
};

/// `hydractl crictl VM run` for two configurations that are not in files.
[[nodiscard]] QString runCommand(const QString &vm, const PodConfigs &configs, bool pull);

} // namespace hydra::ui
