// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/host/facts.h"
#include "tests/cli/world.h"
#include "tests/support/mounts.h"
#include "tests/support/test_main.h"

#include "core/image/store.h"
#include "core/process/find_program.h"
#include "core/process/run.h"

#include <QDir>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTcpServer>

#include <memory>
#include <unistd.h>

using namespace hydra;
using namespace hydra::test;

namespace {

QString words(const char *line)
{
    return QString::fromLatin1(line);
}

} // namespace

/// Forbidden actions are refused with an explanation.
class TestCliRefusals : public QObject
{
    Q_OBJECT

    std::unique_ptr<World> m_world;

    [[nodiscard]] Outcome hydractl(const QString &line) const
    {
        return m_world->hydractl(line.split(u' '));
    }
    [[nodiscard]] Outcome up(const QString &file) const
    {
        return m_world->hydractl({words("up"), file});
    }

private Q_SLOTS:
    void init()
    {
        m_world = std::make_unique<World>();
        m_world->setFake(bootingFake());
    }

    void aBusyPortIsAConflictThatNamesItsHolderAndAFreeOne()
    {
        QTcpServer holder;
        QVERIFY(holder.listen(QHostAddress::LocalHost));
        const QByteArray port = QByteArray::number(holder.serverPort());
        const QString file = m_world->writeLab(QStringLiteral("home"),
                                               "  - name: hub\n    ports: {ssh: " + port + "}\n");
        const Outcome refused = up(file);
        HYDRA_REFUSES(refused, 4, port, "cli_tests", "(pid " + QByteArray::number(::getpid()) + ")",
                      "home/hub");
        const QRegularExpression free(QStringLiteral("(\\d+) is free"));
        const auto match = free.match(QString::fromUtf8(refused.errorOutput));
        QVERIFY2(match.hasMatch(), refused.words().constData());
        QCOMPARE(m_world->launches().size(), size_t(0));
        const QJsonObject plan = m_world->json({words("plan"), file});
        QVERIFY(plan[QStringLiteral("warnings")][0].toString().toUtf8().contains(port));
        HYDRA_EXITS(m_world->hydractl({words("set"), file, words("hub"),
                                       QStringLiteral("ports.ssh=%1").arg(match.captured(1))}),
                    0);
        HYDRA_EXITS(up(file), 0);
    }

    void oneVmsBusyPortStartsNoneOfTheLab()
    {
        QTcpServer holder;
        QVERIFY(holder.listen(QHostAddress::LocalHost));
        const QString file = m_world->writeLab(QStringLiteral("home"),
                                               "  - name: hub\n  - name: lamp\n    ports: {ssh: " +
                                                   QByteArray::number(holder.serverPort()) + "}\n");
        HYDRA_REFUSES(up(file), 4, "home/lamp");
        QCOMPARE(m_world->launches().size(), size_t(0));
    }

    void aLabsNameBelongsToOneFile()
    {
        const QString file = m_world->writeLab(QStringLiteral("home"));
        HYDRA_EXITS(up(file), 0);
        const QString other =
            m_world->write(QStringLiteral("elsewhere/home.yaml"), m_world->read(file));
        for (const char *command : {"up", "plan", "down", "kill"})
            HYDRA_REFUSES(m_world->hydractl({words(command), other}), 4, file.toUtf8(), "home");
        HYDRA_REFUSES(hydractl(words("create home --preset plain")), 4, file.toUtf8());
        QCOMPARE(m_world->launches().size(), size_t(1));
        QCOMPARE(m_world->state(words("home")), words("running"));
    }

    void aCreatedLabsNameBelongsToItToo()
    {
        HYDRA_EXITS(hydractl(words("create home --preset plain")), 0);
        const QString file = m_world->writeLab(QStringLiteral("home"));
        HYDRA_REFUSES(up(file), 4, "config/hydra/labs/home.yaml");
    }

