// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/keeper_client/keeper_lock.h"
#include "tests/support/test_main.h"

#include <QFile>
#include <QTemporaryDir>

#include <thread>

using namespace hydra;

namespace {

bool leaves(const QString &)
{
    return true;
}

} // namespace

class TestKeeperLock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // As `delete` does, while a keeper waits for the last one to go.
    void aLockWhoseFileWasRemovedIsNotHeld()
    {
        QTemporaryDir dir;
        const QString path = dir.filePath(QStringLiteral("lock"));
        auto first = FileLock::acquire(path);
        QVERIFY(first);
        std::thread remover([&first, &path] {
            std::this_thread::sleep_for(std::chrono::milliseconds(200));
            QFile::remove(path);
            const FileLock released = std::move(*first);
        });
        const auto second = takeKeeperLock(path, leaves, dir.path());
        remover.join();
        QVERIFY(second && *second);
        const auto third = FileLock::acquire(path); // somebody who finds the path's file
        QVERIFY(!third && third.error().code == ErrorCode::Conflict);
    }

    void aDirectoryThatIsMissingIsAnError()
    {
        const auto lock = takeKeeperLock(QStringLiteral("/no/such/lock"), leaves, QString());
        QVERIFY(!lock && lock.error().code == ErrorCode::NotFound);
    }
};

HYDRA_TEST_MAIN(TestKeeperLock)
#include "test_keeper_lock.moc"
