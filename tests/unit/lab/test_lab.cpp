// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/atomic_file.h"
#include "core/base/file_lock.h"
#include "core/lab/identity.h"
#include "core/lab/image_users.h"
#include "core/lab/load.h"
#include "core/lab/registry.h"
#include "core/lab/spec_paths.h"
#include "core/reach/ssh.h"
#include "core/start/remove.h"
#include "tests/support/test_main.h"

#include <QDir>
#include <QTemporaryDir>

using namespace hydra;

namespace {

class Home
{
public:
    Home()
    {
        const QString root = m_dir.path();
        environment.paths = {root + QStringLiteral("/config"), root + QStringLiteral("/data"),
                             root + QStringLiteral("/cache"), root + QStringLiteral("/state"),
                             root + QStringLiteral("/run")};
        QDir().mkpath(environment.paths.labsDir());
    }
    QString write(const QString &name, const QByteArray &text) const
    {
        const QString path = m_dir.filePath(name);
        QDir().mkpath(QFileInfo(path).absolutePath());
        if (!writeFileAtomically(path, text))
            return {};
        return path;
    }
    QString createdLab(const QString &name) const
    {
        return write(QStringLiteral("config/labs/%1.yaml").arg(name),
                     "name: " + name.toUtf8() + "\nvms:\n  - name: hub\n");
    }
    Environment environment;

private:
    QTemporaryDir m_dir;
};

} // namespace

