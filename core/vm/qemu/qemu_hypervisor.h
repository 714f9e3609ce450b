// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/process/held_process.h"
#include "core/vm/hypervisor.h"
#include "core/vm/qemu/qmp_client.h"

#include <QTimer>

#include <memory>

namespace hydra {

[[nodiscard]] Capabilities qemuCapabilities();

/// QEMU as a Hypervisor: its process and its QMP link (qemu-qmp-ref(7)). QMP serves one client.
class QemuHypervisor : public Hypervisor
{
    Q_OBJECT

public:
    explicit QemuHypervisor(const LaunchPlan &plan, QObject *parent = nullptr);
    ~QemuHypervisor() override;

    [[nodiscard]] const Capabilities &capabilities() const override { return m_capabilities; }
    [[nodiscard]] std::optional<ProcessId> launchHeld(const LaunchAttempt &attempt,
                                                      const std::vector<int> &passed) override;
    void go() override;
    void adopt(const ProcessId &id) override;
    [[nodiscard]] bool isLinked() const override { return m_qmp != nullptr; }
    [[nodiscard]] bool isEnding() const override { return m_isEnding; }
    [[nodiscard]] QmpClient *qmp() const override { return m_qmp; }
    void queryState(std::function<void(const Result<RunState> &)> done) override;
    void queryDisks(std::function<void(const Result<DiskTraffic> &)> done) override;
    void resume(Done done) override;
    void pause(Done done) override;
    void reset(Done done) override;
    void pressPowerButton(Done done) override;
    void quit() override;
    void forceEnd() override;
    void moveConsole(const QString &console, const QString &socket, const QString &logFile,
                     Done done) override;

private:
    void link();
    void onReady();
    void onClosed(const Error &why);
    void onEvent(const QString &name, const QJsonObject &data);
    void tell(const QString &command, Done done, const QJsonObject &arguments = {});
    void query(const QString &command, const QJsonObject &arguments, QmpClient::Reply reply);
    void onProcessEnded(const std::optional<ProcessExit> &exit);
    void finish();

    QString m_socket;
    QString m_stateDir;
    Capabilities m_capabilities = qemuCapabilities();
    std::unique_ptr<HeldProcess> m_process; ///< only if this keeper started it
    std::unique_ptr<ProcessWatch> m_watch;
    std::optional<ProcessId> m_id;
    QmpClient *m_connecting = nullptr;
    QmpClient *m_qmp = nullptr; ///< null or ready
    QTimer m_relink;
    std::chrono::milliseconds m_pause; ///< before the next attempt to link
    QTimer m_settle;                   ///< QMP's last events may still be in its socket
    EndFacts m_facts;
    QString m_outputFile;
    qint64 m_outputStart = 0;
    bool m_isEnding = false;
    bool m_isOver = false;
};

} // namespace hydra