    void aLabStartedFromAFileIsKnownByItsNameUntilItIsDeleted()
    {
        const QString file = m_world->writeLab(QStringLiteral("home"));
        HYDRA_REFUSES(hydractl(words("status home")), 3, "home");
        HYDRA_EXITS(up(file), 0);
        QCOMPARE(m_world->state(words("home/hub")), words("running"));
        HYDRA_EXITS(hydractl(words("kill home")), 0);
        HYDRA_EXITS(hydractl(words("delete home --yes")), 0);
        HYDRA_REFUSES(hydractl(words("status home")), 3, "home");
        QVERIFY(m_world->json({words("list")})[QStringLiteral("vms")].toArray().isEmpty());
        QVERIFY2(QFile::exists(file), "a file that create did not make is the user's");
        QVERIFY(!QFile::exists(m_world->paths().labState(words("home"))));
        const QString moved =
            m_world->write(QStringLiteral("elsewhere/home.yaml"), m_world->read(file));
        HYDRA_EXITS(up(moved), 0); // the name is free again
    }

    void aVmThatRunsIsNotDeleted()
    {
        const QString file =
            m_world->writeLab(QStringLiteral("home"), "  - name: hub\n  - name: lamp\n");
        HYDRA_EXITS(m_world->hydractl({words("up"), file}), 0);
        HYDRA_EXITS(hydractl(words("kill home/lamp")), 0);
        HYDRA_REFUSES(hydractl(words("delete home --yes")), 4, "home/hub", "hydractl down");
        QCOMPARE(m_world->running(), 1);
        for (const char *vm : {"hub", "lamp"})
            QVERIFY2(QFile::exists(m_world->paths().vmState({words("home"), words(vm)}) +
                                   words("/disk.qcow2")),
                     vm);
        HYDRA_EXITS(hydractl(words("delete home/lamp --yes")), 0);
        QVERIFY(!QFile::exists(m_world->paths().vmState({words("home"), words("lamp")})));
        QCOMPARE(m_world->state(words("home/hub")), words("running"));
    }

    void aProtectedVmIsNotDeletedUntilItIsNoMore()
    {
        const QString file =
            m_world->writeLab(QStringLiteral("home"), "  - name: hub\n    protect: true\n");
        HYDRA_EXITS(up(file), 0);
        HYDRA_EXITS(hydractl(words("kill home")), 0);
        HYDRA_REFUSES(hydractl(words("delete home --yes")), 4, "protected", "protect=false");
        QVERIFY(QFile::exists(m_world->paths().vmState({words("home"), words("hub")})));
        HYDRA_EXITS(hydractl(words("set home hub protect=false")), 0);
        HYDRA_EXITS(hydractl(words("delete home --yes")), 0);
    }

    void deleteAsksOrIsToldNotTo()
    {
        HYDRA_EXITS(hydractl(words("create home --preset plain")), 0);
        HYDRA_REFUSES(hydractl(words("delete home")), 2, "home", "--yes");
        HYDRA_EXITS(hydractl(words("delete home --yes")), 0);
    }

    void deleteOfACreatedLabRemovesItsFile()
    {
        HYDRA_EXITS(hydractl(words("create home --preset plain")), 0);
        HYDRA_EXITS(hydractl(words("delete home --yes")), 0);
        QVERIFY(!QFile::exists(m_world->paths().labsDir() + words("/home.yaml")));
        HYDRA_EXITS(hydractl(words("create home --preset demo")), 0);
    }

    void oneBrokenLabHidesNoOther()
    {
        HYDRA_EXITS(up(m_world->writeLab(QStringLiteral("home"))), 0);
        const QString away = m_world->writeLab(QStringLiteral("away"));
        HYDRA_EXITS(up(away), 0);
        m_world->write(QStringLiteral("config/hydra/labs/bad.yaml"), "name: bad\nvms: [\n");
        QVERIFY(QFile::remove(away));
        const Outcome list = hydractl(words("list --format json"));
        HYDRA_EXITS(list, 0);
        const QJsonArray vms =
            QJsonDocument::fromJson(list.output)[QStringLiteral("vms")].toArray();
        QVERIFY2(!vms.isEmpty() && vms.last()[QStringLiteral("lab")].toString() == u"home",
                 list.words().constData());
        QVERIFY2(list.errorOutput.contains("bad.yaml") && list.errorOutput.contains("away.yaml"),
                 list.words().constData());
        QVERIFY(hydractl(words("list")).output.contains("home"));
    }

