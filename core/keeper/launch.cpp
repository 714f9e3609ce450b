// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "keeper/launch.h"

#include "base/atomic_file.h"
#include "base/line_splitter.h"
#include "keeper/connect.h"
#include "keeper/protocol.h"
#include "process/process_id.h"
#include "process/run.h"
#include "process/spawn.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <unistd.h>

namespace hydra {
namespace {

constexpr auto kPatience = std::chrono::seconds(5);
constexpr int kPauseMs = 10;

/// The hello of a keeper that listens.
std::optional<QJsonObject> askKeeper(const QString &controlSocket, const QDeadlineTimer &deadline)
{
    const OwnedFd fd = connectTo(controlSocket);
    LineSplitter lines(protocol::kMessageLimit);
    std::array<char, 4096> chunk;
    while (fd.isOpen() && !deadline.hasExpired()) {
        pollfd waiting{fd.get(), POLLIN, 0};
        if (::poll(&waiting, 1, kPauseMs) <= 0)
            continue;
        const ssize_t n = ::read(fd.get(), chunk.data(), chunk.size());
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return std::nullopt;
        lines.feed({chunk.data(), static_cast<qsizetype>(n)});
        if (const std::optional<QByteArray> line = lines.next()) {
            const Result<protocol::Message> hello = protocol::parse(*line);
            return hello ? std::optional(hello->params) : std::nullopt;
        }
    }
    return std::nullopt;
}

bool serves(const std::optional<QJsonObject> &hello)
{
    const Result<VmStatus> status = vmStatusFromJson(hello ? (*hello)[QStringLiteral("vm")].toObject() : QJsonObject());
    return status && !hasEnded(*status);
}

// As in a crash: its successor adopts the VM.
Result<void> endKeeper(const LaunchPlan &plan, const QDeadlineTimer &deadline)
{
    const Result<VmStatus> status = readVmStatus(plan.stateDir);
    if (!status)
        return fail(status.error());
    if (status->keeper)
        sendSignal(*status->keeper, SIGKILL);
    while (keeperHoldsLock(plan.stateDir)) {
        if (deadline.hasExpired())
            return fail(ErrorCode::TimedOut, QStringLiteral("its older keeper does not end"), plan.vm.toString());
        ::usleep(kPauseMs * 1000);
    }
    return {};
}

QString userManagerSocket()
{
    return qEnvironmentVariable("XDG_RUNTIME_DIR", QStringLiteral("/run/user/%1").arg(::geteuid()))
           + QStringLiteral("/systemd/private");
}

Command keeperCommand(const LaunchPlan &plan, const QString &program, bool adoptOnly)
{
    Command command;
    command.program = program;
    command.args = {QStringLiteral("--plan"), plan.planFile()};
    if (adoptOnly)
        command.args += QStringLiteral("--adopt-only");
    command.cwd = QStringLiteral("/");
    command.outputFile = plan.stateDir + QStringLiteral("/keeper.log");
    return command;
}

// A logout's or a window's own scope would take the VM with it.
Command inOwnScope(const Command &keeper, const LaunchPlan &plan, const QString &systemdRun)
{
    Command command = keeper;
    command.program = systemdRun;
    command.args = QStringList{QStringLiteral("--user"), QStringLiteral("--scope"), QStringLiteral("--quiet"),
                               QStringLiteral("--collect"),
                               QStringLiteral("--description=Hydra VM %1").arg(plan.vm.toString()),
                               QStringLiteral("--"), keeper.program}
                   + keeper.args;
    return command;
}

QString lastLogLine(const LaunchPlan &plan)
{
    const Result<QByteArray> log = readFile(plan.stateDir + QStringLiteral("/keeper.log"));
    if (!log)
        return {};
    const QByteArray text = log->trimmed();
    return QString::fromUtf8(text.mid(text.lastIndexOf('\n') + 1)).left(500);
}

// It may have ended for good reason: nothing to adopt, or a QEMU that ended at once.
Result<void> judgeEndedKeeper(const LaunchPlan &plan, bool adoptOnly, const Result<VmStatus> &before)
{
    const Result<VmStatus> status = readVmStatus(plan.stateDir);
    if (adoptOnly && (!status || hasEnded(*status)))
        return {};
    const bool isNews = status && hasEnded(*status) && !(before && *before == *status);
    const QString reason = isNews ? status->reason : lastLogLine(plan);
    return fail(ErrorCode::Failed, reason.isEmpty() ? QStringLiteral("the keeper ended at once") : reason,
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
        if (serves(askKeeper(plan.controlSocket(), deadline)))
            return {};
        if (!runs)
            return judgeEndedKeeper(plan, adoptOnly, before);
        ::usleep(kPauseMs * 1000);
    }
    return fail(ErrorCode::TimedOut, QStringLiteral("the keeper does not answer"), plan.vm.toString(),
                QStringLiteral("see %1").arg(plan.logFile()));
}

} // namespace

Result<void> launchKeeper(const LaunchPlan &plan, const QString &keeperProgram, bool adoptOnly)
{
    const QDeadlineTimer deadline(kPatience);
    if (keeperHoldsLock(plan.stateDir)) {
        const std::optional<QJsonObject> hello = askKeeper(plan.controlSocket(), deadline);
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
        const Result<void> scoped = startAndWait(plan, inOwnScope(direct, plan, *systemdRun), adoptOnly, deadline);
        if (scoped || keeperHoldsLock(plan.stateDir))
            return scoped;
    }
    return startAndWait(plan, direct, adoptOnly, QDeadlineTimer(kPatience));
}

Result<QString> findKeeperProgram()
{
    const QString name = QStringLiteral("hydra-keeper");
    const QString beside = QCoreApplication::applicationDirPath() + u'/' + name;
    const QString chosen = qEnvironmentVariable("HYDRA_KEEPER");
    if (!chosen.isEmpty())
        return findProgram(chosen);
    return QFileInfo(beside).isExecutable() ? Result<QString>(beside) : findProgram(name);
}

bool keeperHoldsLock(const QString &stateDir)
{
    const QString path = stateDir + QStringLiteral("/lock");
    const OwnedFd fd(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC));
    return fd.isOpen() && ::flock(fd.get(), LOCK_SH | LOCK_NB) != 0;
}

Result<VmStatus> readVmStatus(const QString &stateDir)
{
    const QString path = stateDir + QStringLiteral("/state.json");
    const Result<QByteArray> text = readFile(path, 1 << 20);
    if (!text)
        return fail(text.error());
    Result<VmStatus> status = vmStatusFromJson(QJsonDocument::fromJson(*text).object());
    if (!status)
        return fail(ErrorCode::Failed, status.error().what, path);
    return status;
}

} // namespace hydra
