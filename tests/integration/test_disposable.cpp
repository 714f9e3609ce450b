// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/integration/support/integration_test.h"

#include "core/process/find_program.h"
#include "core/process/run.h"

#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QRandomGenerator>
#include <QtEndian>

#include <csignal>

using namespace hydra;
using namespace hydra::test;
using std::chrono::seconds;

namespace {

/// The number of complete packets in a capture; -1 when it is none (pcap: a header of 24 bytes,
/// then per packet 16 bytes with its captured size at offset 8).
int packetsIn(const QByteArray &capture)
{
    if (capture.size() < 24 || qFromLittleEndian<quint32>(capture.constData()) != 0xa1b2c3d4)
        return -1;
    int packets = 0;
    for (qsizetype at = 24; at < capture.size(); ++packets) {
        if (capture.size() - at < 16)
            return -1;
        at += 16 + qsizetype(qFromLittleEndian<quint32>(capture.constData() + at + 8));
        if (at > capture.size())
            return -1;
    }
    return packets;
}

} // namespace

/// Disposable runs of real guests: they leave only the requested files.
class TestDisposable : public IntegrationTest
{
    Q_OBJECT

    [[nodiscard]] QString output() { return box().root() + QStringLiteral("/kept"); }

    /// All files of this user and the images' names.
    [[nodiscard]] QStringList tree()
    {
        QStringList lines;
        for (const QString &root : {box().root(), guestStore() + QStringLiteral("/hydra")}) {
            QDirIterator files(
                root, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
                QDirIterator::Subdirectories);
            while (files.hasNext()) {
                const QFileInfo info(files.next());
                if (info.filePath().startsWith(output()) ||
                    info.filePath().contains(QStringLiteral("/cache")))
                    continue;
                const bool grows = info.fileName() == u"hydractl.log"; // it tells of every failure
                const QByteArray content =
                    info.isFile() && !grows && info.size() < 10 << 20
                        ? contentOf(info.filePath())
                        : QByteArray::number(info.isFile() && !grows ? info.size() : 0);
                lines << info.filePath() + u' ' +
                             QString::fromLatin1(
                                 QCryptographicHash::hash(content, QCryptographicHash::Sha256)
                                     .toHex()
                                     .left(16));
            }
        }
        lines.sort();
        return lines;
    }

    // Creates the directories and the lock that every start creates.
    void warmUp()
    {
        VERIFY_EXIT(box().hydractl({QStringLiteral("create"), QStringLiteral("other"),
                                    QStringLiteral("--preset"), QStringLiteral("plain")}),
                    0);
        VERIFY_EXIT(box().hydractl({QStringLiteral("up"), QStringLiteral("other")}), 0);
        VERIFY_EXIT(box().hydractl({QStringLiteral("kill"), QStringLiteral("other")}), 0);
    }

    [[nodiscard]] static QStringList runArgs(const QStringList &more)
    {
        return QStringList{QStringLiteral("run"),       QStringLiteral("--image"),
                           QStringLiteral("debian-13"), QStringLiteral("--disposable"),
                           QStringLiteral("--set"),     QStringLiteral("accelerator=tcg"),
                           QStringLiteral("--set"),     QStringLiteral("memory=1")} +
               more;
    }

    /// Starts a run, waits a while, and calls HURT.
    void repeatedly(const std::function<void(QProcess &)> &hurt)
    {
        warmUp();
        const QStringList before = tree();
        for (int i = 0; i < 10; ++i) {
            const auto run = box().start(runArgs({}));
            QTest::qWait(QRandomGenerator::global()->bounded(6000));
            hurt(*run);
            QTRY_COMPARE_WITH_TIMEOUT(run->state(), QProcess::NotRunning, 60000);
            VERIFY_EXIT(box().hydractl({QStringLiteral("image"), QStringLiteral("prune")}), 0);
            QVERIFY(box().qemus().empty());
            QTRY_VERIFY_WITH_TIMEOUT(box().keepers().empty(), 10000);
            QCOMPARE(tree(), before);
        }
    }

private Q_SLOTS:
    void whatWasAskedIsKeptAndNoOtherByte()
    {
        warmUp();
        const QStringList before = tree();
        const Outcome run = box().hydractl(
            runArgs({QStringLiteral("--keep"), QStringLiteral("transcript"),
                     QStringLiteral("--keep"), QStringLiteral("logs"), QStringLiteral("--keep"),
                     QStringLiteral("pcap"), QStringLiteral("--keep"),
                     QStringLiteral("/home/hydra/result"), QStringLiteral("--output"), output(),
                     QStringLiteral("--"),
                     QStringLiteral("mkdir result; echo 42 > result/answer; hostname; exit 3")}),
            seconds(800));
        VERIFY_EXIT(run, 3);
        QVERIFY2(run.out.startsWith("isolated"), qPrintable(run.say()));
        QCOMPARE(tree(), before);
        QVERIFY(box().qemus().empty());
        QStringList kept;
        QDirIterator files(output(), QDir::Files | QDir::Hidden | QDir::System,
                           QDirIterator::Subdirectories);
        while (files.hasNext())
            kept << files.next().mid(output().size() + 1);
        kept.sort();
        QCOMPARE(kept, (QStringList{QStringLiteral("files/home/hydra/result/answer"),
                                    QStringLiteral("journal.log"), QStringLiteral("network.pcap"),
                                    QStringLiteral("serial.log"), QStringLiteral("vm.log")}));
        QCOMPARE(contentOf(output() + QStringLiteral("/files/home/hydra/result/answer")),
                 QByteArray("42\n"));
        QVERIFY(contentOf(output() + QStringLiteral("/serial.log")).contains("Linux version"));
        QVERIFY(contentOf(output() + QStringLiteral("/journal.log")).contains("Linux version"));
        const QString capture = output() + QStringLiteral("/network.pcap");
        QVERIFY(packetsIn(contentOf(capture)) > 10);
        if (!findProgram(QStringLiteral("tshark")))
            return;
        const Outcome shark =
            box().run(QStringLiteral("tshark"),
                      {QStringLiteral("-r"), capture, QStringLiteral("-Y"), QStringLiteral("ssh")});
        VERIFY_EXIT(shark, 0);
        QVERIFY(!shark.out.isEmpty());
    }

    void aKilledCommandsRunIsFoundAndRemoved()
    {
        repeatedly([](QProcess &run) { run.kill(); });
    }

    void aRunWhoseQemuIsKilledIsRemoved()
    {
        repeatedly([this](QProcess &run) {
            for (const Running &qemu : box().qemus())
                killHard(qemu.id);
            QTest::qWait(500);
            run.terminate(); // in case no VM had been started
        });
    }

    void aRunWhoseKeeperIsKilledIsRemoved()
    {
        repeatedly([this](QProcess &run) {
            for (const Running &keeper : box().keepers())
                killHard(keeper.id);
            QTest::qWait(500);
            run.terminate();
        });
    }
};

HYDRA_TEST_MAIN(TestDisposable)
#include "test_disposable.moc"
