// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/cli/world.h"
#include "tests/support/test_main.h"

#include "tests/support/mounts.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QRandomGenerator>
#include <QThread>

#include <csignal>
#include <memory>

using namespace hydra;
using namespace hydra::test;

namespace {

constexpr int kKills = 10;
constexpr qint64 kImageBytes = 48 << 20; // large enough to be killed at various moments

QString words(const char *line)
{
    return QString::fromLatin1(line);
}

QByteArray digestOf(const QString &path)
{
    QFile file(path);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    return file.open(QIODevice::ReadOnly) && hash.addData(&file) ? hash.result() : QByteArray();
}

} // namespace

/// Kills `hydractl export --to bundle` and `import --from bundle`, and runs them on full disks.
class TestCliBundle : public QObject
{
    Q_OBJECT

    std::unique_ptr<World> m_sender;
    QByteArray m_base;

    [[nodiscard]] QString bundle() const { return m_sender->path(words("shared/home.hydra")); }
    [[nodiscard]] QStringList exporting() const
    {
        return {words("export"), m_sender->path(words("home.yaml")),
                words("--to"),   words("bundle"),
                words("-o"),     bundle()};
    }
    [[nodiscard]] QStringList importing(const World &world) const
    {
        return {words("import"), words("--from"), words("bundle"),
                bundle(),        words("-o"),     world.path(words("got.yaml"))};
    }
    static QStringList namesIn(const QString &directory)
    {
        return QDir(directory).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    }

    /// Starts the command ten times and kills it at moments spread over the duration of an
    /// undisturbed run.
    static void killOften(const World &world, const QStringList &args,
                          std::chrono::microseconds whole, const std::function<void(int)> &check)
    {
        for (int i = 0; i < kKills; ++i) {
            Child child(world.command(args));
            QThread::usleep(ulong(QRandomGenerator::global()->bounded(double(whole.count()))));
            child.signal(SIGKILL);
            (void)child.finish();
            check(i);
            if (QTest::currentTestFailed())
                return;
        }
    }

private Q_SLOTS:
    void init()
    {
        m_sender = std::make_unique<World>();
        QVERIFY(QDir().mkpath(m_sender->path(words("shared"))));
        QFile image(m_sender->path(words("big.raw")));
        QVERIFY(image.open(QIODevice::WriteOnly));
        QByteArray block(1 << 20, Qt::Uninitialized);
        for (qint64 i = 0; i < kImageBytes / block.size(); ++i) {
            QRandomGenerator::global()->fillRange(reinterpret_cast<quint32 *>(block.data()),
                                                  block.size() / 4);
            QCOMPARE(image.write(block), qint64(block.size()));
        }
        image.close();
        m_base = digestOf(image.fileName());
        m_sender->write(words("home.yaml"),
                        "name: home\nvms:\n  - name: hub\n    image: " + image.fileName().toUtf8() +
                            "\n    containerd: false\n    memory: 64MiB\n");
    }

    void aKilledExportLeavesTheOldBundleAndTheNextOneCleansUp()
    {
        const Outcome first = m_sender->hydractl(exporting());
        HYDRA_EXITS(first, 0);
        const QByteArray whole = digestOf(bundle());
        killOften(*m_sender, exporting(), first.wall, [&](int) {
            // All exports are of the same lab, so an existing bundle must be complete.
            QVERIFY(QFile::exists(bundle()));
            const World receiver;
            HYDRA_EXITS(receiver.hydractl(importing(receiver)), 0);
        });
        QCOMPARE(digestOf(m_sender->path(words("big.raw"))), m_base);
        HYDRA_EXITS(m_sender->hydractl(exporting()), 0);
        QCOMPARE(namesIn(m_sender->path(words("shared"))), QStringList{words("home.hydra")});
        QVERIFY(!whole.isEmpty());
    }

    void aKilledImportLeavesWhatTheNextOneTakesAway()
    {
        HYDRA_EXITS(m_sender->hydractl(exporting()), 0);
        const QByteArray sent = digestOf(bundle());
        const World trial;
        const Outcome whole = trial.hydractl(importing(trial));
        HYDRA_EXITS(whole, 0);
        const World receiver;
        killOften(receiver, importing(receiver), whole.wall, [&](int) {
            const QString lab = receiver.path(words("got.yaml"));
            if (QFile::exists(lab)) { // the import had finished: lab and image must be complete
                HYDRA_EXITS(receiver.hydractl({words("image"), words("verify")}), 0);
                QVERIFY(QFile::remove(lab));
            }
            // Every image in the store must be complete.
            HYDRA_EXITS(receiver.hydractl({words("image"), words("verify")}), 0);
        });
        HYDRA_EXITS(receiver.hydractl(importing(receiver)), 0);
        HYDRA_EXITS(receiver.hydractl({words("image"), words("verify")}), 0);
        QVERIFY(namesIn(receiver.paths().imagesDir() + words("/.tmp")).isEmpty());
        QCOMPARE(digestOf(bundle()), sent);
    }

    void leftoversAreFoundByPruneToo()
    {
        HYDRA_EXITS(m_sender->hydractl(exporting()), 0);
        const World receiver;
        Child child(receiver.command(importing(receiver)));
        const QString work = receiver.paths().imagesDir() + words("/.tmp");
        QTRY_VERIFY_WITH_TIMEOUT(!namesIn(work).isEmpty(), 20000);
        child.signal(SIGKILL);
        (void)child.finish();
        QVERIFY(!namesIn(work).isEmpty());
        HYDRA_EXITS(receiver.hydractl({words("image"), words("prune")}), 0);
        QVERIFY(namesIn(work).isEmpty());
    }

    void aFullDiskKeepsTheOldBundle()
    {
        Mounts mounts;
        if (!mounts.putDisk(m_sender->path(words("shared")), "80m"))
            QSKIP("no file system of our own here");
        HYDRA_EXITS(m_sender->hydractl(exporting()), 0);
        const QByteArray old = digestOf(bundle());
        HYDRA_REFUSES(m_sender->hydractl(exporting()), 1, "space");
        QCOMPARE(digestOf(bundle()), old);
        QCOMPARE(namesIn(m_sender->path(words("shared"))), QStringList{words("home.hydra")});
    }

    void aFullOrReadOnlyStoreTakesNothing()
    {
        HYDRA_EXITS(m_sender->hydractl(exporting()), 0);
        const World receiver;
        Mounts mounts;
        if (!mounts.putDisk(receiver.paths().imagesDir(), "20m"))
            QSKIP("no file system of our own here");
        HYDRA_REFUSES(receiver.hydractl(importing(receiver)), 1, "space");
        QVERIFY(!QFile::exists(receiver.path(words("got.yaml"))));
        QVERIFY(mounts.forbidWriting(receiver.paths().imagesDir()));
        HYDRA_REFUSES(receiver.hydractl(importing(receiver)), 1, "images");
        QVERIFY(!QFile::exists(receiver.path(words("got.yaml"))));
    }
};

HYDRA_TEST_MAIN(TestCliBundle)
#include "test_cli_bundle.moc"
