// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/atomic_file.h"
#include "tests/support/fake_runtime.h"
#include "tests/support/places.h"
#include "tests/ui/window/house.h"

#include <QJsonDocument>
#include <QProcess>

namespace hydra::ui {

/// A VM that seems to run: fake_keeper, with a protocol that nobody speaks, holds its lock, so
/// clients rely on its state.json. Its containerd is RUNTIME.
class RunningVm
{
public:
    RunningVm(const House &house, VmRef vm, const hydra::test::FakeRuntime &runtime)
        : m_dir(house.paths().vmState(vm)), m_vm(std::move(vm)), m_port(runtime.port())
    {
        QDir().mkpath(m_dir);
        QDir().mkpath(house.paths().vmRuntime(m_vm));
        become(VmState::Running);
        m_keeper.start(test::testPath("fake_keeper"),
                       {m_dir, house.paths().vmRuntime(m_vm), QStringLiteral("0")});
        if (!QTest::qWaitFor([this] { return m_keeper.canReadLine(); }, 30000))
            qFatal("fake_keeper does not start");
    }
    ~RunningVm()
    {
        m_keeper.kill();
        m_keeper.waitForFinished(5000);
    }
    void become(VmState state)
    {
        VmStatus status;
        status.vm = m_vm;
        status.state = state;
        status.phase = Phase::Ready;
        if (const auto id = identify(m_keeper.processId()); m_keeper.processId() != 0 && id)
            status.keeper = *id;
        PlannedPort port;
        port.role = QStringLiteral("containerd");
        port.hostPort = m_port;
        PlannedPort ssh;
        ssh.role = QStringLiteral("ssh");
        ssh.hostPort = 1;
        status.ports = {port, ssh};
        if (!writeFileAtomically(m_dir + QStringLiteral("/state.json"),
                                 QJsonDocument(toJson(status)).toJson()))
            qFatal("cannot write the state");
    }

private:
    QString m_dir;
    VmRef m_vm;
    quint16 m_port;
    QProcess m_keeper;
};

} // namespace hydra::ui
