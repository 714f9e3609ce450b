// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "vm/launch_plan.h"

#include <QObject>

#include <vector>

namespace hydra {

class KeeperClient;

/// Waits until other VMs' keepers say that a phase was reached, however often those come and go.
/// Event-loop thread. `changed` when the set of the missing shrinks, and once when it is empty.
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
