// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "cri/pod_form.h"
#include "guest/guest_files.h"

#include <vector>

namespace hydra {

/// A variable of a workload's environment that people may set.
struct WorkloadSetting {
    QString key;
    QString value; ///< unless it is set
    QString help;
};

/// A pod of the smart-home library, compiled in from resources/workloads/NAME: crictl's two configurations
/// (pod.yaml, container.yaml), and what its image is made of.
struct Workload {
    QString name;
    QString title;
    QString description;
    QString needs; ///< a workload whose pod's address it gets in a variable, BROKER for broker; empty: none
    QString image; ///< with a tag; whoever changes `packages` or `files` raises it
    QStringList packages;         ///< Debian's
    std::vector<GuestFile> files; ///< the image's own, above the packages'
    std::vector<WorkloadSetting> settings;
    PodConfigs configs;
};

/// The label of a workload's pods; its value is the workload's name.
inline constexpr auto workloadLabel = "hydra.workload";

/// All of the library, what others need first.
[[nodiscard]] const std::vector<Workload> &workloads();
/// NotFound names those there are.
[[nodiscard]] Result<Workload> findWorkload(const QString &name);
/// One directory of the library. Fails for what is wrong in its files.
[[nodiscard]] Result<Workload> readWorkload(const QString &dir);

/// How a workload is to be run.
struct WorkloadChoice {
    QString podName;    ///< empty: as the workload has it
    QString namespace_; ///< the same
    QStringList settings; ///< KEY=VALUE
};
/// Its configurations as chosen. Invalid: a setting it does not have, or a name that cannot be one. Pure.
[[nodiscard]] Result<PodConfigs> configsOf(const Workload &workload, const WorkloadChoice &choice);

/// The variable by which a workload learns the address of what it needs: BROKER. Pure.
[[nodiscard]] QString addressVariable(const Workload &workload);

} // namespace hydra
