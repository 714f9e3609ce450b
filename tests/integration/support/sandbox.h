// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/outcome.h"
#include "support/running.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QTemporaryDir>

#include <chrono>
#include <memory>

namespace hydra::test {

/// A user of one's own: private configuration, state, cache and runtime directories (short, for unix
/// sockets) and the run's common image store. Runs the real hydractl. Its end is the end of every
/// process whose arguments name its directory, whatever the test did; where a test program was killed,
/// the next one does it.
class Sandbox
{
public:
    Sandbox();
    ~Sandbox();

    /// From now on an image store of one's own, with the run's built image in it.
    void useOwnStore();
    [[nodiscard]] QString images() const { return m_dataHome + QStringLiteral("/hydra/images"); }

    [[nodiscard]] QString root() const { return m_dir.path(); }
    [[nodiscard]] QString labFile(const QString &lab) const;
    [[nodiscard]] QString labState(const QString &lab) const;
    [[nodiscard]] QString vmState(const QString &vm) const; ///< LAB/VM
    /// What its programs are started with.
    [[nodiscard]] QProcessEnvironment environment() const;
    [[nodiscard]] QString runtime() const { return root() + QStringLiteral("/r/hydra"); }

    /// Runs hydractl to its end; the event loop goes on meanwhile. Killed at the end of PATIENCE.
    [[nodiscard]] Outcome hydractl(const QStringList &args, std::chrono::seconds patience = std::chrono::seconds(60));
    /// Runs any program so.
    [[nodiscard]] Outcome run(const QString &program, const QStringList &args,
                              std::chrono::seconds patience = std::chrono::seconds(60));
    /// SCRIPT in the guest's shell, through `hydractl shell`.
    [[nodiscard]] Outcome guest(const QString &vm, const QString &script,
                                std::chrono::seconds patience = std::chrono::seconds(60));
    /// hydractl in the background, with pipes.
    [[nodiscard]] std::unique_ptr<QProcess> start(const QStringList &args);

    /// The VM's entry of `list --format json`; empty when it is not there.
    [[nodiscard]] QJsonObject listed(const QString &vm);
    /// A JSON file of the VM's state directory, read without asking anybody.
    [[nodiscard]] QJsonObject stateJson(const QString &vm, const QString &file = QStringLiteral("state.json")) const;

    void writeLab(const QString &lab, const QString &yaml) const;
    [[nodiscard]] std::vector<Running> processes() const { return processesNaming(root()); }
    [[nodiscard]] std::vector<Running> qemus() const;
    [[nodiscard]] std::vector<Running> keepers() const;
    /// The ends of the VMs' logs, for a failed test.
    [[nodiscard]] QString logs() const;

private:
    QTemporaryDir m_dir;
    QString m_dataHome;
};

/// The directory that all runs share: the built image and the warm guest.
[[nodiscard]] QString guestStore();
[[nodiscard]] QByteArray contentOf(const QString &path);
/// Kills as `kill -9` does, and waits until it is gone. False when it was gone before.
bool killHard(const ProcessId &process);

} // namespace hydra::test
