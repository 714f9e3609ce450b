// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/vm/launch_plan.h"

#include <QObject>

#include <vector>

namespace hydra {

class KeeperClient;

/// Waits until other VMs' keepers have reported a phase, reconnecting as often as needed.
/// Event-loop thread. Emits `changed` when the set of missing ones shrinks, and once when it is
/// empty.
class DependencyWatch : public QObject
{
    Q_OBJECT

public:
    DependencyWatch(const std::vector<PlannedDependency> &after, QObject *parent = nullptr);
    ~DependencyWatch() override;

    /// For people: "waiting for host-vm (ssh)"; empty when nothing is missing.
    [[nodiscard]] QString words() const;

Q_SIGNALS:
    void changed();

private:
    void watch(const PlannedDependency &dependency);
    void satisfy(const PlannedDependency &dependency, KeeperClient *client);

    std::vector<PlannedDependency> m_missing;
};

} // namespace hydra
