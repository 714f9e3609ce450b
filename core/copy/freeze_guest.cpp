// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/copy/freeze_guest.h"

#include "core/guest/guest_files.h"

#include <QJsonArray>
#include <QThread>

namespace hydra {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

/// The guest_exec request for a shell in the guest that reads one of our scripts.
QJsonObject shellReading(const QString &script, QJsonArray args)
{
    args.prepend(QStringLiteral("-s"));
    return {{QStringLiteral("path"), QStringLiteral("/bin/sh")},
            {QStringLiteral("args"), args},
            {QStringLiteral("input"), QString::fromLatin1(guestScript(script).toBase64())}};
}

/// Runs a script to its end. FAILURE: what is said when it exits with a code, which follows.
Result<void> runScript(KeeperCall &keeper, QJsonObject command, seconds timeout,
                       const Error &failure, const JobContext &job)
{
    command[QStringLiteral("timeout_s")] = qint64(timeout.count());
    const auto exit =
        keeper.ask(QStringLiteral("guest_exec"), command, timeout + seconds(60), job.cancel);
    if (!exit)
        return fail(exit.error());
    const int code = (*exit)[u"exit_code"].toInt();
    if (code == 0)
        return {};
    const QByteArray said = QByteArray::fromBase64((*exit)[u"error_output"].toString().toLatin1());
    return fail(failure.code, QStringLiteral("%1 (exit code %2)").arg(failure.what).arg(code),
                failure.where, failure.hint, QString::fromUtf8(said));
}

Result<qint64> startWaitingShell(KeeperCall &keeper, const JobContext &job)
{
    QJsonObject shell = shellReading(QStringLiteral("wait-for-thaw"), {});
    shell[QStringLiteral("wait")] = false;
    const auto started = keeper.ask(QStringLiteral("guest_exec"), shell, seconds(60), job.cancel);
    return started ? Result<qint64>((*started)[u"pid"].toInteger()) : fail(started.error());
}

// x-ignore-shared leaves out the memory, which is shared with its file. The user network has a
// section of its own in the state, which a QEMU without one refuses ("Unknown savevm section
// 'slirp'", QEMU 7.2): a copy may be on its lab's network. A fork raises the link, which falls here
// (keeper/fork_start.cpp), before its guest can see that it fell.
Result<void> beginMigration(KeeperCall &keeper, const JobContext &job)
{
    const QJsonObject shared{{QStringLiteral("capability"), QStringLiteral("x-ignore-shared")},
                             {QStringLiteral("state"), true}};
    const std::pair<QString, QJsonObject> steps[] = {
        {QStringLiteral("stop"), {}},
        {QStringLiteral("netdev_del"), {{QStringLiteral("id"), QStringLiteral("net0")}}},
        {QStringLiteral("migrate-set-capabilities"),
         {{QStringLiteral("capabilities"), QJsonArray{shared}}}},
        {QStringLiteral("migrate"),
         {{QStringLiteral("uri"), QStringLiteral("exec:cat > image.state")}}}};
    for (const auto &[command, arguments] : steps) {
        if (auto done = keeper.qmp(command, arguments, seconds(30), job.cancel); !done)
            return fail(done.error());
    }
    return {};
}

Result<void> awaitMigration(KeeperCall &keeper, const VmRef &source, const JobContext &job)
{
    for (QString status; status != u"completed"; QThread::msleep(20)) {
        const auto migration =
            keeper.qmp(QStringLiteral("query-migrate"), {}, seconds(30), job.cancel);
        if (!migration)
            return fail(migration.error());
        status = (*migration)[u"status"].toString();
        if (status == u"failed" || status == u"cancelled")
            return fail(ErrorCode::Failed,
                        QStringLiteral("QEMU could not write the guest's state: %1")
                            .arg((*migration)[u"error-desc"].toString(status)),
                        source.toString());
    }
    return {};
}

} // namespace

Result<void> generalizeGuest(KeeperCall &keeper, const VmRef &source, bool freeze,
                             const JobContext &job)
{
    QJsonArray args;
    if (freeze)
        args.append(QStringLiteral("freeze"));
    return runScript(
        keeper, shellReading(QStringLiteral("generalize"), args), minutes(5),
        {.code = ErrorCode::Failed,
         .what = QStringLiteral("what must differ could not be taken out of the guest"),
         .where = source.toString(),
         .hint = {},
         .details = {}},
        job);
}

Result<qint64> freezeGuest(KeeperCall &keeper, const VmRef &source, const JobContext &job)
{
    const auto shell = startWaitingShell(keeper, job);
    if (!shell)
        return shell;
    const QJsonObject rest =
        shellReading(QStringLiteral("wait-for-rest"), {QString::number(*shell)});
    const auto rested = runScript(keeper, rest, minutes(2),
                                  {.code = ErrorCode::Failed,
                                   .what = QStringLiteral("the guest did not come to rest"),
                                   .where = source.toString(),
                                   .hint = QStringLiteral("try again"),
                                   .details = {}},
                                  job);
    const auto begun = rested ? beginMigration(keeper, job) : rested;
    const auto frozen = begun ? awaitMigration(keeper, source, job) : begun;
    return frozen ? shell : Result<qint64>(fail(frozen.error()));
}

} // namespace hydra
