// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/cri/pod_form.h"
#include "core/guest/guest_files.h"

#include <vector>

namespace hydra {

/// An environment variable of a workload that users may set.
struct WorkloadSetting {
    QString key;
    QString value; ///< the default
    QString help;
};

/// A pod of the smart-home library, compiled in from resources/workloads/NAME: crictl's two
/// configurations (pod.yaml, container.yaml), and what its image consists of.
struct Workload {
    QString name;
    QString title;
    QString description;
    /// The workload whose pod's address this one gets in a variable (BROKER for broker); empty:
    /// none.
    QString needs;
    QString image;        ///< including the tag; to be raised when `packages` or `files` change
    QStringList packages; ///< Debian's
    std::vector<GuestFile> files; ///< the image's own, on top of the packages
    std::vector<WorkloadSetting> settings;
    PodConfigs configs;
};

/// The label of a workload's pods; its value is the workload's name.
inline constexpr auto workloadLabel = "hydra.workload";

/// The whole library, those that others need first.
[[nodiscard]] const std::vector<Workload> &workloads();
/// NotFound lists the workloads that exist.
[[nodiscard]] Result<Workload> findWorkload(const QString &name);
/// Reads one directory of the library; fails when one of its files is wrong.
[[nodiscard]] Result<Workload> readWorkload(const QString &dir);

/// Options for running a workload.
struct WorkloadChoice {
    QString podName;      ///< empty: the workload's own
    QString namespace_;   ///< likewise
    QStringList settings; ///< KEY=VALUE
};
/// The workload's configurations with CHOICE applied. Invalid: an unknown setting, or an impossible
/// name. Pure.
[[nodiscard]] Result<PodConfigs> configsOf(const Workload &workload, const WorkloadChoice &choice);

/// The variable that tells a workload the address of the one it needs: BROKER. Pure.
[[nodiscard]] QString addressVariable(const Workload &workload);

} // namespace hydra
