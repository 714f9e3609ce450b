// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/integration/support/outcome.h"
#include "tests/integration/support/running.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QTemporaryDir>

#include <chrono>
#include <memory>

namespace hydra::test {

/// A user's environment: private configuration, state, cache and runtime directories (short, for
/// unix sockets) and the run's shared image store. Runs the real hydractl. The destructor kills
/// every process whose arguments contain its directory; after a killed test program, the next one
/// does it.
class Sandbox
{
public:
    Sandbox();
    ~Sandbox();

    /// Switches to an image store of its own, with the run's built image in it.
    void useOwnStore();
    [[nodiscard]] QString images() const { return m_dataHome + QStringLiteral("/hydra/images"); }

    [[nodiscard]] QString root() const { return m_dir.path(); }
    [[nodiscard]] QString labFile(const QString &lab) const;
    [[nodiscard]] QString labState(const QString &lab) const;
    [[nodiscard]] QString vmState(const QString &vm) const; ///< LAB/VM
    /// The environment of its programs.
    [[nodiscard]] QProcessEnvironment environment() const;
    [[nodiscard]] QString runtime() const { return root() + QStringLiteral("/r/hydra"); }

    /// Runs hydractl and waits in the event loop; kills it after PATIENCE.
    [[nodiscard]] Outcome hydractl(const QStringList &args,
                                   std::chrono::seconds patience = std::chrono::seconds(60));
    /// The same for any program.
    [[nodiscard]] Outcome run(const QString &program, const QStringList &args,
                              std::chrono::seconds patience = std::chrono::seconds(60));
    /// Runs SCRIPT in the guest's shell, through `hydractl shell`.
    [[nodiscard]] Outcome guest(const QString &vm, const QString &script,
                                std::chrono::seconds patience = std::chrono::seconds(60));
    /// Starts hydractl in the background, with pipes.
    [[nodiscard]] std::unique_ptr<QProcess> start(const QStringList &args);

    /// The VM's entry in `list --format json`; empty if there is none.
    [[nodiscard]] QJsonObject listed(const QString &vm);
    /// A JSON file in the VM's state directory, read directly.
    [[nodiscard]] QJsonObject stateJson(const QString &vm,
                                        const QString &file = QStringLiteral("state.json")) const;

    void writeLab(const QString &lab, const QString &yaml) const;
    [[nodiscard]] std::vector<Running> processes() const { return processesNaming(root()); }
    [[nodiscard]] std::vector<Running> qemus() const;
    [[nodiscard]] std::vector<Running> keepers() const;
    /// The ends of the VMs' logs, for a failed test's message.
    [[nodiscard]] QString logs() const;

private:
    QTemporaryDir m_dir;
    QString m_dataHome;
};

/// The directory shared by all runs: the built image and the warm guest.
[[nodiscard]] QString guestStore();
[[nodiscard]] QByteArray contentOf(const QString &path);
/// Sends SIGKILL and waits for the end. False when the process had ended before.
bool killHard(const ProcessId &process);

} // namespace hydra::test
