// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/disk/image_lock.h"
#include "core/host/facts.h"
#include "core/process/find_program.h"
#include "core/process/run.h"
#include "tests/support/test_main.h"

#include <QProcess>
#include <QTemporaryDir>

using namespace hydra;

class TestImageLock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whoHasADiskOpenIsSeenByItsLocks()
    {
        if (!findProgram(QStringLiteral("qemu-img")) || machineFacts().os != u"linux")
            QSKIP("needs a QEMU that locks its images");
        QTemporaryDir dir;
        const QString disk = dir.filePath(QStringLiteral("disk.qcow2"));
        QVERIFY(!isImageLocked(disk));
        QVERIFY(run({.program = QStringLiteral("qemu-img"),
                     .args = {QStringLiteral("create"), QStringLiteral("-f"),
                              QStringLiteral("qcow2"), disk, QStringLiteral("64M")}}));
        QVERIFY(!isImageLocked(disk));
        QProcess user; // it keeps the disk open until its input ends
        user.start(QStringLiteral("qemu-io"), {disk});
        QVERIFY(user.waitForStarted());
        QTRY_VERIFY(isImageLocked(disk));
        user.closeWriteChannel();
        QVERIFY(user.waitForFinished());
        QVERIFY(!isImageLocked(disk));
    }
};

HYDRA_TEST_MAIN(TestImageLock)
#include "test_image_lock.moc"
