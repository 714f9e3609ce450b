// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/guest/archive.h"
#include "core/guest/guest_files.h"
#include "tests/support/test_main.h"
#include "tests/unit/guest/seed_input.h"

#include <QMap>
#include <QProcess>
#include <QTemporaryDir>

using namespace hydra;
using namespace hydra::test;

/// What a guest is told at its first start.
class TestSeed : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aCopiedDiskGetsAMachineIdOfItsOwnOnce()
    {
        SeedInput input = demo();
        QVERIFY(!userData(input)["bootcmd"]);
        const QString before = instanceId(input);
        input.freshMachineId = true;
        const YAML::Node command = userData(input)["bootcmd"][0];
        QCOMPARE(command[0].as<std::string>(), std::string("cloud-init-per"));
        QCOMPARE(command[1].as<std::string>(), std::string("instance"));
        QVERIFY(command[5].as<std::string>().find("systemd-machine-id-setup") != std::string::npos);
        QVERIFY(instanceId(input) != before);
    }

    void ourImagesGetTheseDocuments()
    {
        SeedInput input = demo();
        input.webhookUrl = QStringLiteral("http://10.0.2.2:4711/token");
        const auto documents = makeSeedDocuments(input);
        QCOMPARE(documents->userData, golden("demo.user-data"));
        QCOMPARE(documents->networkConfig, golden("demo.network-config"));
        QCOMPARE(documents->metaData, golden("demo.meta-data"));
    }

    void stockImagesGetTheVeryFilesOfAnImageBuild()
    {
        SeedInput input = demo();
        input.containerdInImage = false;
        const YAML::Node config = userData(input);
        QCOMPARE(config["package_update"].as<bool>(), true);
        QCOMPARE(config["packages"][0].as<std::string>(), "containerd");
        QMap<QString, std::pair<QByteArray, std::string>> written;
        for (const auto &file : config["write_files"])
            written[QString::fromStdString(file["path"].as<std::string>())] = {
                QByteArray::fromStdString(file["content"].as<std::string>()),
                file["permissions"].as<std::string>()};
        QVERIFY(written.remove(QStringLiteral("/etc/profile.d/hydra-terminal.sh")) == 1);
        QVERIFY(written.remove(QStringLiteral("/usr/local/lib/hydra/install-packages")) == 1);
        QCOMPARE(size_t(written.size()), runtimeFiles().size());
        for (const GuestFile &file : runtimeFiles()) {
            QCOMPARE(written[file.path].first, file.content);
            QCOMPARE(written[file.path].second, file.mode == 0755 ? "0755" : "0644");
        }
        QCOMPARE(config["runcmd"][1][1].as<std::string>(), "daemon-reload");
    }

    void aSerialLinesTerminalIsAnXterm_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("connection");
        QTest::addColumn<QString>("after");
        const QString serial = QStringLiteral("vt220");
        const QString xterm = QStringLiteral("xterm-256color");
        QTest::newRow("serial") << serial << QString() << xterm;
        QTest::newRow("another") << QStringLiteral("linux") << QString() << QStringLiteral("linux");
        QTest::newRow("SSH") << serial << QStringLiteral("10.0.2.2 1 10.0.2.15 22") << serial;
    }
    void aSerialLinesTerminalIsAnXterm()
    {
        QFETCH(QString, before);
        QFETCH(QString, connection);
        QFETCH(QString, after);
        const YAML::Node file = userData(demo())["write_files"][0];
        QCOMPARE(file["path"].as<std::string>(), "/etc/profile.d/hydra-terminal.sh");
        QProcess shell;
        QProcessEnvironment environment;
        environment.insert(QStringLiteral("TERM"), before);
        if (!connection.isEmpty())
            environment.insert(QStringLiteral("SSH_CONNECTION"), connection);
        shell.setProcessEnvironment(environment);
        const QString script = QString::fromStdString(file["content"].as<std::string>());
        shell.start(QStringLiteral("/bin/sh"),
                    {QStringLiteral("-ec"), script + QStringLiteral("printenv TERM")});
        QVERIFY(shell.waitForFinished());
        QCOMPARE(shell.readAllStandardOutput().trimmed(), after.toUtf8());
    }

    void aVmWithoutContainerdSwitchesItOff()
    {
        SeedInput input = demo();
        input.vm.containerd = false;
        QCOMPARE(userData(input)["runcmd"][0][1].as<std::string>(), "disable");
        input.containerdInImage = false;
        QVERIFY(!userData(input)["runcmd"]);
        QVERIFY(!userData(input)["packages"]);
    }

    void aPasswordOpensSshForPasswords()
    {
        SeedInput input = demo();
        input.passwordHash = QStringLiteral("$6$salt$hash");
        const YAML::Node config = userData(input);
        QCOMPARE(config["ssh_pwauth"].as<bool>(), true);
        QCOMPARE(config["users"][0]["lock_passwd"].as<bool>(), false);
        QCOMPARE(config["users"][0]["passwd"].as<std::string>(), "$6$salt$hash");
    }

    void packagesAndKernelAreInstalledAndARebootFollows()
    {
        SeedInput input = demo();
        input.vm.packages = {QStringLiteral("htop"), QStringLiteral("jq")};
        input.vm.kernelPackage = QStringLiteral("linux-image-rt-amd64");
        input.vm.rebootAfterInstall = true;
        const YAML::Node config = userData(input);
        QCOMPARE(config["packages"].as<std::vector<std::string>>(),
                 (std::vector<std::string>{"htop", "jq", "linux-image-rt-amd64"}));
        QCOMPARE(config["power_state"]["mode"].as<std::string>(), "reboot");
    }

    void valuesCannotBreakOutOfTheirPlace()
    {
        SeedInput input = demo();
        const QString evil = QStringLiteral("x\"\nruncmd: [evil]\n# '\t: - {");
        input.vm.username = evil;
        input.vm.hostname = evil;
        input.authorizedKeys = {evil};
        const YAML::Node config = userData(input);
        QVERIFY(!config["runcmd"]);
        QCOMPARE(QString::fromStdString(config["hostname"].as<std::string>()), evil);
        QCOMPARE(
            QString::fromStdString(config["users"][0]["ssh_authorized_keys"][0].as<std::string>()),
            evil);
        // Texts that look like other types remain texts.
        input.vm.hostname = QStringLiteral("no");
        QVERIFY(makeSeedDocuments(input)->userData.contains("hostname: \"no\""));
    }

    void theInstanceChangesWithTheDocumentsButNotWithTheWebhook()
    {
        const SeedInput input = demo();
        SeedInput other = demo();
        other.webhookUrl = QStringLiteral("http://10.0.2.2:1/x");
        QCOMPARE(instanceId(other), instanceId(input));
        other.vm.packages = {QStringLiteral("jq")};
        QVERIFY(instanceId(other) != instanceId(input));
        other = demo();
        other.vm.userNetwork.prefix = QStringLiteral("10.9.9");
        QVERIFY(instanceId(other) != instanceId(input));
        other = demo();
        other.vm.name = QStringLiteral("iso2");
        other.vm.hostname = QStringLiteral("iso");
        QVERIFY(instanceId(other) != instanceId(input));
    }

    void addressesOfTheNetworkCanBeChosen()
    {
        SeedInput input = demo();
        input.vm.userNetwork.prefix = QStringLiteral("192.168.127");
        input.vm.userNetwork.address = QStringLiteral("192.168.127.9/25");
        input.vm.userNetwork.gateway = QStringLiteral("192.168.127.1");
        input.vm.userNetwork.dns = QStringLiteral("192.168.127.1");
        const YAML::Node card =
            YAML::Load(makeSeedDocuments(input)
                           ->networkConfig.toStdString())["network"]["ethernets"]["hydra0"];
        QCOMPARE(card["addresses"][0].as<std::string>(), "192.168.127.9/25");
        QCOMPARE(card["routes"][0]["via"].as<std::string>(), "192.168.127.1");
        QCOMPARE(card["nameservers"]["addresses"][0].as<std::string>(), "192.168.127.1");
    }

    void resolversAndSearchDomainsCanBeAdded()
    {
        SeedInput input = demo();
        const auto servers = [&] {
            return YAML::Load(
                makeSeedDocuments(input)
                    ->networkConfig.toStdString())["network"]["ethernets"]["hydra0"]["nameservers"];
        };
        QVERIFY(!servers()["search"]);
        input.vm.userNetwork.resolvers = QStringList{QStringLiteral("1.1.1.1")};
        input.vm.userNetwork.search =
            QStringList{QStringLiteral("lab.example"), QStringLiteral("example")};
        QCOMPARE(servers()["addresses"].as<std::vector<std::string>>(),
                 (std::vector<std::string>{"10.0.2.3", "1.1.1.1"}));
        QCOMPARE(servers()["search"].as<std::vector<std::string>>(),
                 (std::vector<std::string>{"lab.example", "example"}));
    }

    void aFullHostNameIsKept()
    {
        SeedInput input = demo();
        QVERIFY(!userData(input)["fqdn"]);
        input.vm.hostname = QStringLiteral("edge1.example.org");
        QCOMPARE(userData(input)["hostname"].as<std::string>(), "edge1");
        QCOMPARE(userData(input)["fqdn"].as<std::string>(), "edge1.example.org");
    }

    void theImageIsAnIsoThatHoldsTheDocuments()
    {
        SeedInput input = demo();
        input.vm.packages = {QStringLiteral("jq")};
        const auto documents = makeSeedDocuments(input);
        const auto image = makeSeedImage(*documents);
        QVERIFY(image);
        constexpr qsizetype volume = 16 * 2048; // the primary volume descriptor
        QCOMPARE(image->mid(volume + 1, 5), QByteArray("CD001"));
        QCOMPARE(image->mid(volume + 40, 32).trimmed().toLower(), QByteArray("cidata"));
        const QTemporaryDir dir;
        const QString path = dir.filePath(QStringLiteral("seed.iso"));
        QVERIFY(writeFileAtomically(path, *image));
        QMap<QString, QByteArray> found;
        QVERIFY(readArchive(
            path, [](const QString &) { return true; },
            [&](const QString &name, const QByteArray &content) { found[name] = content; }));
        QCOMPARE(found.keys(),
                 (QStringList{QStringLiteral("meta-data"), QStringLiteral("network-config"),
                              QStringLiteral("user-data")}));
        QCOMPARE(found[QStringLiteral("user-data")], documents->userData);
        QCOMPARE(found[QStringLiteral("meta-data")], documents->metaData);
        QCOMPARE(found[QStringLiteral("network-config")], documents->networkConfig);
    }

    void passwordsAreHashedAsCryptDoes_data()
    {
        QTest::addColumn<QByteArray>("password");
        QTest::addColumn<QByteArray>("salt");
        QTest::addColumn<int>("rounds");
        QTest::addColumn<QString>("hash");
        QTest::newRow("short salt")
            << QByteArray("hailhydra") << QByteArray("123456") << 5000
            << QStringLiteral(
                   "$6$123456$q6XGyjamEiUjdWApOVBUHMcN5KpCBYXZJDS67smcWYWKkXukbxVLozbARz3hJeQtO"
                   "laDd/Th9OULM5Oe9UUZK.");
        QTest::newRow("words")
            << QByteArray("Hello world!") << QByteArray("saltstring") << 5000
            << QStringLiteral(
                   "$6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u"
                   "4OTLiBFdcbYEdFCoEOfaS35inz1");
        QTest::newRow("rounds, long salt")
            << QByteArray("Hello world!") << QByteArray("saltstringsaltstring") << 10000
            << QStringLiteral(
                   "$6$rounds=10000$saltstringsaltst$OW1/O6BYHV6BcXZu8QVeXbDWra3Oeqh0sbHbbMCVN"
                   "SnCM/UrjmM0Dp8vOuZeHBy/YTBmSK6H9qs/y3RnOaw5v.");
        QTest::newRow("longer than a digest")
            << QByteArray(70, 'p') << QByteArray("0123456789abcdef") << 5000
            << QStringLiteral(
                   "$6$0123456789abcdef$pHTHI0DhqCkYIa87Afq4cVoQ1bEjhrsIYHYwdJkQU2O6RAsuSAaHBH"
                   "7H5NIg8mH5EdSXyonSK2JJ0Vr.1GYGU0");
    }

    void passwordsAreHashedAsCryptDoes()
    {
        QFETCH(QByteArray, password);
        QFETCH(QByteArray, salt);
        QFETCH(int, rounds);
        QFETCH(QString, hash);
        QCOMPARE(sha512Crypt(password, salt, rounds), hash);
    }

    void anEmptyPasswordAndRoundsOutOfRangeAreHashedToo()
    {
        QCOMPARE(sha512Crypt({}, "ab").size(), 6 + 86);
        QVERIFY(sha512Crypt("a", "ab", 1).startsWith(u"$6$rounds=1000$ab$"));
    }

    void saltsAreRandomAndOfTheAlphabet()
    {
        const QString salt = randomSalt();
        QCOMPARE(salt.size(), 16);
        QVERIFY(salt != randomSalt());
        for (QChar c : salt)
            QVERIFY(c.isLetterOrNumber() || c == u'.' || c == u'/');
    }

    void aGuestsProgramsAreExecutableAndItsPortsClosed()
    {
        int programs = 0;
        for (const GuestFile &file : runtimeFiles()) {
            QVERIFY2(!file.content.isEmpty(), qPrintable(file.path));
            programs += file.mode == 0755 ? 1 : 0;
            if (file.path.endsWith(u"firewall.nft"))
                QVERIFY(file.content.contains("reject with tcp reset"));
        }
        QCOMPARE(programs, 1);
        QVERIFY(containerProgram(QStringLiteral("pause")).startsWith("#!/bin/sh\n"));
        QVERIFY(containerProgram(QStringLiteral("thermostat")).startsWith("#!/bin/sh\n"));
    }
};

HYDRA_TEST_MAIN(TestSeed)
#include "test_seed.moc"
