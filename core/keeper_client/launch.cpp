// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/keeper_client/launch.h"

#include "core/base/atomic_file.h"
#include "core/keeper_client/call.h"
#include "core/keeper_client/protocol.h"
#include "core/process/find_program.h"
#include "core/process/process_id.h"
#include "core/process/run.h"
#include "core/process/spawn.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>

#include <csignal>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace hydra {
namespace {

constexpr auto kPatience = std::chrono::seconds(5);
constexpr int kPauseMs = 10;

bool serves(const Result<QJsonObject> &hello)
{
    const Result<VmStatus> status =
        vmStatusFromJson(hello ? (*hello)[QStringLiteral("vm")].toObject() : QJsonObject());
    return status && !hasEnded(*status);
}

// Kills it, as a crash would: its successor adopts the VM.
Result<void> endKeeper(const LaunchPlan &plan, const QDeadlineTimer &deadline)
{
    const Result<VmStatus> status = readVmStatus(plan.stateDir);
    if (!status)
        return fail(status.error());
    if (status->keeper)
        sendSignal(*status->keeper, SIGKILL);
    while (keeperHoldsLock(plan.stateDir)) {
        if (deadline.hasExpired())
            return fail(ErrorCode::TimedOut, QStringLiteral("its older keeper does not end"),
                        plan.vm.toString());
        ::usleep(kPauseMs * 1000);
    }
    return {};
}

QString userManagerSocket()
{
    return qEnvironmentVariable("XDG_RUNTIME_DIR",
                                QStringLiteral("/run/user/%1").arg(::geteuid())) +
           QStringLiteral("/systemd/private");
}

Command keeperCommand(const LaunchPlan &plan, const QString &program, bool adoptOnly)
{
    Command command;
    command.program = program;
    command.args = {QStringLiteral("--plan"), plan.planFile()};
    if (adoptOnly)
        command.args += QStringLiteral("--adopt-only");
    command.cwd = QStringLiteral("/");
    command.outputFile = plan.places().keeperLog();
    return command;
}

// A scope of its own, because the end of a login session's or window's scope would kill the VM.
Command inOwnScope(const Command &keeper, const LaunchPlan &plan, const QString &systemdRun)
{
    Command command = keeper;
    command.program = systemdRun;
    command.args = QStringList{QStringLiteral("--user"),
                               QStringLiteral("--scope"),
                               QStringLiteral("--quiet"),
                               QStringLiteral("--collect"),
                               QStringLiteral("--description=Hydra VM %1").arg(plan.vm.toString()),
                               QStringLiteral("--"),
                               keeper.program} +
                   keeper.args;
    return command;
}

QString lastLogLine(const LaunchPlan &plan)
{
    const Result<QByteArray> log = readFile(plan.places().keeperLog());
    if (!log)
        return {};
    const QByteArray text = log->trimmed();
    return QString::fromUtf8(text.mid(text.lastIndexOf('\n') + 1)).left(500);
}

// The keeper may have had a reason to end: nothing to adopt, or a QEMU that ended at once.
Result<void> judgeEndedKeeper(const LaunchPlan &plan, bool adoptOnly,
                              const Result<VmStatus> &before)
{
    const Result<VmStatus> status = readVmStatus(plan.stateDir);
    if (adoptOnly && (!status || hasEnded(*status)))
        return {};
    const bool isNews = status && hasEnded(*status) && !(before && *before == *status);
    const QString reason = isNews ? status->reason : lastLogLine(plan);
    return fail(ErrorCode::Failed,
                reason.isEmpty() ? QStringLiteral("the keeper ended at once") : reason,
                plan.vm.toString(), QStringLiteral("see %1").arg(plan.logFile()));
}

Result<void> startAndWait(const LaunchPlan &plan, const Command &command, bool adoptOnly,
                          const QDeadlineTimer &deadline)
{
    const Result<VmStatus> before = readVmStatus(plan.stateDir);
    const Result<qint64> pid = startDetached(command);
    if (!pid)
        return fail(pid.error());
    const std::optional<ProcessId> id = identify(*pid);
    while (!deadline.hasExpired()) {
        const bool runs = id && isAlive(*id);
        if (serves(KeeperCall::hello(plan.controlSocket(), deadline)))
            return {};
        if (!runs)
            return judgeEndedKeeper(plan, adoptOnly, before);
        ::usleep(kPauseMs * 1000);
    }
    return fail(ErrorCode::TimedOut, QStringLiteral("the keeper does not answer"),
                plan.vm.toString(), QStringLiteral("see %1").arg(plan.logFile()));
}

} // namespace

Result<void> launchKeeper(const LaunchPlan &plan, const QString &keeperProgram, bool adoptOnly)
{
    const QDeadlineTimer deadline(kPatience);
    if (keeperHoldsLock(plan.stateDir)) {
        const Result<QJsonObject> hello = KeeperCall::hello(plan.controlSocket(), deadline);
        const protocol::Age age = hello ? protocol::ageOf(*hello) : protocol::Age::Understood;
        if (age == protocol::Age::Newer) {
            Error error = protocol::versionError(*hello);
            error.where = plan.vm.toString();
            return fail(error);
        }
        if (age == protocol::Age::Understood && serves(hello))
            return {};
        if (age == protocol::Age::Older) {
            if (Result<void> ended = endKeeper(plan, deadline); !ended)
                return ended;
        }
    }
    const Command direct = keeperCommand(plan, keeperProgram, adoptOnly);
    const Result<QString> systemdRun = findProgram(QStringLiteral("systemd-run"));
    if (systemdRun && QFileInfo::exists(userManagerSocket())) {
        const Result<void> scoped =
            startAndWait(plan, inOwnScope(direct, plan, *systemdRun), adoptOnly, deadline);
        if (scoped || keeperHoldsLock(plan.stateDir))
            return scoped;
    }
    return startAndWait(plan, direct, adoptOnly, QDeadlineTimer(kPatience));
}

Result<QString> findKeeperProgram()
{
    return findOwnProgram(QStringLiteral("hydra-keeper"), "HYDRA_KEEPER");
}

bool keeperHoldsLock(const QString &stateDir)
{
    const QString path = VmPlaces{stateDir, {}}.lockFile();
    const OwnedFd fd(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC));
    return fd.isOpen() && ::flock(fd.get(), LOCK_SH | LOCK_NB) != 0;
}

Result<VmStatus> readVmStatus(const QString &stateDir)
{
    const QString path = VmPlaces{stateDir, {}}.stateFile();
    const Result<QByteArray> text = readFile(path, 1 << 20);
    if (!text)
        return fail(text.error());
    Result<VmStatus> status = vmStatusFromJson(QJsonDocument::fromJson(*text).object());
    if (!status)
        return fail(ErrorCode::Failed, status.error().what, path);
    return status;
}

} // namespace hydra
