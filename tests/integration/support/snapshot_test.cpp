// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/integration/support/snapshot_test.h"

#include <QFile>
#include <QJsonArray>
#include <QTest>

namespace hydra::test {

Outcome SnapshotTest::snapshot(const QStringList &args, std::chrono::seconds patience)
{
    return box().hydractl(QStringList{QStringLiteral("snapshot")} + args, patience);
}

Outcome SnapshotTest::create(const QString &name, const QStringList &more)
{
    return snapshot(QStringList{QStringLiteral("create"), lab, name} + more);
}

Outcome SnapshotTest::restore(const QString &name)
{
    return snapshot({QStringLiteral("restore"), lab, name});
}

void SnapshotTest::startFromItsDiskFromNowOn()
{
    QString text = QString::fromUtf8(contentOf(box().labFile(lab)));
    QStringList lines = text.split(u'\n');
    lines.removeIf([](const QString &line) { return line.contains(QStringLiteral("qemu_args")); });
    box().writeLab(lab, lines.join(u'\n'));
}

QStringList SnapshotTest::tagsInDisk(const QString &file)
{
    QStringList tags;
    const Outcome info = box().run(QStringLiteral("qemu-img"),
                                   {QStringLiteral("info"), QStringLiteral("--output=json"),
                                    QStringLiteral("-U"), box().vmState(vm) + u'/' + file});
    for (const QJsonValue &one : info.json()[QStringLiteral("snapshots")].toArray())
        tags << one[QStringLiteral("name")].toString();
    tags.sort();
    return tags;
}

void SnapshotTest::checkDisk()
{
    if (!box().qemus().empty())
        return;
    for (const QString &file : {QStringLiteral("disk.qcow2"), QStringLiteral("disk-data.qcow2")}) {
        const QString path = box().vmState(vm) + u'/' + file;
        if (!QFile::exists(path))
            continue;
        const Outcome check =
            box().run(QStringLiteral("qemu-img"),
                      {QStringLiteral("check"), QStringLiteral("--output=json"), path});
        QVERIFY2(check.code == 0 || check.code == 3, qPrintable(check.say()));
        QCOMPARE(check.json()[QStringLiteral("corruptions")].toInt(), 0);
    }
}

} // namespace hydra::test
