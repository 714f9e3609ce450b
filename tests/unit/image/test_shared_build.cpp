// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/file_lock.h"
#include "core/image/shared_build.h"
#include "core/process/find_program.h"
#include "tests/support/test_main.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QThread>

#include <atomic>
#include <future>
#include <mutex>

using namespace hydra;

namespace {

const QString kImage = QStringLiteral("debian-13");

/// Two callers who want the same image at once. The first one's build goes on until it is let go.
class TwoBuilds
{
public:
    [[nodiscard]] ImageStore store() const { return ImageStore(m_dir.path()); }

    /// Begins the first build, and returns when it runs.
    void begin(const std::function<Result<StoredImage>()> &end)
    {
        m_first = std::async(std::launch::async, [this, end] {
            return buildOrFollow(store(), kImage, job, [this, end](const JobContext &told) {
                told.progress({0.25, QStringLiteral("Unpacking libc6")});
                ++builds;
                while (!m_ends && !told.cancel.cancelled())
                    QThread::msleep(5);
                return told.cancel.cancelled() ? Result<StoredImage>(fail(ErrorCode::Cancelled, {}))
                                               : end();
            });
        });
        while (builds == 0)
            QThread::msleep(5);
    }
    /// The second one follows; ends the first as soon as it told of its progress.
    Result<StoredImage> second(const std::function<void()> &whenFollowing)
    {
        JobContext follower;
        follower.cancel = cancelSecond;
        follower.progress = [&](const Progress &progress) {
            seen << progress.words;
            whenFollowing();
        };
        return buildOrFollow(store(), kImage, follower, [this](const JobContext &) {
            ++builds;
            return added();
        });
    }
    void letGo() { m_ends = true; }
    Result<StoredImage> first() { return m_first.get(); }
    Result<StoredImage> added() const
    {
        const auto work = store().makeWorkDir();
        const QString file = *work + QStringLiteral("/x.qcow2");
        if (const auto made = createDisk(file, MemorySize::mib(1)); !made)
            return fail(made.error());
        StoredImage record;
        record.name = kImage;
        return store().add(file, record);
    }

    JobContext job{.cancel = {}, .progress = [](const Progress &) {}};
    CancelToken cancelSecond;
    QStringList seen;
    std::atomic<int> builds = 0;

private:
    QTemporaryDir m_dir;
    std::atomic<bool> m_ends = false;
    std::future<Result<StoredImage>> m_first;
};

} // namespace

/// Two who want the same image at once get one build.
class TestSharedBuild : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!findProgram(QStringLiteral("qemu-img")))
            QSKIP("needs qemu-img");
    }

    void theSecondFollowsTheFirstAndGetsItsImage()
    {
        TwoBuilds both;
        both.begin([&] { return both.added(); });
        const auto image = both.second([&] { both.letGo(); });
        QVERIFY2(image, image ? "" : qPrintable(formatError(image.error())));
        QVERIFY(both.first());
        QCOMPARE(image->name, kImage);
        QCOMPARE(both.builds.load(), 1);
        QVERIFY2(both.seen.value(0).startsWith(u"Unpacking libc6"),
                 qPrintable(both.seen.join(u'\n')));
        QCOMPARE(QDir(both.store().directory())
                     .entryList({QStringLiteral(".build.*.json")}, QDir::Files | QDir::Hidden),
                 QStringList());
    }

    void aFailureIsTheFollowersToo()
    {
        TwoBuilds both;
        both.begin([] {
            return fail(ErrorCode::Failed, QStringLiteral("no such suite"),
                        QStringLiteral("trixie"), QStringLiteral("correct it"),
                        QStringLiteral("E: 404"));
        });
        const auto image = both.second([&] { both.letGo(); });
        QVERIFY(!image);
        QCOMPARE(image.error(), both.first().error());
        QCOMPARE(both.builds.load(), 1);
        // Who comes later tries again.
        QVERIFY(both.second([] {}));
        QCOMPARE(both.builds.load(), 2);
    }

    void whenTheFirstIsCancelledTheFollowerBuilds()
    {
        TwoBuilds both;
        both.begin([&] { return both.added(); });
        QVERIFY(both.second([&] { both.job.cancel.cancel(); }));
        QCOMPARE(both.first().error().code, ErrorCode::Cancelled);
        QCOMPARE(both.builds.load(), 2);
    }

    void whenTheFirstIsKilledTheFollowerBuilds()
    {
        TwoBuilds both;
        // A killed builder's lock is free, and its last news are left.
        std::optional<FileLock> killed;
        if (auto lock =
                FileLock::acquire(both.store().directory() + QStringLiteral("/.build.") + kImage))
            killed.emplace(std::move(*lock));
        QVERIFY(killed);
        QFile news(both.store().directory() + QStringLiteral("/.build.debian-13.json"));
        QVERIFY(news.open(QIODevice::WriteOnly));
        QVERIFY(news.write("{\"fraction\":0.5,\"words\":\"Making the disk\"}") > 0);
        news.close();
        QVERIFY(both.second([&] { killed.reset(); }));
        QCOMPARE(both.builds.load(), 1);
        QVERIFY(both.seen.value(0).startsWith(u"Making the disk"));
    }

    void cancellingTheFollowerEndsTheFollowerAlone()
    {
        TwoBuilds both;
        both.begin([&] { return both.added(); });
        const auto image = both.second([&] { both.cancelSecond.cancel(); });
        QVERIFY(!image);
        QCOMPARE(image.error().code, ErrorCode::Cancelled);
        both.letGo();
        QVERIFY(both.first());
        QCOMPARE(both.builds.load(), 1);
    }

    void tornNewsAreNoNews()
    {
        TwoBuilds both;
        both.begin([&] { return both.added(); });
        QFile news(both.store().directory() + QStringLiteral("/.build.debian-13.json"));
        QVERIFY(news.open(QIODevice::WriteOnly));
        QVERIFY(news.write("{\"fraction\":0.5,\"wor") > 0);
        news.close();
        // Long enough for the second to have looked.
        const auto later = std::async(std::launch::async, [&] {
            QThread::msleep(700);
            both.letGo();
        });
        QVERIFY(both.second([] {}));
        QCOMPARE(both.seen, QStringList());
        QVERIFY(both.first());
    }

    void whatRunsIsListedUntilItEnds()
    {
        TwoBuilds both;
        QVERIFY(runningBuilds(both.store()).empty());
        both.begin([]() -> Result<StoredImage> {
            return fail(ErrorCode::Failed, QStringLiteral("no such suite"));
        });
        const std::vector<RunningBuild> running = runningBuilds(both.store());
        QCOMPARE(running.size(), std::size_t(1));
        QCOMPARE(running.front().name, kImage);
        QCOMPARE(running.front().progress.words, QStringLiteral("Unpacking libc6"));
        QCOMPARE(running.front().progress.fraction, 0.25);
        both.letGo();
        QVERIFY(!both.first());
        QVERIFY(runningBuilds(both.store()).empty()); // its failure is still told to followers
    }
};

HYDRA_TEST_MAIN(TestSharedBuild)
#include "test_shared_build.moc"
