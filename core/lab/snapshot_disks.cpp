// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "lab/snapshot_disks.h"

#include "process/run.h"

#include <QDeadlineTimer>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QThread>

#include <algorithm>

namespace hydra {
namespace {

constexpr auto kPatience = std::chrono::minutes(30);
constexpr auto kLockPatience = std::chrono::seconds(10);

MemorySize sizeOf(const QJsonValue &bytes)
{
    return MemorySize::bytes(std::uint64_t(std::max<qint64>(0, bytes.toInteger())));
}

Command imageCommand(const QString &qemuImg, const QStringList &args)
{
    return {qemuImg, args, {{QStringLiteral("LC_ALL"), QStringLiteral("C")}}, {}, {}};
}

// The qemu-img of a command that was killed may still be at work for a moment.
Result<RunResult> runImage(const QString &qemuImg, const QStringList &args, const CancelToken &cancel = {})
{
    RunOptions options;
    options.timeout = kPatience;
    const QDeadlineTimer lockPatience(kLockPatience);
    auto result = run(imageCommand(qemuImg, args), cancel, options);
    while (!result && result.error().details.contains(QStringLiteral("Failed to get")) && !lockPatience.hasExpired()) {
        QThread::msleep(50);
        result = run(imageCommand(qemuImg, args), cancel, options);
    }
    return result;
}

} // namespace

QStringList DiskState::tags() const
{
    QStringList tags;
    for (const auto &[tag, memory] : snapshots)
        tags << tag;
    return tags;
}

DiskState diskState(const QJsonObject &imageInfo)
{
    DiskState state;
    state.actualSize = sizeOf(imageInfo[u"actual-size"]);
    for (const QJsonValue &snapshot : imageInfo[u"snapshots"].toArray())
        state.snapshots[snapshot[QStringLiteral("name")].toString()] = sizeOf(snapshot[QStringLiteral("vm-state-size")]);
    return state;
}

DiskStates diskStates(const std::vector<VmDisk> &disks, const QJsonValue &queryBlock)
{
    DiskStates states;
    for (const QJsonValue &block : queryBlock.toArray()) {
        const QJsonValue inserted = block[QStringLiteral("inserted")];
        const QString node = inserted[QStringLiteral("node-name")].toString();
        for (const VmDisk &disk : disks) {
            if (disk.node == node)
                states[disk.file()] = diskState(inserted[QStringLiteral("image")].toObject());
        }
    }
    return states;
}

Result<DiskStates> readDisks(const std::vector<VmDisk> &disks, const QString &qemuImg)
{
    DiskStates states;
    for (const VmDisk &disk : disks) {
        if (!QFileInfo::exists(disk.path))
            continue;
        const auto info = run(imageCommand(qemuImg, {QStringLiteral("info"), QStringLiteral("--output=json"), QStringLiteral("-U"), disk.path}));
        if (!info)
            return fail(info.error());
        states[disk.file()] = diskState(QJsonDocument::fromJson(info->output).object());
    }
    return states;
}

Result<void> changeDisk(DiskAction action, const QString &tag, const VmDisk &disk, const QString &qemuImg, const CancelToken &cancel)
{
    const QString option = action == DiskAction::Create  ? QStringLiteral("-c")
                           : action == DiskAction::Apply ? QStringLiteral("-a")
                                                         : QStringLiteral("-d");
    const auto done = runImage(qemuImg, {QStringLiteral("snapshot"), option, tag, disk.path}, cancel);
    if (done)
        return {};
    Error error = done.error();
    if (error.code == ErrorCode::Failed && !error.details.isEmpty())
        error.what = error.details.trimmed().section(u'\n', -1);
    return fail(inWords(std::move(error)));
}

Result<void> mendDisk(const VmDisk &disk, const QString &qemuImg)
{
    const QStringList check{QStringLiteral("check"), QStringLiteral("-q"), disk.path};
    if (!QFileInfo::exists(disk.path) || runImage(qemuImg, check))
        return {};
    const auto mended = runImage(qemuImg, {QStringLiteral("check"), QStringLiteral("-q"), QStringLiteral("-r"), QStringLiteral("all"), disk.path});
    if (!mended && !runImage(qemuImg, check))
        return fail(ErrorCode::Failed, QStringLiteral("the disk is damaged"), disk.path,
                    QStringLiteral("see `qemu-img check` of it"), mended.error().details);
    return {};
}

Error inWords(Error error)
{
    if (!error.what.contains(QStringLiteral("No space left on device")) && !error.details.contains(QStringLiteral("No space left on device")))
        return error;
    if (error.details.isEmpty())
        error.details = error.what;
    error.what = QStringLiteral("the disk of this machine is full");
    error.hint = QStringLiteral("free some space, then try again");
    return error;
}

} // namespace hydra
