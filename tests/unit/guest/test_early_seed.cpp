// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/guest/archive.h"
#include "core/guest/early_seed.h"
#include "core/guest/guest_files.h"
#include "tests/support/test_main.h"
#include "tests/unit/guest/seed_input.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>
#include <QProcess>
#include <QTemporaryDir>

#include <unistd.h>

using namespace hydra;
using namespace hydra::test;

namespace {

using Change = void (*)(SeedInput &);

QMap<QString, QByteArray> contentsOf(const std::vector<GuestFile> &files)
{
    QMap<QString, QByteArray> found;
    for (const GuestFile &file : files)
        found[file.path] = file.content;
    return found;
}

QMap<QString, QByteArray> seedOf(const SeedInput &input)
{
    const auto documents = makeSeedDocuments(input);
    return documents ? contentsOf(documents->early) : QMap<QString, QByteArray>();
}

/// What the seed puts into the guest's file system.
QMap<QString, QByteArray> filesOf(const SeedInput &input)
{
    const QTemporaryDir dir;
    const QString tar = dir.filePath(QStringLiteral("files.tar"));
    QMap<QString, QByteArray> found;
    if (!writeFileAtomically(tar, seedOf(input)[QStringLiteral("hydra/files.tar")]) ||
        !readArchive(
            tar, [](const QString &) { return true; },
            [&](const QString &name, const QByteArray &content) { found[name] = content; }))
        qWarning("the archive cannot be read");
    return found;
}

/// A guest's file system and a seed, in a directory, and what the script does to them. chroot is a
/// program of the test's: it notes what is run and makes the user.
class Guest
{
public:
    Guest()
    {
        for (const char *path : {"root/etc/ssh", "root/etc/sudoers.d", "root/etc/systemd/network",
                                 "root/etc/systemd/system/multi-user.target.wants",
                                 "root/home/hydra", "bin", "run/hydra-seed"})
            QDir(m_dir.path()).mkpath(QLatin1String(path));
        write("root/etc/passwd", "root:x:0:0:root:/root:/bin/bash\n");
        write("root/etc/shadow", "root:*:1::::::\n");
        write("root/etc/fstab", "PARTUUID=1 / ext4 defaults 0 1\n"
                                "old /old 9p nofail,comment=cloudconfig 0 0\n");
        write("root/etc/machine-id", "0123\n");
        write("root/etc/ssh/ssh_host_rsa_key", "old");
        write("root/etc/systemd/network/10-cloud-init-enp0s2.network", "old");
        write("root/etc/systemd/system/multi-user.target.wants/containerd.service", "");
        program("sync", "");
        program("chroot", QStringLiteral("shift\necho \"$@\" >>%1/calls\n"
                                         "[ \"$1\" != useradd ] || echo "
                                         "\"hydra:x:%2:%3:Hydra:/home/hydra:/bin/bash\" "
                                         ">>%1/root/etc/passwd\n")
                              .arg(m_dir.path())
                              .arg(::getuid())
                              .arg(::getgid())
                              .toUtf8());
    }

    [[nodiscard]] QByteArray read(const char *path) const
    {
        return readFile(m_dir.filePath(QLatin1String(path))).value_or(QByteArray());
    }
    [[nodiscard]] bool has(const char *path) const
    {
        return QFileInfo::exists(m_dir.filePath(QLatin1String(path)));
    }
    void write(const char *path, const QByteArray &content) const
    {
        if (!writeFileAtomically(m_dir.filePath(QLatin1String(path)), content))
            qWarning("cannot write %s", path);
    }

    /// The script's output; empty when it succeeds and says nothing.
    QByteArray apply(const SeedInput &input) const
    {
        const QString seed = m_dir.filePath(QStringLiteral("seed"));
        QDir(seed).removeRecursively();
        QDir().mkpath(seed + QStringLiteral("/hydra"));
        const QMap<QString, QByteArray> files = seedOf(input);
        for (auto file = files.begin(); file != files.end(); ++file)
            write(("seed/" + file.key().toUtf8()).constData(), file.value());
        QProcess shell;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("PATH"), m_dir.filePath(QStringLiteral("bin:")) +
                                                       environment.value(QStringLiteral("PATH")));
        shell.setProcessEnvironment(environment);
        shell.setProcessChannelMode(QProcess::MergedChannels);
        shell.start(QStringLiteral("/bin/sh"),
                    {seed + QStringLiteral("/hydra/apply"), m_dir.filePath(QStringLiteral("root")),
                     seed + QStringLiteral("/hydra"), m_dir.filePath(QStringLiteral("run"))});
        if (!shell.waitForFinished() || shell.exitCode() != 0)
            return "failed: " + shell.readAll();
        return shell.readAll();
    }

private:
    void program(const char *name, const QByteArray &script) const
    {
        const QString path = m_dir.filePath(QStringLiteral("bin/") + QLatin1String(name));
        if (!writeFileAtomically(path, "#!/bin/sh\n" + script))
            qWarning("cannot write %s", name);
        QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }

