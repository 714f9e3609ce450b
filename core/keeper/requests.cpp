// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/keeper/requests.h"

#include "core/process/usage.h"
#include "core/vm/qemu/qmp_client.h"

#include <QDateTime>
#include <QJsonArray>

#include <algorithm>

namespace hydra {
namespace {

using Reply = ControlServer::Reply;

QStringList stringList(const QJsonValue &array)
{
    QStringList list;
    for (const QJsonValue &value : array.toArray())
        list << value.toString();
    return list;
}

QString base64Text(const QByteArray &bytes)
{
    return QString::fromLatin1(bytes.toBase64());
}

void replyWithStats(OwnedVm &vm, const Reply &reply)
{
    const VmStatus &status = vm.status();
    if (!vm.linked() || !status.vmProcess)
        return reply(notRunning());
    const ProcessUsage usage = usageOf(*status.vmProcess);
    const qint64 nowMs = QDateTime::currentMSecsSinceEpoch();
    QJsonObject json{{QStringLiteral("uptime_s"), (nowMs - status.startedAtMs) / 1000},
                     {QStringLiteral("cpu_ms"), usage.cpuMs},
                     {QStringLiteral("rss_bytes"), usage.rssBytes},
                     {QStringLiteral("console_bytes"), vm.consoleBytes()}};
    vm.linked()->queryDisks([reply, json](const Result<DiskTraffic> &traffic) {
        if (!traffic)
            return reply(fail(traffic.error()));
        QJsonObject all = json;
        all[QStringLiteral("disk_read_bytes")] = traffic->read;
        all[QStringLiteral("disk_written_bytes")] = traffic->written;
        reply(all);
    });
}

void notePhase(OwnedVm &vm, BootWatch &boot, const QJsonObject &params, const Reply &reply)
{
    const auto phase = phaseFromString(params[QStringLiteral("phase")].toString());
    if (!phase || *phase == Phase::None || *phase == Phase::Ready)
        return reply(fail(ErrorCode::Invalid, QStringLiteral("no such phase to report")));
    if (params[QStringLiteral("boot_id")].toString() != vm.status().bootId || !vm.hasBegun())
        return reply(fail(ErrorCode::Conflict, QStringLiteral("that boot is over")));
    if (!wasReached(vm.status(), *phase))
        boot.note(*phase);
    reply(QJsonObject());
}

void passToQmp(OwnedVm &vm, const QJsonObject &params, const Reply &reply)
{
    const QString name = params[QStringLiteral("execute")].toString();
    if (name.isEmpty())
        return reply(fail(ErrorCode::Invalid, QStringLiteral("'execute' is missing")));
    if (!vm.qmp())
        return reply(notRunning());
    vm.qmp()->execute(name, params[QStringLiteral("arguments")].toObject(),
                      [reply](const Result<QJsonValue> &result) {
                          if (result)
                              reply(QJsonObject{{QStringLiteral("return"), *result}});
                          else
                              reply(fail(result.error()));
                      });
}

GuestCommand guestCommandOf(const QJsonObject &params)
{
    GuestCommand command;
    command.path = params[QStringLiteral("path")].toString();
    command.args = stringList(params[QStringLiteral("args")]);
    command.env = stringList(params[QStringLiteral("env")]);
    command.input = QByteArray::fromBase64(params[QStringLiteral("input")].toString().toLatin1());
    command.timeout =
        std::chrono::seconds(std::clamp(params[QStringLiteral("timeout_s")].toInt(30), 1, 3600));
    return command;
}

void replyWithExit(const Result<GuestExit> &exit, const Reply &reply)
{
    if (!exit)
        return reply(fail(exit.error()));
    reply(QJsonObject{{QStringLiteral("exit_code"), exit->code},
                      {QStringLiteral("output"), base64Text(exit->output)},
                      {QStringLiteral("error_output"), base64Text(exit->errorOutput)}});
}

void runInGuest(OwnedVm &vm, const QJsonObject &params, const Reply &reply)
{
    if (!vm.hasBegun())
        return reply(notRunning());
    GuestCommand command = guestCommandOf(params);
    if (command.path.isEmpty())
        return reply(fail(ErrorCode::Invalid, QStringLiteral("'path' is missing")));
    if (params[QStringLiteral("wait")].toBool(true))
        return vm.agent.run(std::move(command),
                            [reply](const Result<GuestExit> &exit) { replyWithExit(exit, reply); });
    vm.agent.start(std::move(command), [reply](const Result<QJsonValue> &pid) {
        pid ? reply(QJsonObject{{QStringLiteral("pid"), *pid}}) : reply(fail(pid.error()));
    });
}

std::map<QString, ControlServer::Handler> networkHandlers(LabPort &port)
{
    using Params = QJsonObject;
    const auto withParams = [&port](void (LabPort::*act)(const Params &, const Reply &)) {
        return
            [&port, act](const Params &params, const Reply &reply) { (port.*act)(params, reply); };
    };
    return {
        {QStringLiteral("network"),
         [&port](const Params &, const Reply &reply) { port.describe(reply); }},
        {QStringLiteral("network_set"), withParams(&LabPort::change)},
        {QStringLiteral("forward_add"), withParams(&LabPort::addForward)},
        {QStringLiteral("forward_remove"), withParams(&LabPort::removeForward)},
        {QStringLiteral("capture_start"), withParams(&LabPort::startCapture)},
        {QStringLiteral("capture_stop"),
         [&port](const Params &, const Reply &reply) { port.stopCapture(reply); }},
    };
}

} // namespace

std::map<QString, ControlServer::Handler> requestHandlers(RequestParts parts)
{
    using Params = QJsonObject;
    OwnedVm &vm = parts.vm;
    const auto button = [&power = parts.power](void (Power::*press)(const Reply &)) {
        return [&power, press](const Params &, const Reply &reply) { (power.*press)(reply); };
    };
    const auto state = [&vm](const Params &, const Reply &reply) {
        reply(QJsonObject{{QStringLiteral("vm"), toJson(vm.status())}});
    };
    const auto forwards = [&vm](const Params &, const Reply &reply) {
        reply(QJsonObject{
            {QStringLiteral("forwards"), toJson(vm.status())[QStringLiteral("ports")]}});
    };
    const auto powerdown = [&power = parts.power](const Params &params, const Reply &reply) {
        power.powerdown(params, reply);
    };
    const auto setClock = [&clock = parts.clock](const Params &, const Reply &reply) {
        clock.set([reply](const Result<void> &set) {
            set ? reply(QJsonObject()) : reply(fail(set.error()));
        });
    };
    const auto snapshot = [&jobs = parts.snapshots](const Params &params, const Reply &reply) {
        jobs.request(params, reply);
    };
    const auto reportPhase = [&vm, &boot = parts.boot](const Params &params, const Reply &reply) {
        notePhase(vm, boot, params, reply);
    };
    std::map<QString, ControlServer::Handler> all{
        {QStringLiteral("state"), state},
        {QStringLiteral("forwards"), forwards},
        {QStringLiteral("powerdown"), powerdown},
        {QStringLiteral("kill"), button(&Power::kill)},
        {QStringLiteral("pause"), button(&Power::pause)},
        {QStringLiteral("resume"), button(&Power::resume)},
        {QStringLiteral("restart"), button(&Power::restart)},
        {QStringLiteral("stats"),
         [&vm](const Params &, const Reply &reply) { replyWithStats(vm, reply); }},
        {QStringLiteral("report_phase"), reportPhase},
        {QStringLiteral("qmp"),
         [&vm](const Params &params, const Reply &reply) { passToQmp(vm, params, reply); }},
        {QStringLiteral("guest_exec"),
         [&vm](const Params &params, const Reply &reply) { runInGuest(vm, params, reply); }},
        {QStringLiteral("set_clock"), setClock},
        {QStringLiteral("snapshot"), snapshot},
    };
    all.merge(networkHandlers(parts.port));
    return all;
}

} // namespace hydra
