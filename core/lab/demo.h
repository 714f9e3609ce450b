// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cri/client.h"
#include "lab/load.h"
#include "lab/vm_link.h"

#include <QJsonObject>

namespace hydra {

/// The demo is a lab like any other: its file is made from the preset once and may be edited.
[[nodiscard]] Result<LoadedTarget> ensureDemoLab(const Paths &paths);

/// What the demo shows: the thermostat's container and some of its readings, newest last.
struct DemoReport {
    CriContainerStatus container;
    QList<QByteArray> readings; ///< each one JSON object, as the container printed it
};

/// Runs the thermostat pod in a VM whose CRI is ready, unless it runs already, and reads its
/// container's state and log. Event-loop thread; DONE comes once.
class DemoPod : public QObject
{
    Q_OBJECT

public:
    using Done = std::function<void(Result<DemoReport>)>;

    DemoPod(Environment environment, const VmStatus &status, QString username, int readings, Done done,
            QObject *parent = nullptr);
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
    int m_readings;
    Done m_done;
    DemoReport m_report;
    int m_attempts = 0;
    std::unique_ptr<CriClient> m_cri;
    std::unique_ptr<JobBase> m_reading;
};

inline constexpr const char *demoImage = "localhost/hydra/thermostat:1";

} // namespace hydra
