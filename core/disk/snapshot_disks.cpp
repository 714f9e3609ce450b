// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/disk/snapshot_disks.h"

#include "core/disk/image_lock.h"
#include "core/process/run.h"

#include <QDeadlineTimer>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QStorageInfo>
#include <QThread>

#include <algorithm>

namespace hydra {
namespace {

constexpr auto kPatience = std::chrono::minutes(30);
constexpr qint64 kFullBelow = 1 << 20; ///< a cluster of qcow2 with its tables needs less
constexpr auto kLockPatience = std::chrono::seconds(10);

Command imageCommand(const QString &qemuImg, const QStringList &args)
{
    return {
        .program = qemuImg, .args = args, .env = {{QStringLiteral("LC_ALL"), QStringLiteral("C")}}};
}

void awaitUnlocked(const QString &path, const QDeadlineTimer &patience)
{
    while (isImageLocked(path) && !patience.hasExpired())
        QThread::msleep(50);
}

// Waits while the disk is locked: the qemu-img of a killed command may not have ended yet.
Result<RunResult> runImage(const QString &qemuImg, const QStringList &args, const QString &disk,
                           const CancelToken &cancel = {})
{
    RunOptions options;
    options.timeout = kPatience;
    const QDeadlineTimer lockPatience(kLockPatience);
    while (true) {
        awaitUnlocked(disk, lockPatience);
        auto result = run(imageCommand(qemuImg, args + QStringList(disk)), cancel, options);
        const bool hasFailed = !result && result.error().code == ErrorCode::Failed;
        if (!hasFailed || lockPatience.hasExpired() || !isImageLocked(disk))
            return result;
    }
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
    state.actualSize = MemorySize::fromJson(imageInfo[u"actual-size"]);
    for (const QJsonValue &snapshot : imageInfo[u"snapshots"].toArray())
        state.snapshots[snapshot[QStringLiteral("name")].toString()] =
            MemorySize::fromJson(snapshot[QStringLiteral("vm-state-size")]);
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
        const auto info =
            run(imageCommand(qemuImg, {QStringLiteral("info"), QStringLiteral("--output=json"),
                                       QStringLiteral("-U"), disk.path}));
        if (!info)
            return fail(info.error());
        states[disk.file()] = diskState(QJsonDocument::fromJson(info->output).object());
    }
    return states;
}

Result<void> changeDisk(DiskAction action, const QString &tag, const VmDisk &disk,
                        const QString &qemuImg, const CancelToken &cancel)
{
    const QString option = action == DiskAction::Create  ? QStringLiteral("-c")
                           : action == DiskAction::Apply ? QStringLiteral("-a")
                                                         : QStringLiteral("-d");
    const auto done =
        runImage(qemuImg, {QStringLiteral("snapshot"), option, tag}, disk.path, cancel);
    if (done)
        return {};
    Error error = done.error();
    if (error.code == ErrorCode::Failed && !error.details.isEmpty())
        error.what = error.details.trimmed().section(u'\n', -1);
    return fail(inWords(std::move(error),
                        QStorageInfo(QFileInfo(disk.path).absolutePath()).bytesAvailable()));
}

Result<void> mendDisk(const VmDisk &disk, const QString &qemuImg)
{
    const QStringList check{QStringLiteral("check"), QStringLiteral("-q")};
    const QStringList mend{QStringLiteral("-r"), QStringLiteral("all")};
    if (!QFileInfo::exists(disk.path) || runImage(qemuImg, check, disk.path))
        return {};
    const auto mended = runImage(qemuImg, check + mend, disk.path);
    if (!mended && !runImage(qemuImg, check, disk.path))
        return fail(ErrorCode::Failed, QStringLiteral("the disk is damaged"), disk.path,
                    QStringLiteral("see `qemu-img check` of it"), mended.error().details);
    return {};
}

Error inWords(Error error, qint64 bytesAvailable)
{
    const bool isKnown = bytesAvailable >= 0; // QStorageInfo
    if (error.code != ErrorCode::Failed || !isKnown || bytesAvailable >= kFullBelow)
        return error;
    if (error.details.isEmpty())
        error.details = error.what;
    error.what = QStringLiteral("the disk of this machine is full");
    error.hint = QStringLiteral("free some space, then try again");
    return error;
}

} // namespace hydra