class TestLab : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aCreatedLabIsFoundByItsName()
    {
        const Home home;
        const QString file = home.createdLab(QStringLiteral("home"));
        QCOMPARE(findLab(home.environment.paths, QStringLiteral("home"))->file, file);
        QCOMPARE(findLab(home.environment.paths, QStringLiteral("other")).error().code,
                 ErrorCode::NotFound);
    }

    void aLabFileElsewhereIsRememberedOnceItWasClaimed()
    {
        const Home home;
        const QString file = home.write(QStringLiteral("work/x.yaml"), "vms: [{name: a}]\n");
        QVERIFY(!findLab(home.environment.paths, QStringLiteral("x")));
        QVERIFY(claimLabName(home.environment.paths, QStringLiteral("x"), file));
        QCOMPARE(knownLabs(home.environment.paths),
                 (std::vector<KnownLab>{{QStringLiteral("x"), file}}));
    }

    void twoFilesNeverShareAName()
    {
        const Home home;
        home.createdLab(QStringLiteral("home"));
        const QString other = home.write(QStringLiteral("work/home.yaml"), "vms: [{name: a}]\n");
        const auto loaded = loadTarget(home.environment.paths, Target{.file = other});
        QCOMPARE(loaded.error().code, ErrorCode::Conflict);
        QVERIFY(loaded.error().what.contains(QStringLiteral("labs/home.yaml")));
    }

    void anInvalidFileTellsEveryErrorInItsDetails()
    {
        const Home home;
        const QString file = home.write(QStringLiteral("bad.yaml"),
                                        "vms:\n  - name: a\n    cpu: many\n    memry: 2\n");
        const Error error = loadLabFile(file).error();
        QCOMPARE(error.code, ErrorCode::Invalid);
        QCOMPARE(error.details.count(u'\n'), 1);
        QVERIFY(error.details.startsWith(file + QStringLiteral(":3:")));
    }

    void aTargetOfSeveralVmsIsNotOne()
    {
        const Home home;
        const QString file =
            home.write(QStringLiteral("two.yaml"), "vms: [{name: a}, {name: b}]\n");
        const auto both = loadTarget(home.environment.paths, Target{.file = file});
        QCOMPARE(both->vms, (QStringList{QStringLiteral("a"), QStringLiteral("b")}));
        QVERIFY(singleVm(*both).error().hint.contains(QStringLiteral("two/a")));
    }

    void anIdentityIsKept()
    {
        const Home home;
        const QString dir = home.environment.paths.stateDir;
        QDir().mkpath(dir);
        const VmIdentity identity{{{QStringLiteral("ssh"), 20022}},
                                  20001,
                                  QStringLiteral("token"),
                                  QStringLiteral("salt")};
        QCOMPARE(*readIdentity(dir), VmIdentity{});
        QVERIFY(writeIdentity(dir, identity));
        QCOMPARE(*readIdentity(dir), identity);
    }

    void aDamagedIdentityIsNotTakenForANewVm_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("how");
        QTest::newRow("cut") << QByteArray(R"({"ports": {"ssh": 200)") << QStringLiteral("no JSON");
        QTest::newRow("empty") << QByteArray() << QStringLiteral("no JSON");
        QTest::newRow("port") << QByteArray(R"({"ports": {"ssh": 70000}})")
                              << QStringLiteral("ports.ssh");
        QTest::newRow("webhook") << QByteArray(R"({"ports": {}, "webhook_port": "x"})")
                                 << QStringLiteral("webhook_port");
    }

    void aDamagedIdentityIsNotTakenForANewVm()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, how);
        const Home home;
        const QString file = home.write(QStringLiteral("state/identity.json"), text);
        const auto identity = readIdentity(home.environment.paths.stateDir);
        QVERIFY(!identity);
        QVERIFY2(identity.error().what.contains(how), qPrintable(identity.error().what));
        QCOMPARE(identity.error().where, file);
        QVERIFY(identity.error().hint.contains(QStringLiteral("remove it")));
    }

    void aDamagedRecordOfALabFreesItsNameForNobody()
    {
        const Home home;
        const QString file = home.write(QStringLiteral("work/x.yaml"), "vms: [{name: a}]\n");
        QVERIFY(claimLabName(home.environment.paths, QStringLiteral("x"), file));
        const QString record = home.write(QStringLiteral("state/x/lab.json"), "{\"fi");
        const QString other = home.write(QStringLiteral("other/x.yaml"), "vms: [{name: a}]\n");
        const auto claimed = claimLabName(home.environment.paths, QStringLiteral("x"), other);
        QVERIFY(!claimed);
        QCOMPARE(claimed.error().where, record);
        QVERIFY(!claimed.error().hint.isEmpty());
    }

    void aLabWhoseFileIsGoneIsNotClaimed()
    {
        const Home home;
        const QString gone = home.environment.paths.labFile(QStringLiteral("gone"));
        QCOMPARE(claimLabName(home.environment.paths, QStringLiteral("gone"), gone).error().code,
                 ErrorCode::NotFound);
    }

    void aLabKeyIsMadeOnceAndIsPrivate()
    {
        const Home home;
        QVERIFY(makePrivateDir(home.environment.paths.stateDir));
        QVERIFY(makePrivateDir(home.environment.paths.labState(QStringLiteral("home"))));
        const auto first = ensureLabKey(home.environment.paths, QStringLiteral("home"));
        QVERIFY2(first.has_value(), qPrintable(first ? QString() : formatError(first.error())));
        QVERIFY(first->startsWith(QStringLiteral("ssh-ed25519 ")));
        QCOMPARE(*ensureLabKey(home.environment.paths, QStringLiteral("home")), *first);
        const auto mode =
            QFile::permissions(home.environment.paths.labState(QStringLiteral("home")) +
                               QStringLiteral("/id_ed25519"));
        QVERIFY(!(mode & (QFile::ReadGroup | QFile::ReadOther)));
    }

    void sshIsToldOurKeyAndOurKnownHostsOnly()
    {
        const Home home;
        const std::vector<PlannedPort> ports{{QStringLiteral("ssh"),
                                              {},
                                              QStringLiteral("tcp"),
                                              QStringLiteral("127.0.0.1"),
                                              20022,
                                              22}};
        const auto config =
            sshConfigOf(home.environment.paths, {QStringLiteral("home"), QStringLiteral("hub")},
                        QStringLiteral("hydra"), ports);
        for (const char *line : {"Host home/hub home.hub\n", "  Port 20022\n", "  User hydra\n",
                                 "  StrictHostKeyChecking yes\n", "  IdentitiesOnly yes\n"})
            QVERIFY2(config->contains(QString::fromLatin1(line)), line);
        QCOMPARE(sshConfigOf(home.environment.paths,
                             {QStringLiteral("home"), QStringLiteral("hub")},
                             QStringLiteral("hydra"), {})
                     .error()
                     .code,
                 ErrorCode::Invalid);
    }

    void deletingRemovesAllOfALabAndNothingElse()
    {
        const Home home;
        home.createdLab(QStringLiteral("one"));
        const QString other = home.createdLab(QStringLiteral("other"));
        home.write(QStringLiteral("state/one/hub/disk.qcow2"), "x");
        const QString kept = home.write(QStringLiteral("state/other/hub/disk.qcow2"), "x");
        const auto target =
            loadTarget(home.environment.paths, Target{.lab = QStringLiteral("one")});
        QVERIFY(removeLab(home.environment, *target));
        QVERIFY(!QFileInfo::exists(home.environment.paths.labState(QStringLiteral("one"))));
        QVERIFY(!findLab(home.environment.paths, QStringLiteral("one")));
        QVERIFY(QFileInfo::exists(kept));
        QVERIFY(QFileInfo::exists(other));
    }

    void aLabThatIsBeingStartedIsNotDeleted()
    {
        const Home home;
        const QString file = home.createdLab(QStringLiteral("one"));
        const QString disk = home.write(QStringLiteral("state/one/hub/disk.qcow2"), "x");
        const auto target =
            loadTarget(home.environment.paths, Target{.lab = QStringLiteral("one")});
        const auto held = FileLock::acquire(home.environment.paths.labState(QStringLiteral("one")) +
                                            QStringLiteral("/up.lock"));
        QVERIFY(held);
        const auto removed = removeLab(home.environment, *target);
        QVERIFY(!removed);
        QCOMPARE(removed.error().code, ErrorCode::Conflict);
        QVERIFY(QFileInfo::exists(disk) && QFileInfo::exists(file));
    }

    void aProtectedVmIsNotDeleted()
    {
        const Home home;
        home.write(QStringLiteral("config/labs/safe.yaml"),
                   "name: safe\nvms: [{name: hub, protect: true}]\n");
        const auto target =
            loadTarget(home.environment.paths, Target{.lab = QStringLiteral("safe")});
        QCOMPARE(removeLab(home.environment, *target).error().code, ErrorCode::Conflict);
    }

    void anImageKnowsTheVmsThatUseIt()
    {
        const Home home;
        home.write(QStringLiteral("state/home/hub/disk.base"), "/images/debian-13.qcow2");
        home.write(QStringLiteral("state/home/door/disk.base"), "/images/other.qcow2");
        StoredImage image;
        image.path = QStringLiteral("/images/debian-13.qcow2");
        QCOMPARE(imageUsers(home.environment.paths, image),
                 QStringList{home.environment.paths.vmState(
                     {QStringLiteral("home"), QStringLiteral("hub")})});
    }

    void anArtifactIsBesideItsLabFileUnlessItSays()
    {
        const Home home;
        const QString file = home.write(QStringLiteral("labs/home.yaml"), "x");
        const QString dir = QFileInfo(file).path() + QStringLiteral("/rimdworkspace/");
        VmSpec vm;
        vm.boot = BootMode::Kernel;
        vm.rimd = RimdSpec();
        QCOMPARE(withAbsolutePaths(vm, file).kernel.kernel, dir + QStringLiteral("Image.gz"));
        home.write(QStringLiteral("labs/rimdworkspace/Image.gz-6.16"), "kernel");
        QCOMPARE(withAbsolutePaths(vm, file).kernel.kernel, dir + QStringLiteral("Image.gz-6.16"));
        const VmSpec moved = withoutRelativePaths(vm, file);
        QCOMPARE(withAbsolutePaths(moved, QStringLiteral("/other/x.yaml")).kernel.kernel,
                 dir + QStringLiteral("Image.gz-6.16"));
        QCOMPARE(moved.kernel.kernel, QString());
    }

    void whatIsRelativeIsKnown()
    {
        VmSpec vm;
        vm.image = QStringLiteral("debian-13"); // an image of the store
        vm.kernel.kernel = QStringLiteral("vmlinuz");
        vm.shares = {{QStringLiteral("~/a"), QStringLiteral("/a"), {}},
                     {QStringLiteral("."), QStringLiteral("/b"), {}}};
        QCOMPARE(relativePaths(vm), (QStringList{QStringLiteral("vmlinuz"), QStringLiteral(".")}));
        QCOMPARE(relativePaths(withoutRelativePaths(vm, QStringLiteral("/labs/x.yaml"))),
                 QStringList());
        QCOMPARE(withoutRelativePaths(vm, QStringLiteral("/labs/x.yaml")).shares.front().host,
                 QStringLiteral("~/a"));
    }

    void aPasswordIsHashedWithTheKeptSaltUnlessTheFileHasOne()
    {
        VmSpec vm;
        QCOMPARE(passwordHashOf(vm, {}), QString());
        vm.password = QStringLiteral("secret");
        const VmIdentity identity{{}, 0, {}, QStringLiteral("kept")};
        QVERIFY(passwordHashOf(vm, identity).startsWith(QStringLiteral("$6$kept$")));
        vm.salt = QStringLiteral("given");
        QVERIFY(passwordHashOf(vm, identity).startsWith(QStringLiteral("$6$given$")));
        vm.passwordHash = QStringLiteral("$6$x$y");
        QCOMPARE(passwordHashOf(vm, identity), QStringLiteral("$6$x$y"));
    }
};

HYDRA_TEST_MAIN(TestLab)
#include "test_lab.moc"