    void anotherImageNeedsAWordAboutTheDisk()
    {
        const QString file = m_world->writeLab(QStringLiteral("home"));
        HYDRA_EXITS(up(file), 0);
        HYDRA_EXITS(hydractl(words("kill home")), 0);
        QVERIFY(QFile::copy(m_world->image(), m_world->path(QStringLiteral("other.qcow2"))));
        HYDRA_EXITS(m_world->hydractl(
                        {words("set"), file, words("-"),
                         words("common.image=") + m_world->path(QStringLiteral("other.qcow2"))}),
                    0);
        HYDRA_REFUSES(up(file), 4, "--keep-disk", "--fresh-disk");
        HYDRA_EXITS(m_world->hydractl({words("up"), file, words("--keep-disk")}), 0);
        HYDRA_EXITS(hydractl(words("kill home")), 0);
        HYDRA_EXITS(m_world->hydractl({words("up"), file, words("--fresh-disk")}), 0);
        HYDRA_EXITS(hydractl(words("kill home")), 0);
        HYDRA_EXITS(up(file), 0);
    }

    void aMissingImageSaysSoBeforeAnythingStarts()
    {
        const QString file = m_world->write(
            QStringLiteral("home.yaml"),
            "name: home\nvms: [{name: hub, image: /no/such.qcow2, accelerator: tcg}]\n");
        HYDRA_REFUSES(up(file), 1, "/no/such.qcow2");
        QCOMPARE(m_world->launches().size(), size_t(0));
    }

    void aMissingProgramIsNamedAndNoMissingImage_data()
    {
        QTest::addColumn<QStringList>("there");
        QTest::addColumn<QByteArray>("missing");
        const QString qemu = words("qemu-system-") + machineFacts().arch, image = words("qemu-img"),
                      keys = words("ssh-keygen");
        QTest::newRow("QEMU") << QStringList{image, keys}
                              << QByteArray("install the package qemu-system-");
        QTest::newRow("qemu-img") << QStringList{qemu, keys} << QByteArray("qemu-img");
        QTest::newRow("OpenSSH") << QStringList{qemu, image} << QByteArray("ssh-keygen");
    }

    void aMissingProgramIsNamedAndNoMissingImage()
    {
        QFETCH(QStringList, there);
        QFETCH(QByteArray, missing);
        const QString file = m_world->writeLab(QStringLiteral("home"));
        QDir(m_world->path({})).mkdir(QStringLiteral("few"));
        for (const QString &program : there) {
            const QString fake = m_world->path(words("bin/") + program);
            QVERIFY(QFile::link(QFile::exists(fake) ? fake : *findProgram(program),
                                m_world->path(words("few/") + program)));
        }
        m_world->setVariable(QStringLiteral("PATH"), m_world->path(QStringLiteral("few")));
        HYDRA_REFUSES(up(file), 1, missing, "install");
        QCOMPARE(m_world->launches().size(), size_t(0));
    }

    void aStateDirectoryThatCannotBeMadeIsSaidInWords()
    {
        const QString file = m_world->writeLab(QStringLiteral("home"));
        m_world->write(QStringLiteral("state"), "a file where the directory should be\n");
        HYDRA_REFUSES(up(file), 1, m_world->path(QStringLiteral("state")).toUtf8());
        QCOMPARE(m_world->launches().size(), size_t(0));
        QVERIFY(m_world->json({words("list")})[QStringLiteral("vms")].toArray().isEmpty());
    }

