// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/cli/world.h"
#include "tests/support/test_main.h"

#include "core/base/file_lock.h"
#include "core/image/qcow2.h"
#include "core/process/run.h"

#include <QDir>

#include <memory>

using namespace hydra;
using namespace hydra::test;

namespace {

QString words(const char *line)
{
    return QString::fromLatin1(line);
}

} // namespace

/// clone and reset, as a user sees them.
class TestCliCopies : public QObject
{
    Q_OBJECT

    std::unique_ptr<World> m_world;
    QString m_lab;

    [[nodiscard]] Outcome hydractl(const QString &line, const QByteArray &input = {}) const
    {
        QStringList args = line.split(u' ');
        args.replaceInStrings(QStringLiteral("LAB.yaml"), m_lab);
        return m_world->hydractl(args, input);
    }
    [[nodiscard]] QString state(const QString &file) const
    {
        return m_world->path(QStringLiteral("state/hydra/") + file);
    }
    void writeToDisk(const QString &file) const
    {
        if (!run({QStringLiteral("qemu-io"),
                  {QStringLiteral("-f"), QStringLiteral("qcow2"), QStringLiteral("-c"),
                   QStringLiteral("write -P 7 1M 1M"), state(file)}}))
            qFatal("cannot write to %s", qPrintable(file));
    }
    [[nodiscard]] bool isWritten(const QString &file) const
    {
        const auto read =
            run({QStringLiteral("qemu-io"),
                 {QStringLiteral("-f"), QStringLiteral("qcow2"), QStringLiteral("-r"),
                  QStringLiteral("-c"), QStringLiteral("read -P 7 1M 1M"), state(file)}});
        return read && !read->output.contains("verification failed");
    }
    void startAndStop(const QString &lab) const
    {
        HYDRA_EXITS(hydractl(QStringLiteral("up ") + lab), 0);
        HYDRA_EXITS(hydractl(QStringLiteral("kill ") + lab), 0);
    }

private Q_SLOTS:
    void init()
    {
        m_world = std::make_unique<World>();
        m_world->setFake(bootingFake());
        m_lab = m_world->writeLab(words("home"),
                                  "  - name: hub   # it all hangs on this\n    ports: {extra: "
                                  "[\"30817:80\"]}\n    disks: [{name: more, size: 1}]\n");
    }

    void aCloneHasTheDisksAndAnIdentityOfItsOwn()
    {
        startAndStop(words("LAB.yaml"));
        writeToDisk(words("home/hub/disk.qcow2"));
        writeToDisk(words("home/hub/disk-more.qcow2"));
        const Outcome clone = hydractl(words("clone home twin"));
        HYDRA_EXITS(clone, 0);
        QCOMPARE(clone.output.trimmed(),
                 m_world->path(words("config/hydra/labs/twin.yaml")).toUtf8());
        for (const QByteArray &word :
             {QByteArray("hub: its host name is twin"), QByteArray("30817 is the original's"),
              QByteArray("hydractl up twin")})
            QVERIFY2(clone.errorOutput.contains(word), clone.errorOutput.constData());
        const QByteArray text = m_world->read(words("config/hydra/labs/twin.yaml"));
        QVERIFY2(text.contains("# it all hangs on this") && text.contains("name: twin"),
                 text.constData());
        QVERIFY(isWritten(words("twin/hub/disk.qcow2")) &&
                isWritten(words("twin/hub/disk-more.qcow2")));
        QCOMPARE(readQcow2Head(state(words("twin/hub/disk.qcow2")))->backingFile, m_world->image());
        QVERIFY(!QFileInfo::exists(state(words("twin/owner.json"))));
        HYDRA_EXITS(hydractl(words("up twin")), 0);
        QVERIFY(isWritten(words("twin/hub/disk.qcow2")));
        for (const char *file :
             {"id_ed25519.pub", "hub/ssh_host_ed25519_key.pub", "hub/plan.json"}) {
            const QByteArray own = m_world->read(state(words("twin/") + words(file)));
            QVERIFY2(!own.isEmpty() && own != m_world->read(state(words("home/") + words(file))),
                     file);
        }
    }

    void bothCanRunAtOnce()
    {
        startAndStop(words("LAB.yaml"));
        HYDRA_EXITS(hydractl(words("clone home twin")), 0);
        HYDRA_EXITS(hydractl(words("up home twin")), 0);
        QCOMPARE(m_world->running(), 2);
    }

