// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/atomic_file.h"
#include "core/image/store.h"
#include "tests/cli/world.h"
#include "tests/support/test_main.h"
#include "tests/support/web_server.h"

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

const QString kPulled = QStringLiteral("debian-13-generic-amd64-20250814-2204.qcow2");
constexpr qint64 kPulledSize = 8 << 20;

QByteArray bootSectorAndNoise(qsizetype size)
{
    QByteArray disk(size, Qt::Uninitialized);
    QRandomGenerator random(42);
    for (qsizetype i = 0; i + 4 <= size; i += 4) {
        const quint32 number = random.generate();
        memcpy(disk.data() + i, &number, 4);
    }
    disk.replace(510, 2, "\x55\xaa");
    return disk;
}

} // namespace

/// hydractl downloads images: by name, address and login; broken off in any way, it goes on.
class TestCliPull : public QObject
{
    Q_OBJECT

    std::unique_ptr<World> m_world;
    std::unique_ptr<WebServer> m_server;
    QByteArray m_disk = bootSectorAndNoise(kPulledSize);
    std::atomic<int> m_pauseUs = 0;
    QByteArray m_latest = QByteArray(128, 'a'); ///< digest of the newest build

    [[nodiscard]] static QString word(const char *text) { return QString::fromLatin1(text); }
    /// What the server has, in the place of Debian's: an image under upstream's file name.
    [[nodiscard]] WebAnswer answer(const WebRequest &request) const
    {
        const QByteArray directory = "/trixie/20250814-2204/";
        const QByteArray file = kPulled.toLatin1();
        if (request.target == directory + "SHA512SUMS") {
            const QByteArray digest =
                QCryptographicHash::hash(m_disk, QCryptographicHash::Sha512).toHex();
            return contentAnswer(request, digest + "  " + file + "\n", {});
        }
        if (request.target == "/trixie/latest/SHA512SUMS")
            return contentAnswer(request, m_latest + "  debian-13-generic-amd64.qcow2\n", {});
        if (request.target.startsWith("/secret/") &&
            request.headers.value("private-token") != "s3cret-token")
            return {.status = 401, .headers = {}, .body = "no"};
        if (request.target != directory + file && request.target != "/secret/disk")
            return notFound();
        WebAnswer answer = contentAnswer(request, m_disk, "\"1\"");
        answer.pauseUs = m_pauseUs;
        return answer;
    }
    [[nodiscard]] QStringList pullArgs() const { return {word("image"), word("pull"), kPulled}; }
    [[nodiscard]] bool isStored() const
    {
        const auto image = ImageStore(m_world->paths().imagesDir()).find(kPulled);
        return image && readFile(image->path).value_or(QByteArray()) == m_disk;
    }
    [[nodiscard]] qint64 partSize() const
    {
        return QFileInfo(m_world->paths().downloadsDir() + u'/' + kPulled + word(".part")).size();
    }
    [[nodiscard]] bool waitForPart() const
    {
        for (int i = 0; i < 1000 && partSize() == 0; ++i)
            QThread::msleep(10);
        return partSize() > 0;
    }

private Q_SLOTS:
    void init()
    {
        m_pauseUs = 0;
        m_world = std::make_unique<World>();
        m_server = std::make_unique<WebServer>(
            [this](const WebRequest &request) { return answer(request); });
        const QString mirror =
            word("image_mirrors=https://cloud.debian.org/images/cloud=") + m_server->url(QString());
        HYDRA_EXITS(m_world->hydractl({word("settings"), word("set"), mirror}), 0);
    }

    void aFileOfDebiansIsFoundByItsName()
    {
        const Outcome pulled = m_world->hydractl(pullArgs());
        HYDRA_EXITS(pulled, 0);
        QVERIFY(isStored());
        QVERIFY2(pulled.errorOutput.contains("Checked against SHA512SUMS."),
                 pulled.words().constData());
        QVERIFY(QDir(m_world->paths().downloadsDir()).isEmpty());
        HYDRA_REFUSES(m_world->hydractl(pullArgs()), 4, "is there already");
        const QJsonValue image = m_world->json({word("image"), word("list")})[word("images")][0];
        QCOMPARE(image[word("checked_by")].toString(), word("SHA512SUMS"));
        QVERIFY(image[word("url")].toString().endsWith(kPulled));
    }

    void aKillAtAnyMomentLosesNothing()
    {
        m_pauseUs = 10'000;
        for (int kill = 0; kill < 10 && !isStored(); ++kill) {
            Child child(m_world->command(pullArgs()));
            QThread::msleep(20 + QRandomGenerator::global()->bounded(120));
            child.signal(SIGKILL);
            (void)child.finish();
        }
        m_pauseUs = 0;
        if (!isStored())
            HYDRA_EXITS(m_world->hydractl(pullArgs()), 0);
        QVERIFY(isStored());
    }

