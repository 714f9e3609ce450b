// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/file_lock.h"
#include "tests/support/test_main.h"

#include <QFile>
#include <QTemporaryDir>

#include <future>
#include <optional>

using namespace hydra;
using namespace std::chrono_literals;

class TestFileLock : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;
    [[nodiscard]] QString path() const { return m_dir.filePath(QStringLiteral("lock")); }

private Q_SLOTS:
    void onlyOneHoldsIt()
    {
        {
            const auto first = FileLock::acquire(path());
            QVERIFY(first);
            QCOMPARE(FileLock::acquire(path()).error().code, ErrorCode::Conflict);
        }
        QVERIFY(FileLock::acquire(path()));
    }

    void whoWaitedForARemovedFileLocksTheOneThatIsThereNow()
    {
        std::optional<FileLock> first(std::move(*FileLock::acquire(path())));
        auto waiting = std::async(std::launch::async, [this] {
            const auto lock = FileLock::acquire(path(), 2s);
            return lock ? ErrorCode::Failed : lock.error().code;
        });
        std::this_thread::sleep_for(100ms); // the other thread has opened the file by now
        QVERIFY(QFile::remove(path()));
        const auto second = FileLock::acquire(path());
        QVERIFY(second);
        first.reset();
        QCOMPARE(waiting.get(), ErrorCode::Conflict);
    }

    void withoutItsDirectoryThereIsNoLock()
    {
        QCOMPARE(FileLock::acquire(m_dir.filePath(QStringLiteral("no/lock"))).error().code,
                 ErrorCode::NotFound);
    }
};

HYDRA_TEST_MAIN(TestFileLock)
#include "test_file_lock.moc"
