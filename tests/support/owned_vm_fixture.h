// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/atomic_file.h"
#include "core/keeper/owned_vm.h"
#include "tests/support/fake_hypervisor.h"

#include <QTemporaryDir>

namespace hydra::test {

/// What the keeper's parts share, in a directory of its own and without a keeper around it.
struct OwnedVmFixture {
    OwnedVmFixture() : vm(planIn(dir.path()), [this](const QByteArray &told) { messages << told; })
    {
        if (!makePrivateDir(vm.plan.stateDir) || !makePrivateDir(vm.plan.runtimeDir))
            qFatal("no directory");
    }

    static LaunchPlan planIn(const QString &directory)
    {
        LaunchPlan plan;
        plan.vm = {QStringLiteral("lab"), QStringLiteral("vm")};
        plan.backend = QStringLiteral("krunkit");
        plan.stateDir = directory + QStringLiteral("/state");
        plan.runtimeDir = directory + QStringLiteral("/run");
        plan.attempts = {{.accelerator = QStringLiteral("hvf")},
                         {.accelerator = QStringLiteral("tcg")}};
        return plan;
    }

    /// A run of a fake hypervisor, as far as HAS_BEGUN says; the fixture's VM owns it.
    FakeHypervisor &run(bool hasBegun,
                        const Capabilities &capabilities = {.gracefulShutdown = true})
    {
        auto made = std::make_unique<FakeHypervisor>(capabilities);
        FakeHypervisor &hypervisor = *made;
        vm.run = std::make_unique<VmRun>(std::move(made), std::vector<ConsoleServer *>(), 0);
        vm.run->go();
        if (hasBegun) {
            hypervisor.state = RunState::Running;
            vm.run->noteBegun();
            vm.record.update([](VmStatus &status) { status.state = VmState::Running; });
        }
        hypervisor.told.clear();
        return hypervisor;
    }

    QTemporaryDir dir;
    QList<QByteArray> messages;
    OwnedVm vm;
};

} // namespace hydra::test