    void afterAKillOnlyTheRestIsAskedFor()
    {
        m_pauseUs = 2000;
        Child child(m_world->command(pullArgs()));
        QVERIFY(waitForPart());
        child.signal(SIGKILL);
        (void)child.finish();
        const qint64 kept = partSize();
        m_pauseUs = 0;
        HYDRA_EXITS(m_world->hydractl(pullArgs()), 0);
        QVERIFY(isStored());
        QCOMPARE(m_server->requests().back().headers.value("range"),
                 "bytes=" + QByteArray::number(kept) + "-");
        QCOMPARE(m_server->requests().back().headers.value("if-range"), QByteArray("\"1\""));
    }

    void ctrlCKeepsWhatHasArrived()
    {
        m_pauseUs = 20'000;
        Child child(m_world->command(pullArgs()));
        QVERIFY(waitForPart());
        child.signal(SIGINT);
        const Outcome ended = child.finish();
        HYDRA_EXITS(ended, 1);
        QVERIFY2(ended.errorOutput.contains("the same command goes on"), ended.words().constData());
        QVERIFY(partSize() > 0);
        HYDRA_EXITS(m_world->hydractl({word("image"), word("prune")}), 0);
        QVERIFY(QDir(m_world->paths().downloadsDir()).isEmpty());
    }

    void twoPullsOfOneImageAreOne()
    {
        m_pauseUs = 5000;
        Child first(m_world->command(pullArgs()));
        QVERIFY(waitForPart());
        Child second(m_world->command(pullArgs()));
        const Outcome one = first.finish();
        const Outcome other = second.finish();
        HYDRA_EXITS(one, 0);
        HYDRA_EXITS(other, 0);
        QCOMPARE(one.output, other.output);
        QVERIFY2(other.errorOutput.contains("(begun before by another command)"),
                 other.words().constData());
        QCOMPARE(int(m_server->requests().size()), 2); // the checksums and the image
    }

    void aLoginComesFromTheEnvironmentAndIsWrittenNowhere()
    {
        const QStringList pull{word("image"), word("pull"), m_server->url(word("/secret/disk"))};
        HYDRA_REFUSES(m_world->hydractl(pull), 1, "wants a login", "RIMD_ARTIFACT_URL_TOKEN");
        HYDRA_REFUSES(m_world->hydractl(pull + QStringList{word("--login")}), 2,
                      "no login in the environment");
        m_world->setVariable(word("RIMD_ARTIFACT_URL_TOKEN"), word("s3cret-token"));
        HYDRA_REFUSES(m_world->hydractl(pull), 1, "wants a login"); // not asked to send it
        const Outcome pulled =
            m_world->hydractl(pull + QStringList{word("--login"), word("--name"), word("secret")});
        HYDRA_EXITS(pulled, 0);
        QVERIFY(!pulled.words().contains("s3cret"));
        for (const QString &file : {m_world->paths().programLog(word("hydractl")),
                                    m_world->paths().imagesDir() + word("/secret.json")})
            QVERIFY2(!readFile(file).value_or(QByteArray()).contains("s3cret"), qPrintable(file));
    }

    void wrongChecksumsAreRefused()
    {
        const QString zeros(128, u'0');
        HYDRA_REFUSES(m_world->hydractl(pullArgs() + QStringList{word("--sha512"), zeros}), 1,
                      "is not what it should be", "wrong-checksum");
        QVERIFY(!isStored());
        HYDRA_EXITS(m_world->hydractl(pullArgs() + QStringList{word("--sha512"), word("12")}), 2);
    }

    void aNewerBuildIsTold()
    {
        HYDRA_EXITS(m_world->hydractl(pullArgs()), 0);
        const QStringList list{word("image"), word("list")};
        const auto newer = [&](const QStringList &args) {
            return m_world->json(args)[word("images")][0][word("newer_build")];
        };
        QVERIFY(newer(list).isNull());
        QCOMPARE(newer(list + QStringList{word("--newer")}), QJsonValue(true));
        const Outcome table = m_world->hydractl(list + QStringList{word("--newer")});
        QVERIFY2(table.output.contains("a newer build is there"), table.words().constData());
        m_latest = QCryptographicHash::hash(m_disk, QCryptographicHash::Sha512).toHex();
        QCOMPARE(newer(list + QStringList{word("--newer")}), QJsonValue(false));
    }

    void theCatalogueIsShown()
    {
        const QJsonObject arm =
            m_world->json({word("image"), word("catalogue"), word("--arch"), word("arm64")});
        const QJsonValue first = arm[word("images")][0];
        QCOMPARE(first[word("name")].toString(), word("debian-13-generic"));
        QCOMPARE(first[word("pinned")][word("url")].toString(),
                 word("https://cloud.debian.org/images/cloud/trixie/20250814-2204/"
                      "debian-13-generic-arm64-20250814-2204.qcow2"));
        const Outcome table = m_world->hydractl({word("image"), word("catalogue")});
        HYDRA_EXITS(table, 0);
        QVERIFY2(table.output.contains("ubuntu-26.04"), table.words().constData());
        HYDRA_REFUSES(m_world->hydractl({word("image"), word("pull"), word("debian-99")}), 3,
                      "choose one of: debian-13-generic");
    }
};

HYDRA_TEST_MAIN(TestCliPull)
#include "test_cli_pull.moc"
