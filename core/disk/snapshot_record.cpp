// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/disk/snapshot_record.h"

#include "core/base/atomic_file.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>

namespace hydra {
namespace {

constexpr int version = 1;

QString recordFile(const QString &stateDir)
{
    return stateDir + QStringLiteral("/snapshots.json");
}

QJsonObject snapshotJson(const Snapshot &snapshot)
{
    QJsonArray machine;
    for (const Trait &trait : snapshot.machine)
        machine.append(QJsonObject{{QStringLiteral("name"), trait.name},
                                   {QStringLiteral("value"), trait.value}});
    return {{QStringLiteral("name"), snapshot.name},
            {QStringLiteral("parent"), snapshot.parent},
            {QStringLiteral("note"), snapshot.note},
            {QStringLiteral("created_at"), snapshot.createdAt},
            {QStringLiteral("lab_snapshot"), snapshot.labSnapshot},
            {QStringLiteral("memory"), snapshot.memory},
            {QStringLiteral("pending"), snapshot.pending},
            {QStringLiteral("memory_bytes"), qint64(snapshot.memorySize.inBytes())},
            {QStringLiteral("disk_bytes"), qint64(snapshot.diskSize.inBytes())},
            {QStringLiteral("disks"), QJsonArray::fromStringList(snapshot.disks)},
            {QStringLiteral("machine"), machine}};
}

Snapshot snapshotFrom(const QJsonValue &json)
{
    Snapshot snapshot;
    snapshot.name = json[QStringLiteral("name")].toString();
    snapshot.parent = json[QStringLiteral("parent")].toString();
    snapshot.note = json[QStringLiteral("note")].toString();
    snapshot.createdAt = json[QStringLiteral("created_at")].toString();
    snapshot.labSnapshot = json[QStringLiteral("lab_snapshot")].toString();
    snapshot.memory = json[QStringLiteral("memory")].toBool();
    snapshot.pending = json[QStringLiteral("pending")].toBool();
    snapshot.memorySize = MemorySize::fromJson(json[QStringLiteral("memory_bytes")]);
    snapshot.diskSize = MemorySize::fromJson(json[QStringLiteral("disk_bytes")]);
    for (const QJsonValue &disk : json[QStringLiteral("disks")].toArray())
        snapshot.disks << disk.toString();
    for (const QJsonValue &trait : json[QStringLiteral("machine")].toArray())
        snapshot.machine.push_back(
            {trait[QStringLiteral("name")].toString(), trait[QStringLiteral("value")].toString()});
    return snapshot;
}

} // namespace

QString snapshotTag(const QString &name)
{
    return QStringLiteral("hydra-") + name;
}

QString Snapshot::tag() const
{
    return snapshotTag(name);
}

const Snapshot *SnapshotRecord::find(const QString &name) const
{
    const auto found = std::find_if(snapshots.begin(), snapshots.end(),
                                    [&](const Snapshot &s) { return s.name == name; });
    return found == snapshots.end() ? nullptr : &*found;
}

Snapshot *SnapshotRecord::find(const QString &name)
{
    return const_cast<Snapshot *>(std::as_const(*this).find(name));
}

QJsonObject toJson(const SnapshotRecord &record)
{
    QJsonArray snapshots;
    for (const Snapshot &snapshot : record.snapshots)
        snapshots.append(snapshotJson(snapshot));
    return {{QStringLiteral("version"), version},
            {QStringLiteral("current"), record.current},
            {QStringLiteral("held"), record.held},
            {QStringLiteral("snapshots"), snapshots}};
}

Result<SnapshotRecord> snapshotRecordFromJson(const QByteArray &text)
{
    const QJsonObject json = QJsonDocument::fromJson(text).object();
    const int number = json[u"version"].toInt();
    if (number != version)
        return fail(ErrorCode::Failed,
                    number > version ? QStringLiteral("was written by a newer version of Hydra")
                                     : QStringLiteral("is no record of snapshots"),
                    {}, number > version ? QStringLiteral("use that one") : QString());
    SnapshotRecord record;
    record.current = json[u"current"].toString();
    record.held = json[u"held"].toBool();
    for (const QJsonValue &entry : json[u"snapshots"].toArray()) {
        Snapshot snapshot = snapshotFrom(entry);
        if (checkSnapshotName(snapshot.name) && !record.find(snapshot.name))
            record.snapshots.push_back(std::move(snapshot));
    }
    return record;
}

Result<SnapshotRecord> readSnapshotRecord(const QString &stateDir)
{
    const auto text = readFile(recordFile(stateDir), 16 << 20);
    if (!text && text.error().code == ErrorCode::NotFound)
        return SnapshotRecord();
    if (!text)
        return fail(text.error());
    auto record = snapshotRecordFromJson(*text);
    if (!record)
        return fail(record.error().code, record.error().what, recordFile(stateDir),
                    record.error().hint);
    return record;
}

Result<void> writeSnapshotRecord(const QString &stateDir, const SnapshotRecord &record)
{
    return writeFileAtomically(recordFile(stateDir), QJsonDocument(toJson(record)).toJson());
}

Result<void> checkSnapshotName(const QString &name)
{
    static const QRegularExpression valid(QStringLiteral("^[A-Za-z0-9._-]{1,64}\\z"));
    if (valid.match(name).hasMatch())
        return {};
    return fail(ErrorCode::Invalid,
                QStringLiteral("'%1' is no name for a snapshot").arg(name.left(80)), {},
                QStringLiteral("use 1 to 64 letters, digits, dots, dashes and underscores"));
}

QString defaultSnapshotName(const QString &now, const QStringList &taken)
{
    QString digits = now;
    digits.remove(u':').replace(u'T', u'-');
    const QString name = digits.left(15); // 2026-11-25-1630
    QString free = name;
    for (int i = 2; taken.contains(free); ++i)
        free = QStringLiteral("%1-%2").arg(name).arg(i);
    return free;
}

void removeSnapshot(SnapshotRecord &record, const QString &name)
{
    const Snapshot *gone = record.find(name);
    if (!gone)
        return;
    const QString parent = gone->parent;
    std::erase_if(record.snapshots,
                  [&](const Snapshot &snapshot) { return snapshot.name == name; });
    for (Snapshot &snapshot : record.snapshots) {
        if (snapshot.parent == name)
            snapshot.parent = parent;
    }
    if (record.current == name)
        record.current = parent;
}

Resolution resolveSnapshots(SnapshotRecord record, const std::map<QString, QStringList> &disks,
                            const QStringList &finished)
{
    Resolution resolution;
    for (Snapshot &snapshot : record.snapshots) {
        const bool missing =
            std::any_of(snapshot.disks.begin(), snapshot.disks.end(), [&](const QString &file) {
                const auto disk = disks.find(file);
                return disk != disks.end() && !disk->second.contains(snapshot.tag());
            });
        const bool made = snapshot.pending && !missing && !snapshot.labSnapshot.isEmpty() &&
                          finished.contains(snapshot.labSnapshot);
        if (made) {
            snapshot.pending = false;
            record.current = snapshot.name;
        } else if (snapshot.pending || missing) {
            resolution.remove << snapshot.name;
            if (!snapshot.pending)
                resolution.lost << snapshot.name;
        }
    }
    for (const QString &name : resolution.remove)
        removeSnapshot(record, name);
    resolution.record = std::move(record);
    return resolution;
}

namespace {

void addRows(const SnapshotRecord &record, const QString &parent, const QString &indent, bool root,
             std::vector<SnapshotRow> &rows)
{
    std::vector<const Snapshot *> children;
    for (const Snapshot &snapshot : record.snapshots) {
        // A snapshot whose parent does not exist counts as a root.
        const bool isRoot = snapshot.parent.isEmpty() || !record.find(snapshot.parent);
        if (root ? isRoot : !isRoot && snapshot.parent == parent)
            children.push_back(&snapshot);
    }
    for (const Snapshot *child : children) {
        const bool last = child == children.back();
        const QString branch =
            root ? QString() : indent + (last ? QStringLiteral("└─ ") : QStringLiteral("├─ "));
        rows.push_back({*child, branch, child->name == record.current});
        if (rows.size() > record.snapshots.size())
            return; // the record has a cycle
        addRows(record, child->name,
                root ? QString() : indent + (last ? QStringLiteral("   ") : QStringLiteral("│  ")),
                false, rows);
    }
}

} // namespace

std::vector<SnapshotRow> snapshotTree(const SnapshotRecord &record)
{
    std::vector<SnapshotRow> rows;
    addRows(record, {}, {}, true, rows);
    return rows;
}

} // namespace hydra
