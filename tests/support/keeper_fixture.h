// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/console/channel.h"
#include "core/keeper_client/client.h"
#include "core/vm/launch_plan.h"
#include "core/vm/vm_state.h"

#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

#include <memory>
#include <vector>

namespace hydra::test {

/// One VM of the fake QEMU with a real keeper, in a directory of its own. The destructor kills
/// whatever still runs.
class FakeVm
{
public:
    explicit FakeVm(const QJsonObject &behaviour = {});
    ~FakeVm();

    LaunchPlan plan;

    /// Appends an attempt to the plan.
    void addAttempt(const QString &accelerator, const QJsonObject &behaviour);
    void writePlan() const;
    /// Starts the keeper as a child of the test, like launchKeeper, but without waiting for it.
    QProcess *startKeeper(const QStringList &more = {});
    [[nodiscard]] VmStatus status() const;                    ///< state.json
    [[nodiscard]] std::vector<qint64> qemus() const;          ///< pids of this VM's fake QEMUs
    [[nodiscard]] QByteArray file(const QString &name) const; ///< of the state directory

private:
    QTemporaryDir m_dir;
    std::vector<std::unique_ptr<QProcess>> m_keepers;
};

/// Behaviours of fake_qemu (see its source).
[[nodiscard]] QJsonObject bootingTo(const QString &text);
[[nodiscard]] QJsonObject booting();
[[nodiscard]] QJsonObject failing(const QString &when, const QString &how, int number,
                                  const QString &words = {});

/// A client that records what it receives.
struct Watcher {
    explicit Watcher(const FakeVm &vm) : client(vm.plan.controlSocket())
    {
        QObject::connect(&client, &KeeperClient::opened,
                         [this](const VmStatus &s) { seen.push_back(s); });
        QObject::connect(&client, &KeeperClient::statusChanged,
                         [this](const VmStatus &s) { seen.push_back(s); });
        QObject::connect(&client, &KeeperClient::closed, [this] { closed = true; });
        client.open();
    }
    [[nodiscard]] VmState state() const
    {
        return seen.empty() ? VmState::Unknown : seen.back().state;
    }

    std::vector<VmStatus> seen;
    bool closed = false;
    KeeperClient client;
};

/// A console's output: replay and live.
struct Screen {
    explicit Screen(const QString &socket) : channel(socket)
    {
        QObject::connect(&channel, &ConsoleChannel::opened, [this](int n) { boot = n; });
        QObject::connect(&channel, &ConsoleChannel::replay,
                         [this](const QByteArray &b) { bytes += b; });
        QObject::connect(&channel, &ConsoleChannel::live,
                         [this](const QByteArray &b) { bytes += b; });
        QObject::connect(&channel, &ConsoleChannel::closed, [this] { closed = true; });
        channel.open();
    }

    int boot = -1;
    QByteArray bytes;
    bool closed = false;
    ConsoleChannel channel;
};

/// BYTES of output, in which each line differs from all before.
[[nodiscard]] QByteArray floodOf(qint64 bytes);
/// Sends a request and waits for the reply (5 s).
[[nodiscard]] Result<QJsonObject> ask(KeeperClient &client, const QString &method,
                                      const QJsonObject &params = {});

} // namespace hydra::test

#define HYDRA_RUNNING(vm)                                                                          \
    QTRY_COMPARE_WITH_TIMEOUT(hydra::toString((vm).status().state),                                \
                              hydra::toString(hydra::VmState::Running), 10000)