    void aVmThatNeverRanIsClonedAsItsFile()
    {
        HYDRA_EXITS(hydractl(words("clone LAB.yaml twin")), 0);
        QVERIFY(!QFileInfo::exists(state(words("twin/hub/disk.qcow2"))));
        HYDRA_EXITS(hydractl(words("up twin")), 0);
    }

    void aTakenOrBadNameIsRefusedAndNothingChanges()
    {
        startAndStop(words("LAB.yaml"));
        HYDRA_EXITS(hydractl(words("create twin --preset plain")), 0);
        const QByteArray before = m_world->read(words("config/hydra/labs/twin.yaml"));
        HYDRA_REFUSES(hydractl(words("clone home twin")), 4, "twin");
        HYDRA_REFUSES(hydractl(words("clone home home")), 4, "home");
        HYDRA_REFUSES(hydractl(words("clone home ../evil")), 2, "lab's name");
        HYDRA_REFUSES(hydractl(words("clone nobody twin2")), 3, "nobody");
        QCOMPARE(m_world->read(words("config/hydra/labs/twin.yaml")), before);
        QVERIFY(!QFileInfo::exists(state(words("twin"))));
    }

    void aCloneThatFailsLeavesNothing()
    {
        startAndStop(words("LAB.yaml"));
        QVERIFY(QFile::remove(state(words("home/hub/disk.base"))));
        QDir().mkdir(state(words("home/hub/disk.base"))); // a directory: cannot be read as a file
        HYDRA_EXITS(hydractl(words("clone home twin")), 1);
        QVERIFY(!QFileInfo::exists(state(words("twin"))));
        QVERIFY(!QFileInfo::exists(m_world->path(words("config/hydra/labs/twin.yaml"))));
    }

    void resetBringsTheDisksBackToTheImage()
    {
        startAndStop(words("LAB.yaml"));
        writeToDisk(words("home/hub/disk.qcow2"));
        writeToDisk(words("home/hub/disk-more.qcow2"));
        m_world->write(words("state/hydra/home/hub/snapshots.json"), "{}");
        m_world->write(words("state/hydra/home/hub/snapshots/one/memory"), "m");
        const QByteArray key = m_world->read(state(words("home/hub/ssh_host_ed25519_key.pub")));
        HYDRA_EXITS(hydractl(words("reset home --yes")), 0);
        QCOMPARE(m_world->running(), 0);
        for (const char *gone : {"disk.qcow2", "disk-more.qcow2", "snapshots.json", "snapshots"})
            QVERIFY2(!QFileInfo::exists(state(words("home/hub/") + words(gone))), gone);
        HYDRA_EXITS(hydractl(words("up home")), 0);
        QVERIFY(!isWritten(words("home/hub/disk.qcow2")) &&
                !isWritten(words("home/hub/disk-more.qcow2")));
        QCOMPARE(m_world->read(state(words("home/hub/ssh_host_ed25519_key.pub"))), key);
    }

    void whatRanIsStartedAgain()
    {
        HYDRA_EXITS(hydractl(words("up LAB.yaml")), 0);
        const auto before = m_world->launches();
        HYDRA_EXITS(hydractl(words("reset home/hub --yes")), 0);
        QCOMPARE(m_world->launches().size(), before.size() + 1);
        QCOMPARE(m_world->running(), 1);
        QCOMPARE(m_world->state(words("home")), words("running"));
    }

    void aProtectedVmIsNotReset()
    {
        m_lab = m_world->writeLab(words("safe"), "  - name: hub\n    protect: true\n");
        startAndStop(words("LAB.yaml"));
        writeToDisk(words("safe/hub/disk.qcow2"));
        HYDRA_REFUSES(hydractl(words("reset safe --yes")), 4, "safe/hub", "protected",
                      "protect=false");
        QVERIFY(isWritten(words("safe/hub/disk.qcow2")));
    }

    void nothingIsResetWithoutAYes()
    {
        startAndStop(words("LAB.yaml"));
        writeToDisk(words("home/hub/disk.qcow2"));
        HYDRA_REFUSES(hydractl(words("reset home")), 2, "nobody is here to be asked", "--yes");
        QVERIFY(isWritten(words("home/hub/disk.qcow2")));
    }

    void aVmWhoseImageIsGoneIsNotReset()
    {
        startAndStop(words("LAB.yaml"));
        QVERIFY(QFile::rename(m_world->image(), m_world->path(words("moved.qcow2"))));
        HYDRA_REFUSES(hydractl(words("reset home --yes")), 3, "image");
        QVERIFY(QFileInfo::exists(state(words("home/hub/disk.qcow2"))));
    }
};

HYDRA_TEST_MAIN(TestCliCopies)
#include "test_cli_copies.moc"
