// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "lab/run_pod.h"
#include "widgets/basics.h"

namespace hydra::ui {

/// One way of saying which pod shall be run: a page of RunPodDialog. What is typed stays until it is destroyed.
class PodSource : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    /// What is to be run; Invalid with words while something is missing or wrong, which the fields show, too.
    [[nodiscard]] virtual Result<PodRun> podRun() const = 0;
    /// The hydractl command that does the same in VM, for a shell such as bash.
    [[nodiscard]] virtual QString command(const QString &vm) const = 0;

Q_SIGNALS:
    void edited();
};

/// `hydractl crictl VM run` of two configurations that are in no file.
[[nodiscard]] QString runCommand(const QString &vm, const PodConfigs &configs, bool pull);

} // namespace hydra::ui
