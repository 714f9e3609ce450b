// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "keeper/client.h"
#include "vm/launch_plan.h"
#include "vm/vm_state.h"

#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

#include <memory>
#include <vector>

namespace hydra::test {

/// One VM of the fake QEMU with a real keeper around it, in a directory of its own. Whatever still
/// runs at the end is killed.
class FakeVm
{
public:
    explicit FakeVm(const QJsonObject &behaviour = {});
    ~FakeVm();

    LaunchPlan plan;

    /// One more attempt, tried after those there are.
    void addAttempt(const QString &accelerator, const QJsonObject &behaviour);
    void writePlan() const;
    /// Starts the keeper as a child of the test (launchKeeper's work, without its waiting).
    QProcess *startKeeper(const QStringList &more = {});
    [[nodiscard]] VmStatus status() const; ///< state.json
    [[nodiscard]] std::vector<qint64> qemus() const; ///< pids of this VM's fake QEMUs
    [[nodiscard]] QByteArray file(const QString &name) const; ///< of the state directory

private:
    QTemporaryDir m_dir;
    std::vector<std::unique_ptr<QProcess>> m_keepers;
};

} // namespace hydra::test
