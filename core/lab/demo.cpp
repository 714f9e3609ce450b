// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "lab/demo.h"

#include "cri/log_line.h"
#include "lab/create.h"
#include "lab/readiness.h"
#include "lab/registry.h"
#include "lab/ssh.h"
#include "process/run.h"

#include <QTimer>

#include <algorithm>

namespace hydra {
namespace {

constexpr int maxAttempts = 30; // one a second: a pod's first lines take a while under emulation

// The last COUNT lines of the container's log that are complete. The log is root's in the guest.
Result<QList<QByteArray>> tailLog(const Environment &environment, const VmStatus &status, const QString &username,
                                  const QString &path, int count)
{
    const QStringList words{QStringLiteral("sudo"), QStringLiteral("tail"), QStringLiteral("-n"),
                            QString::number(count), path};
    const auto ssh = sshCommand(environment.paths, status.vm, username, status.ports, words);
    if (!ssh)
        return fail(ssh.error());
    const auto result = run(*ssh);
    if (!result)
        return fail(result.error());
    QList<QByteArray> readings;
    CriLogParser parser;
    for (const CriLogLine &line : parser.add(result->output))
        readings << line.text;
    return readings;
}

} // namespace

Result<LoadedTarget> ensureDemoLab(const Paths &paths)
{
    const QString name = QStringLiteral("demo");
    if (!findLab(paths, name)) {
        if (const auto created = createLab(paths, {name, name, {}, {}}); !created)
            return fail(created.error());
    }
    return loadTarget(paths, Target{name, {}, {}});
}

DemoPod::DemoPod(Environment environment, const VmStatus &status, QString username, int readings, Done done,
                 QObject *parent)
    : QObject(parent), m_environment(std::move(environment)), m_status(status), m_username(std::move(username)),
      m_readings(readings), m_done(std::move(done))
{
}

void DemoPod::start()
{
    auto client = makeCriClient(criEndpoint(m_status));
    if (!client)
        return finish(fail(client.error()));
    m_cri = std::move(*client);
    m_cri->setDeadline(std::chrono::seconds(60)); // the first pod starts slowly under emulation
    m_cri->listContainers([this](const Result<std::vector<CriContainer>> &containers) {
        if (containers)
            found(*containers);
        else
            finish(fail(containers.error()));
    });
}

void DemoPod::found(const std::vector<CriContainer> &containers)
{
    const auto runs = std::find_if(containers.begin(), containers.end(), [](const CriContainer &container) {
        return container.name == u"thermostat" && container.state == CriContainerState::Running;
    });
    if (runs != containers.end())
        inspect(runs->id);
    else
        run();
}

void DemoPod::run()
{
    CriPodSpec pod;
    pod.name = QStringLiteral("thermostat");
    pod.uid = randomId();
    pod.containerName = QStringLiteral("thermostat");
    pod.image = QString::fromLatin1(demoImage);
    m_cri->runPod(pod, [this](const Result<QString> &id) {
        if (id)
            inspect(*id);
        else
            finish(fail(id.error()));
    });
}

void DemoPod::inspect(const QString &containerId)
{
    m_cri->containerStatus(containerId, [this](const Result<CriContainerStatus> &status) {
        if (!status)
            return finish(fail(status.error()));
        m_report.container = *status;
        readLog();
    });
}

void DemoPod::readLog()
{
    auto work = [environment = m_environment, status = m_status, username = m_username,
                 path = m_report.container.logPath, count = m_readings](const JobContext &) {
        return tailLog(environment, status, username, path, count);
    };
    m_reading = std::make_unique<Job<QList<QByteArray>>>(work, [this](const Result<QList<QByteArray>> &lines) {
        if (lines && lines->size() >= m_readings) {
            m_report.readings = *lines;
            return finish(m_report);
        }
        if (++m_attempts < maxAttempts)
            return QTimer::singleShot(std::chrono::seconds(1), this, &DemoPod::readLog);
        finish(lines ? fail(ErrorCode::TimedOut, QStringLiteral("the thermostat printed too few readings"), m_status.vm.toString())
                     : fail(lines.error()));
    });
}

void DemoPod::finish(Result<DemoReport> result)
{
    const Done done = std::exchange(m_done, nullptr);
    if (done)
        done(std::move(result));
}

} // namespace hydra
