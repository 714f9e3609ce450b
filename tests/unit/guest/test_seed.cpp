// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "base/atomic_file.h"
#include "guest/archive.h"
#include "guest/guest_files.h"
#include "guest/seed.h"
#include "test_main.h"

#include <QMap>
#include <QTemporaryDir>

#include <yaml-cpp/yaml.h>

using namespace hydra;

namespace {

SeedInput demo()
{
    SeedInput input;
    input.lab = QStringLiteral("demo");
    input.vm.name = QStringLiteral("iso");
    input.mac = QStringLiteral("52:54:00:08:06:8B");
    input.authorizedKeys = {QStringLiteral("ssh-ed25519 AAAA lab"), QStringLiteral("ssh-rsa BBBB me")};
    input.hostKey = {"-----BEGIN OPENSSH PRIVATE KEY-----\nabc\n-----END OPENSSH PRIVATE KEY-----\n",
                     "ssh-ed25519 CCCC"};
    return input;
}

YAML::Node userData(const SeedInput &input)
{
    const auto documents = makeSeedDocuments(input);
    if (!documents)
        qWarning("%s", qPrintable(formatError(documents.error())));
    return YAML::Load(documents->userData.toStdString());
}

QByteArray golden(const char *name)
{
    return *readFile(QStringLiteral(HYDRA_SOURCE_DIR "/tests/unit/guest/golden/") + QLatin1String(name));
}

QString instanceId(const SeedInput &input)
{
    return QString::fromUtf8(makeSeedDocuments(input)->metaData).section(u'"', 1, 1);
}

Error failureOf(const QString &userData)
{
    SeedInput input = demo();
    input.vm.userData = userData;
    const auto documents = makeSeedDocuments(input);
    return documents ? Error() : documents.error();
}

} // namespace

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
        QCOMPARE(size_t(written.size()), runtimeFiles().size());
        for (const GuestFile &file : runtimeFiles()) {
            QCOMPARE(written[file.path].first, file.content);
            QCOMPARE(written[file.path].second, file.mode == 0755 ? "0755" : "0644");
        }
        QCOMPARE(config["runcmd"][0][1].as<std::string>(), "daemon-reload");
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
        QCOMPARE(QString::fromStdString(config["users"][0]["ssh_authorized_keys"][0].as<std::string>()), evil);
        // Texts that look like other things stay texts.
        input.vm.hostname = QStringLiteral("no");
        QVERIFY(makeSeedDocuments(input)->userData.contains("hostname: \"no\""));
    }

    void theUsersConfigIsMerged()
    {
        SeedInput input = demo();
        input.vm.packages = {QStringLiteral("jq")};
        input.vm.userData = QStringLiteral("#cloud-config\n"
                                           "hostname: mine\n"
                                           "packages: [htop]\n"
                                           "users:\n  - name: other\n"
                                           "ssh_keys: {rsa_private: KEY}\n"
                                           "write_files:\n  - {path: /a, permissions: '0600'}\n");
        const YAML::Node config = userData(input);
        QCOMPARE(config["hostname"].as<std::string>(), "mine");
        QCOMPARE(config["packages"].as<std::vector<std::string>>(), (std::vector<std::string>{"jq", "htop"}));
        QCOMPARE(config["users"].size(), size_t(2));
        QCOMPARE(config["users"][1]["name"].as<std::string>(), "other");
        QCOMPARE(config["ssh_keys"].size(), size_t(3));
        // A quoted scalar must not turn into a number on its way.
        QVERIFY(makeSeedDocuments(input)->userData.contains("permissions: \"0600\""));
    }

    void aConfigThatIsNoMappingIsInvalid_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("words");
        QTest::newRow("list") << QStringLiteral("- a") << QStringLiteral("is not a mapping");
        QTest::newRow("text") << QStringLiteral("hello") << QStringLiteral("is not a mapping");
        QTest::newRow("script") << QStringLiteral("#!/bin/sh\nid\n") << QStringLiteral("is not a mapping");
        QTest::newRow("syntax") << QStringLiteral("a: [1\nb: 2") << QStringLiteral("is not YAML: line 2");
        QTest::newRow("twice") << QStringLiteral("a: 1\na: 2") << QStringLiteral("the key a twice");
        QTest::newRow("cycle") << QStringLiteral("a: &x {b: *x}") << QStringLiteral("refers to itself");
        QString bomb = QStringLiteral("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (int i = 1; i < 9; ++i)
            bomb += QStringLiteral("a%1: &a%1 [*a%2,*a%2,*a%2,*a%2,*a%2,*a%2,*a%2,*a%2,*a%2,*a%2]\n").arg(i).arg(i - 1);
        QTest::newRow("bomb") << bomb << QStringLiteral("too large");
    }

    void aConfigThatIsNoMappingIsInvalid()
    {
        QFETCH(QString, text);
        QFETCH(QString, words);
        const Error error = failureOf(text);
        QCOMPARE(error.code, ErrorCode::Invalid);
        QVERIFY2(error.what.contains(words), qPrintable(error.what));
        QCOMPARE(error.where, QStringLiteral("demo/iso: user_data"));
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
        input.vm.userNetwork = {QStringLiteral("192.168.127"), QStringLiteral("192.168.127.9/25"),
                                QStringLiteral("192.168.127.1"), QStringLiteral("192.168.127.1")};
        const YAML::Node card
            = YAML::Load(makeSeedDocuments(input)->networkConfig.toStdString())["network"]["ethernets"]["hydra0"];
        QCOMPARE(card["addresses"][0].as<std::string>(), "192.168.127.9/25");
        QCOMPARE(card["routes"][0]["via"].as<std::string>(), "192.168.127.1");
        QCOMPARE(card["nameservers"]["addresses"][0].as<std::string>(), "192.168.127.1");
    }

    void theImageIsAnIsoThatHoldsTheDocuments()
    {
        const auto documents = makeSeedDocuments(demo());
        const auto image = makeSeedImage(*documents);
        QVERIFY(image);
        constexpr qsizetype volume = 16 * 2048; // the primary volume descriptor
        QCOMPARE(image->mid(volume + 1, 5), QByteArray("CD001"));
        QCOMPARE(image->mid(volume + 40, 32).trimmed().toLower(), QByteArray("cidata"));
        const QTemporaryDir dir;
        const QString path = dir.filePath(QStringLiteral("seed.iso"));
        QVERIFY(writeFileAtomically(path, *image));
        QMap<QString, QByteArray> found;
        QVERIFY(readArchive(path, [](const QString &) { return true; },
                            [&](const QString &name, const QByteArray &content) { found[name] = content; }));
        QCOMPARE(found.keys(), (QStringList{QStringLiteral("meta-data"), QStringLiteral("network-config"),
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
            << QStringLiteral("$6$123456$q6XGyjamEiUjdWApOVBUHMcN5KpCBYXZJDS67smcWYWKkXukbxVLozbARz3hJeQtO"
                              "laDd/Th9OULM5Oe9UUZK.");
        QTest::newRow("words")
            << QByteArray("Hello world!") << QByteArray("saltstring") << 5000
            << QStringLiteral("$6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u"
                              "4OTLiBFdcbYEdFCoEOfaS35inz1");
        QTest::newRow("rounds, long salt")
            << QByteArray("Hello world!") << QByteArray("saltstringsaltstring") << 10000
            << QStringLiteral("$6$rounds=10000$saltstringsaltst$OW1/O6BYHV6BcXZu8QVeXbDWra3Oeqh0sbHbbMCVN"
                              "SnCM/UrjmM0Dp8vOuZeHBy/YTBmSK6H9qs/y3RnOaw5v.");
        QTest::newRow("longer than a digest")
            << QByteArray(70, 'p') << QByteArray("0123456789abcdef") << 5000
            << QStringLiteral("$6$0123456789abcdef$pHTHI0DhqCkYIa87Afq4cVoQ1bEjhrsIYHYwdJkQU2O6RAsuSAaHBH"
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
