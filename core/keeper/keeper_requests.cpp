// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "keeper/keeper.h"

#include "keeper/dependency_watch.h"
#include "keeper/phases.h"
#include "keeper/probe.h"
#include "keeper/silence_watch.h"
#include "keeper/webhook.h"
#include "process/usage.h"

#include <QDateTime>
#include <QJsonArray>
#include <QPointer>

#include <algorithm>

namespace hydra {
namespace {

constexpr auto kQuitPatience = std::chrono::milliseconds(500);

tl::unexpected<Error> notRunning()
{
    return fail(ErrorCode::Conflict, QStringLiteral("the VM is not running"));
}

} // namespace

std::map<QString, ControlServer::Handler> Keeper::handlers()
{
    using Reply = ControlServer::Reply;
    const auto plain = [this](const char *qmp) {
        return [this, qmp](const QJsonObject &, const Reply &reply) { command(QLatin1String(qmp), reply); };
    };
    return {
        {QStringLiteral("state"),
         [this](const QJsonObject &, const Reply &reply) {
             reply(QJsonObject{{QStringLiteral("vm"), toJson(m_status)}});
         }},
        {QStringLiteral("powerdown"),
         [this](const QJsonObject &params, const Reply &reply) { powerdown(params, reply); }},
        {QStringLiteral("kill"), [this](const QJsonObject &, const Reply &reply) { kill(reply); }},
        {QStringLiteral("pause"), plain("stop")},
        {QStringLiteral("resume"), plain("cont")},
        {QStringLiteral("restart"), plain("system_reset")},
        {QStringLiteral("stats"), [this](const QJsonObject &, const Reply &reply) { stats(reply); }},
        {QStringLiteral("forwards"),
         [this](const QJsonObject &, const Reply &reply) {
             reply(QJsonObject{{QStringLiteral("forwards"), toJson(m_status)[QStringLiteral("ports")]}});
         }},
        {QStringLiteral("report_phase"),
         [this](const QJsonObject &params, const Reply &reply) { reportPhase(params, reply); }},
        {QStringLiteral("qmp"),
         [this](const QJsonObject &params, const Reply &reply) { passThrough(params, reply); }},
        {QStringLiteral("guest_exec"),
         [this](const QJsonObject &params, const Reply &reply) { guestExec(params, reply); }},
        {QStringLiteral("set_clock"),
         [this](const QJsonObject &, const Reply &reply) {
             setClock([reply](const Result<void> &set) { set ? reply(QJsonObject()) : reply(fail(set.error())); });
         }},
        {QStringLiteral("snapshot"),
         [this](const QJsonObject &params, const Reply &reply) { snapshot(params, reply); }},
        {QStringLiteral("shutdown"),
         [this](const QJsonObject &, const Reply &reply) {
             if (!m_finished)
                 return reply(fail(ErrorCode::Conflict, QStringLiteral("the VM has not ended"), {},
                                   QStringLiteral("stop it first")));
             reply(QJsonObject());
         }},
    };
}

void Keeper::powerdown(const QJsonObject &params, const ControlServer::Reply &reply)
{
    if (m_finished)
        return reply(notRunning());
    if (!m_run) {
        reply(QJsonObject());
        return finish(VmState::Stopped, QStringLiteral("not started, by request"));
    }
    if (!m_begun || !m_run->qmp())
        return kill(reply); // no guest yet that could hear of it
    m_powerdownAsked = true;
    m_run->setAsked(m_killAsked, true);
    say(QStringLiteral("the power button is pressed"));
    if (m_status.state == VmState::Paused)
        m_run->qmp()->execute(QStringLiteral("cont"));
    m_run->qmp()->execute(QStringLiteral("system_powerdown"));
    update([](VmStatus &status) {
        status.state = VmState::Stopping;
        status.reason = QStringLiteral("asked to shut down");
    });
    const int seconds = params[QStringLiteral("timeout_s")].toInt(protocol::kDefaultPowerdownSeconds);
    m_powerdownTimer.start(std::chrono::seconds(std::clamp(seconds, 0, 86400)));
    reply(QJsonObject()); // last: who has it knows that the VM is stopping
}

void Keeper::onPowerdownIgnored()
{
    if (!m_run || m_run->isEnding() || m_killAsked || m_status.state != VmState::Stopping)
        return;
    m_powerdownAsked = false;
    m_run->setAsked(false, false);
    const QString reason = QStringLiteral("the guest ignores the power button; use --force");
    say(reason);
    update([&reason](VmStatus &status) {
        status.state = VmState::Running;
        status.reason = reason;
    });
}

// QEMU may flush its disks first, but not for long.
void Keeper::kill(const ControlServer::Reply &reply)
{
    if (m_finished)
        return reply(notRunning());
    reply(QJsonObject());
    if (!m_run)
        return finish(VmState::Stopped, QStringLiteral("not started, by request"));
    say(QStringLiteral("killed by request"));
    m_killAsked = true;
    m_run->setAsked(true, m_powerdownAsked);
    update([](VmStatus &status) {
        status.state = VmState::Stopping;
        status.reason = QStringLiteral("being killed");
    });
    if (!m_run->qmp())
        return m_run->forceEnd();
    m_run->qmp()->execute(QStringLiteral("quit"));
    QTimer::singleShot(kQuitPatience, m_run.get(), [run = m_run.get()] { run->forceEnd(); });
}

void Keeper::command(const QString &qmpCommand, const ControlServer::Reply &reply)
{
    if (!m_run || !m_run->qmp() || !m_begun)
        return reply(notRunning());
    m_run->qmp()->execute(qmpCommand, {}, [reply](const Result<QJsonValue> &result) {
        if (result)
            reply(QJsonObject());
        else
            reply(fail(result.error()));
    });
}

void Keeper::stats(const ControlServer::Reply &reply)
{
    if (!m_run || !m_run->qmp() || !m_status.vmProcess)
        return reply(notRunning());
    const ProcessUsage usage = usageOf(*m_status.vmProcess);
    qint64 consoleBytes = 0;
    for (const auto &console : m_consoles)
        consoleBytes += console->receivedBytes();
    QJsonObject json{
        {QStringLiteral("uptime_s"), (QDateTime::currentMSecsSinceEpoch() - m_status.startedAtMs) / 1000},
        {QStringLiteral("cpu_ms"), usage.cpuMs},
        {QStringLiteral("rss_bytes"), usage.rssBytes},
        {QStringLiteral("console_bytes"), consoleBytes}};
    m_run->qmp()->execute(QStringLiteral("query-blockstats"), {}, [reply, json](const Result<QJsonValue> &result) {
        if (!result)
            return reply(fail(result.error()));
        qint64 read = 0, written = 0;
        for (const QJsonValue &disk : result->toArray()) {
            read += disk[QStringLiteral("stats")][QStringLiteral("rd_bytes")].toInteger();
            written += disk[QStringLiteral("stats")][QStringLiteral("wr_bytes")].toInteger();
        }
        QJsonObject all = json;
        all[QStringLiteral("disk_read_bytes")] = read;
        all[QStringLiteral("disk_written_bytes")] = written;
        reply(all);
    });
}

void Keeper::reportPhase(const QJsonObject &params, const ControlServer::Reply &reply)
{
    const auto phase = phaseFromString(params[QStringLiteral("phase")].toString());
    if (!phase || *phase == Phase::None || *phase == Phase::Ready)
        return reply(fail(ErrorCode::Invalid, QStringLiteral("no such phase to report")));
    if (params[QStringLiteral("boot_id")].toString() != m_status.bootId || !m_run || !m_begun)
        return reply(fail(ErrorCode::Conflict, QStringLiteral("that boot is over")));
    if (!wasReached(m_status, *phase))
        notePhase(*phase);
    reply(QJsonObject());
}

void Keeper::passThrough(const QJsonObject &params, const ControlServer::Reply &reply)
{
    const QString name = params[QStringLiteral("execute")].toString();
    if (name.isEmpty())
        return reply(fail(ErrorCode::Invalid, QStringLiteral("'execute' is missing")));
    if (!m_run || !m_run->qmp())
        return reply(notRunning());
    m_run->qmp()->execute(name, params[QStringLiteral("arguments")].toObject(),
                          [reply](const Result<QJsonValue> &result) {
                              if (result)
                                  reply(QJsonObject{{QStringLiteral("return"), *result}});
                              else
                                  reply(fail(result.error()));
                          });
}

} // namespace hydra
