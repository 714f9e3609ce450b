// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/workload/demo.h"

#include "core/cri/log_line.h"
#include "core/lab/create.h"
#include "core/lab/registry.h"
#include "core/process/run.h"
#include "core/reach/readiness.h"
#include "core/reach/ssh.h"

#include <QTimer>

#include <algorithm>

namespace hydra {
namespace {

constexpr int shownReadings = 3;
// Under emulation cloud-init may make the user minutes after containerd answers.
constexpr auto readingPatience = std::chrono::minutes(3);

// The last COUNT complete lines of the container's log, which only root may read in the guest.
Result<QList<QByteArray>> tailLog(const Environment &environment, const VmStatus &status,
                                  const QString &username, const QString &path, int count)
{
    const Command tail{
        .program = QStringLiteral("sudo"),
        .args = {QStringLiteral("tail"), QStringLiteral("-n"), QString::number(count), path}};
    const auto ssh = sshProgram(environment.paths, status.vm, username, status.ports, tail);
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
        if (const auto created = createLab(paths, {.name = name, .preset = name}); !created)
            return fail(created.error());
    }
    return loadTarget(paths, Target{.lab = name});
}

DemoPod::DemoPod(Environment environment, const VmStatus &status, QString username,
                 IfMissing ifMissing, Done done, QObject *parent)
    : QObject(parent), m_environment(std::move(environment)), m_status(status),
      m_username(std::move(username)), m_ifMissing(ifMissing), m_done(std::move(done))
{
}

void DemoPod::start()
{
    auto client = makeCriClient(criEndpoint(m_status));
    if (!client)
        return finish(fail(client.error()));
    m_cri = std::move(*client);
    // An emulated guest on a busy host starts pods slowly.
    m_cri->setDeadline(std::chrono::minutes(5));
    m_cri->listContainers([this](const Result<std::vector<CriContainer>> &containers) {
        if (containers)
            found(*containers);
        else
            finish(fail(containers.error()));
    });
}

void DemoPod::found(const std::vector<CriContainer> &containers)
{
    const auto runs =
        std::find_if(containers.begin(), containers.end(), [](const CriContainer &container) {
            return container.name == u"thermostat" && container.state == CriContainerState::Running;
        });
    if (runs != containers.end())
        inspect(runs->id);
    else if (m_ifMissing == IfMissing::Run)
        run();
    else
        finish(fail(ErrorCode::NotFound, QStringLiteral("no thermostat runs here"),
                    m_status.vm.toString(), QStringLiteral("run it with `hydractl demo`")));
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
        m_patience.setRemainingTime(readingPatience);
        readLog();
    });
}

void DemoPod::readLog()
{
    auto work = [environment = m_environment, status = m_status, username = m_username,
                 path = m_report.container.logPath](const JobContext &) {
        return tailLog(environment, status, username, path, shownReadings);
    };
    m_reading = std::make_unique<Job<QList<QByteArray>>>(
        work, [this](const Result<QList<QByteArray>> &lines) {
            if (lines && lines->size() >= shownReadings) {
                m_report.readings = *lines;
                return finish(m_report);
            }
            if (!m_patience.hasExpired())
                return QTimer::singleShot(std::chrono::seconds(1), this, &DemoPod::readLog);
            finish(lines ? fail(ErrorCode::TimedOut,
                                QStringLiteral("the thermostat printed too few readings"),
                                m_status.vm.toString())
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