    QTemporaryDir m_dir;
};

} // namespace

/// What a guest is told before its init starts, and when that is enough.
class TestEarlySeed : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onlyAGuestWithNothingToInstallOrRunSuits_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<bool>("suits");
        const auto row = [](const char *name, bool suits, Change change) {
            QTest::newRow(name) << change << suits;
        };
        row("the demo", true, [](SeedInput &) {});
        row("a password", true,
            [](SeedInput &input) { input.passwordHash = QStringLiteral("$6$salt$hash"); });
        row("shares", true, [](SeedInput &input) {
            input.mounts = {{QStringLiteral("host0"), QStringLiteral("/mnt/a b"),
                             QStringLiteral("9p"), QStringLiteral("nofail")}};
        });
        row("registries", true,
            [](SeedInput &input) { input.vm.registries = {{.host = QStringLiteral("a.b")}}; });
        row("no containerd", true, [](SeedInput &input) { input.vm.containerd = false; });
        row("a copied disk", true, [](SeedInput &input) { input.freshMachineId = true; });
        row("user_data", false, [](SeedInput &input) {
            input.vm.userData = QStringLiteral("timezone: Europe/Berlin");
        });
        row("packages", false,
            [](SeedInput &input) { input.vm.packages = {QStringLiteral("jq")}; });
        row("debs", false,
            [](SeedInput &input) { input.vm.debs = {QStringLiteral("http://a/b.deb")}; });
        row("a kernel", false,
            [](SeedInput &input) { input.vm.kernelVersion = QStringLiteral("6.12.1"); });
        row("k3s", false, [](SeedInput &input) { input.vm.k3s = QStringLiteral("v1.32.6+k3s1"); });
        row("diod", false, [](SeedInput &input) { input.vm.diod = true; });
        row("encrypted images", false, [](SeedInput &input) { input.vm.encryptedImages = true; });
        row("a reboot", false, [](SeedInput &input) { input.vm.rebootAfterInstall = true; });
        row("an image without containerd", false,
            [](SeedInput &input) { input.containerdInImage = false; });
        row("root", false, [](SeedInput &input) { input.vm.username = QStringLiteral("root"); });
        row("a user with a blank", false,
            [](SeedInput &input) { input.vm.username = QStringLiteral("a b"); });
        row("a host name of two lines", false,
            [](SeedInput &input) { input.vm.hostname = QStringLiteral("a\nb"); });
        row("a key of two lines", false,
            [](SeedInput &input) { input.authorizedKeys = {QStringLiteral("a\nb")}; });
        row("no host key", false, [](SeedInput &input) { input.hostKey = {}; });
        row("OpenRC", false, [](SeedInput &input) {
            input.system = guestSystemOf({QStringLiteral("alpine-3.23")});
        });
    }
    void onlyAGuestWithNothingToInstallOrRunSuits()
    {
        QFETCH(Change, change);
        QFETCH(bool, suits);
        SeedInput input = demo();
        change(input);
        QCOMPARE(suitsEarlySeed(input), suits);
        QCOMPARE(!seedOf(input).isEmpty(), suits);
    }

    void itsFilesAreThoseThatCloudInitWouldWrite()
    {
        SeedInput input = demo();
        input.vm.hostname = QStringLiteral("edge1.example.org");
        input.vm.userNetwork.search = {QStringLiteral("lab.example")};
        input.vm.registries = {{.host = QStringLiteral("registry.local")}};
        const QMap<QString, QByteArray> files = filesOf(input);
        QCOMPARE(files[QStringLiteral("etc/hostname")], QByteArray("edge1\n"));
        QVERIFY(files[QStringLiteral("etc/hosts")].contains("127.0.1.1 edge1.example.org edge1\n"));
        QCOMPARE(files[QStringLiteral("etc/systemd/network/10-cloud-init-hydra0.network")],
                 QByteArray("[Match]\nMACAddress=52:54:00:08:06:8b\nKind=!*\n\n[Network]\nDHCP=no\n"
                            "Address=10.0.2.15/24\nDNS=10.0.2.3\nDomains=lab.example\n\n[Route]\n"
                            "Destination=0.0.0.0/0\nGateway=10.0.2.2\n"));
        QCOMPARE(files[QStringLiteral("etc/ssh/ssh_host_ed25519_key")], input.hostKey.privateKey);
        QVERIFY(files.contains(QStringLiteral("etc/containerd/certs.d/registry.local/hosts.toml")));
        QVERIFY(files.contains(QStringLiteral("etc/profile.d/hydra-terminal.sh")));
    }

    void theScriptSetsUpAGuestOnce()
    {
        const Guest guest;
        SeedInput input = demo();
        input.webhookUrl = QStringLiteral("http://10.0.2.2:4711/token");
        input.mounts = {{QStringLiteral("host0"), QStringLiteral("/mnt/a b"), QStringLiteral("9p"),
                         QStringLiteral("nofail")}};
        QCOMPARE(guest.apply(input), QByteArray());
        QCOMPARE(guest.read("calls"), QByteArray("useradd --create-home --comment Hydra --shell "
                                                 "/bin/bash --groups sudo hydra\n"));
        QCOMPARE(guest.read("root/etc/hostname"), QByteArray("iso\n"));
        QCOMPARE(guest.read("root/home/hydra/.ssh/authorized_keys"),
                 QByteArray("ssh-ed25519 AAAA lab\nssh-rsa BBBB me\n"));
        QCOMPARE(guest.read("root/etc/fstab"),
                 QByteArray("PARTUUID=1 / ext4 defaults 0 1\n"
                            "host0 /mnt/a\\040b 9p nofail,comment=cloudconfig 0 0\n"));
        QVERIFY(guest.has("root/mnt/a b"));
        QVERIFY(!guest.has("root/etc/ssh/ssh_host_rsa_key"));
        QVERIFY(!guest.has("root/etc/systemd/network/10-cloud-init-enp0s2.network"));
        QCOMPARE(guest.read("root/etc/machine-id"), QByteArray("0123\n"));
        QVERIFY(guest.has("root/etc/systemd/system/multi-user.target.wants/containerd.service"));
        QCOMPARE(guest.read("root/var/lib/cloud/data/instance-id").trimmed(),
                 instanceId(input).toUtf8());
        QCOMPARE(guest.read("run/hydra-seed/report"), QByteArray("10.0.2.2 4711 /token\n"));
        QVERIFY(QJsonDocument::fromJson(guest.read("run/cloud-init/result.json"))
                    .object()
                    .contains(QStringLiteral("v1")));
        // The next boot leaves all as the user may have changed it.
        guest.write("root/etc/hostname", "mine\n");
        QCOMPARE(guest.apply(input), QByteArray());
        QCOMPARE(guest.read("root/etc/hostname"), QByteArray("mine\n"));
        QCOMPARE(guest.read("calls").count('\n'), qsizetype(1));
    }

    void anotherInstanceIsSetUpAnew()
    {
        const Guest guest;
        SeedInput input = demo();
        QCOMPARE(guest.apply(input), QByteArray());
        guest.write("root/etc/shadow", "hydra:!:1::::::\n");
        input.vm.hostname = QStringLiteral("other");
        input.authorizedKeys = {QStringLiteral("ssh-rsa BBBB me"), QStringLiteral("ssh-rsa D new")};
        input.freshMachineId = true;
        input.vm.containerd = false;
        QCOMPARE(guest.apply(input), QByteArray());
        QCOMPARE(guest.read("root/etc/hostname"), QByteArray("other\n"));
        QCOMPARE(guest.read("root/etc/machine-id"), QByteArray());
        QCOMPARE(guest.read("root/home/hydra/.ssh/authorized_keys"),
                 QByteArray("ssh-ed25519 AAAA lab\nssh-rsa BBBB me\nssh-rsa D new\n"));
        QVERIFY(!guest.has("root/etc/systemd/system/multi-user.target.wants/containerd.service"));
        QCOMPARE(guest.read("calls").count('\n'), qsizetype(1)); // the user is there and locked
        input.passwordHash = QStringLiteral("$6$salt$hash");
        QCOMPARE(guest.apply(input), QByteArray());
        QVERIFY(guest.read("calls").endsWith("usermod --password $6$salt$hash hydra\n"));
    }

    void itIsOnTheSeedsImage()
    {
        const auto documents = makeSeedDocuments(demo());
        const auto image = makeSeedImage(*documents);
        QVERIFY(image);
        const QTemporaryDir dir;
        const QString path = dir.filePath(QStringLiteral("seed.iso"));
        QVERIFY(writeFileAtomically(path, *image));
        QMap<QString, QByteArray> found;
        QVERIFY(readArchive(
            path, [](const QString &) { return true; },
            [&](const QString &name, const QByteArray &content) { found[name] = content; }));
        for (const GuestFile &file : documents->early)
            QCOMPARE(found[file.path], file.content);
        QVERIFY(found.contains(QStringLiteral("hydra/apply")));
        QVERIFY(found.contains(QStringLiteral("user-data")));
    }

    void whatFailsIsDoneAgain()
    {
        const Guest guest;
        guest.write("root/etc/passwd", "hydra:x:1:1::/nowhere:/bin/sh\n");
        QVERIFY(guest.apply(demo()).startsWith("failed: "));
        QVERIFY(!guest.has("root/var/lib/cloud/data/instance-id"));
    }
};

HYDRA_TEST_MAIN(TestEarlySeed)
#include "test_early_seed.moc"