    void aStateDirectoryThatCannotBeWrittenIsSaidInWords()
    {
        if (::geteuid() == 0)
            QSKIP("root writes everywhere");
        const QString file = m_world->writeLab(QStringLiteral("home"));
        QDir().mkpath(m_world->paths().stateDir);
        QFile::setPermissions(m_world->paths().stateDir, QFile::ReadOwner | QFile::ExeOwner);
        HYDRA_REFUSES(up(file), 1, m_world->paths().stateDir.toUtf8());
        QFile::setPermissions(m_world->paths().stateDir,
                              QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        HYDRA_EXITS(up(file), 0);
    }

    void aFullDiskIsSaidInWordsAndHealsWhenThereIsSpace()
    {
        const QString state = m_world->path(QStringLiteral("state"));
        Mounts mounts;
        if (!mounts.putDisk(state, "64k"))
            QSKIP("no file system of our own here");
        const QString file = m_world->writeLab(QStringLiteral("home"));
        const Outcome full = up(file);
        HYDRA_REFUSES(full, 1, "space");
        QCOMPARE(m_world->launches().size(), size_t(0));
        QVERIFY(hydractl(words("list --format json")).exitCode == 0);
        QVERIFY(mounts.putDisk(state, "64m"));
        HYDRA_EXITS(up(file), 0);
        QCOMPARE(m_world->state(words("home")), words("running"));
        HYDRA_EXITS(hydractl(words("kill home")), 0);
    }

    void aSetOnAFullDiskKeepsTheOldFile()
    {
        const QString dir = m_world->path(QStringLiteral("labs"));
        Mounts mounts;
        if (!mounts.putDisk(dir, "16k"))
            QSKIP("no file system of our own here");
        const QString file = m_world->write(QStringLiteral("labs/home.yaml"),
                                            "name: home\nvms: [{name: hub, cpu: 1}]\n");
        const QByteArray before = m_world->read(file);
        QFile filler(m_world->path(QStringLiteral("labs/filler")));
        QVERIFY(filler.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
        while (filler.write(QByteArray(4096, 'x')) == 4096) {
        }
        HYDRA_REFUSES(m_world->hydractl({words("set"), file, words("hub"), words("cpu=2")}), 1,
                      "home.yaml", "space");
        QCOMPARE(m_world->read(file), before);
        QVERIFY(filler.remove());
        HYDRA_EXITS(m_world->hydractl({words("set"), file, words("hub"), words("cpu=2")}), 0);
    }

    void anImageInUseIsNotRemoved()
    {
        const QString fresh = m_world->path(QStringLiteral("data/hydra/images/.tmp/base.qcow2"));
        QDir().mkpath(QFileInfo(fresh).absolutePath());
        QVERIFY(QFile::copy(m_world->image(), fresh));
        StoredImage record;
        record.name = words("small");
        record.source = words("a test");
        QVERIFY(ImageStore(m_world->paths().imagesDir()).add(fresh, record).has_value());

        const QJsonArray images =
            m_world->json({words("image"), words("list")})[QStringLiteral("images")].toArray();
        QCOMPARE(images.size(), 1);
        QCOMPARE(images[0][QStringLiteral("name")].toString(), words("small"));
        QCOMPARE(images[0][QStringLiteral("virtual_size")].toInteger(), qint64(3) << 30);
        QCOMPARE(images[0][QStringLiteral("sha512")].toString().size(), 128);
        QVERIFY(
            !QFileInfo(images[0][QStringLiteral("path")].toString()).permission(QFile::WriteOwner));

        const QString file =
            m_world->writeLab(QStringLiteral("home"), "  - name: hub\n    image: small\n");
        HYDRA_EXITS(up(file), 0);
        QCOMPARE(m_world->status(words("home"))[0][QStringLiteral("image")].toString(),
                 words("small"));
        HYDRA_REFUSES(hydractl(words("image remove small")), 4, "small", "home/hub");
        HYDRA_EXITS(hydractl(words("kill home")), 0);
        // The disk still uses it as backing file.
        HYDRA_REFUSES(hydractl(words("image remove small")), 4, "small");
        HYDRA_EXITS(hydractl(words("delete home --yes")), 0);
        HYDRA_EXITS(hydractl(words("image remove small")), 0);
        QVERIFY(m_world->json({words("image"), words("list")})[QStringLiteral("images")]
                    .toArray()
                    .isEmpty());
        HYDRA_REFUSES(hydractl(words("image remove small")), 3, "small");
    }
};

HYDRA_TEST_MAIN(TestCliRefusals)
#include "test_cli_refusals.moc"
