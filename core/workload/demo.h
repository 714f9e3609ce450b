// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cri/client.h"
#include "core/lab/load.h"
#include "core/reach/vm_link.h"

#include <QDeadlineTimer>
#include <QJsonObject>

namespace hydra {

/// Loads the demo, a lab like any other: its file is created from the preset once and may be
/// edited.
[[nodiscard]] Result<LoadedTarget> ensureDemoLab(const Paths &paths);

/// What the demo shows: the thermostat's container and some of its readings, newest last.
struct DemoReport {
    CriContainerStatus container;
    QList<QByteArray> readings; ///< each one JSON object, as the container printed it
};

/// The thermostat pod in a VM whose CRI is ready: reads its container's state and its last
/// readings, which it awaits for some minutes: the CRI may be ready well before sshd knows the
/// user. Event-loop thread; DONE is called once.
class DemoPod : public QObject
{
    Q_OBJECT

public:
    using Done = std::function<void(Result<DemoReport>)>;
    /// What to do where no thermostat runs: NotFound, for those who only look, or run it.
    enum class IfMissing { Fail, Run };

    DemoPod(Environment environment, const VmStatus &status, QString username, IfMissing ifMissing,
            Done done, QObject *parent = nullptr);
    void start();

private:
    void found(const std::vector<CriContainer> &containers);
    void run();
    void inspect(const QString &containerId);
    void readLog();
    void finish(Result<DemoReport> result);

    Environment m_environment;
    VmStatus m_status;
    QString m_username;
    IfMissing m_ifMissing;
    Done m_done;
    DemoReport m_report;
    QDeadlineTimer m_patience; ///< for readings; starts with the first look at the log
    std::unique_ptr<CriClient> m_cri;
    std::unique_ptr<JobBase> m_reading;
};

inline constexpr const char *demoImage = "localhost/hydra/thermostat:1";

} // namespace hydra
