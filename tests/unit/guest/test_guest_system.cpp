// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/guest/guest_files.h"
#include "core/image/pull/catalogue.h"
#include "core/process/find_program.h"
#include "tests/support/test_main.h"
#include "tests/unit/guest/seed_input.h"

#include <QProcess>

using namespace hydra;
using namespace hydra::test;

namespace {

/// A VM whose image NAME has no containerd; one package of its own, and a kernel.
SeedInput stock(const char *name)
{
    SeedInput input = demo();
    input.containerdInImage = false;
    input.system = guestSystemOf({QString::fromLatin1(name)});
    input.vm.packages = {QStringLiteral("jq")};
    input.vm.kernelVersion = QStringLiteral("6.12.22");
    return input;
}

QByteArray contentOf(const SeedInput &input, const std::string &path)
{
    for (const auto &file : userData(input)["write_files"]) {
        if (file["path"].as<std::string>() == path)
            return QByteArray::fromStdString(file["content"].as<std::string>());
    }
    return {};
}

} // namespace

/// Guests of all distributions get containerd by their own names of things.
class TestGuestSystem : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void imagesTellTheirDistribution_data()
    {
        QTest::addColumn<QStringList>("hints");
        QTest::addColumn<QString>("title");
        const auto row = [](const char *title, const QStringList &hints) {
            QTest::newRow(qPrintable(hints.join(u' '))) << hints << QString::fromLatin1(title);
        };
        const auto word = [](const char *text) { return QString::fromLatin1(text); };
        row("Debian 12", {word("debian-12-genericcloud-amd64-20250316-2053.qcow2")});
        row("Debian 13", {word("debian-13-generic")});
        row("Debian 12", {word("mine"), word("https://cloud.debian.org/images/cloud/bookworm/x")});
        row("Debian", {word("debian-14-generic")});
        row("Ubuntu 24.04", {word("noble-server-cloudimg-amd64.img")});
        row("Ubuntu 26.04", {word("ubuntu-26.04")});
        row("Ubuntu", {word("Ubuntu-28.04.img")});
        row("Fedora", {word("Fedora-Cloud-Base-Generic-43-1.6.x86_64.qcow2")});
        row("Alpine", {word("nocloud_alpine-3.23.4-x86_64-uefi-cloudinit-r0.qcow2")});
        row("Debian 13", {word("mine"), QString()});
        row("Debian 13", {});
    }
    void imagesTellTheirDistribution()
    {
        QFETCH(QStringList, hints);
        QTEST(guestSystemOf(hints).title, "title");
    }

    void eachImageOfTheCatalogueIsKnown()
    {
        for (const CatalogueImage &image : imageCatalogue(QStringLiteral("amd64"))) {
            const QString &title = guestSystemOf({image.name}).title;
            const QString distribution = title.section(u' ', 0, 0);
            QVERIFY2(image.title.startsWith(distribution), qPrintable(image.title));
            for (const auto &source : {image.pinned, image.latest}) {
                if (source)
                    QCOMPARE(guestSystemOf({source->url}).title, title);
            }
        }
    }

    void eachDistributionHasItsNames_data()
    {
        QTest::addColumn<QString>("image");
        QTest::addColumn<QString>("packages");
        QTest::addColumn<QString>("cniDir");
        QTest::addColumn<QString>("group");
        QTest::addColumn<QString>("kernel");
        const auto row = [](const char *image, const char *packages, const char *cniDir,
                            const char *group, const char *kernel) {
            QTest::newRow(image) << QString::fromLatin1(image) << QString::fromLatin1(packages)
                                 << QString::fromLatin1(cniDir) << QString::fromLatin1(group)
                                 << QString::fromLatin1(kernel);
        };
        const char *debian = "containerd runc containernetworking-plugins nftables iptables";
        for (const char *image : {"debian-12-generic", "debian-13-genericcloud"})
            row(image, debian, "/usr/lib/cni", "sudo", "linux-image-6.12.22-amd64");
        for (const char *image : {"ubuntu-24.04", "ubuntu-26.04"})
            row(image, debian, "/usr/lib/cni", "sudo", "linux-image-6.12.22");
        row("fedora-43", "containerd runc containernetworking-plugins nftables iptables-nft",
            "/usr/libexec/cni", "wheel", "kernel-6.12.22");
        row("alpine-3.23",
            "containerd containerd-ctr runc cni-plugins nftables iptables iproute2 sudo",
            "/usr/libexec/cni", "wheel", "linux-6.12.22");
    }
    void eachDistributionHasItsNames()
    {
        QFETCH(QString, image);
        QFETCH(QString, packages);
        QFETCH(QString, cniDir);
        QFETCH(QString, group);
        QFETCH(QString, kernel);
        const SeedInput input = stock(image.toLatin1().constData());
        const YAML::Node config = userData(input);
        QStringList names;
        for (const auto &name : config["packages"])
            names << QString::fromStdString(name.as<std::string>());
        QCOMPARE(names.join(u' '), packages + QStringLiteral(" jq"));
        QCOMPARE(QString::fromStdString(config["users"][0]["groups"].as<std::string>()), group);
        const QByteArray toml = contentOf(input, "/etc/containerd/config.toml");
        QVERIFY2(toml.contains("bin_dir = \"" + cniDir.toUtf8() + "\"\n"), toml.constData());
        QVERIFY2(toml.contains(group == u"sudo" ? "gid = 27\n" : "gid = 10\n"), toml.constData());
        // The kernel is optional: beside the others, and after them.
        const YAML::Node step = config["runcmd"][1];
        QCOMPARE(step[0].as<std::string>(), "/usr/local/lib/hydra/install-kernel");
        QCOMPARE(QString::fromStdString(step[1].as<std::string>()), kernel);
    }

    void packagesAreInstalledEachOnItsOwnAfterAll()
    {
        SeedInput input = stock("debian-12-generic");
        input.vm.kernelVersion.clear();
        const YAML::Node first = userData(input)["runcmd"][0];
        QCOMPARE(first[0].as<std::string>(), "/usr/local/lib/hydra/install-packages");
        QCOMPARE(first.size(), input.system.runtimePackages.size() + std::size_t(2));
    }

    void onlySystemdGetsUnits()
    {
        SeedInput input = stock("alpine-3.23");
        input.freshMachineId = true;
        input.vm.kubeletShares = KubeletShares::Local;
        const QByteArray text = makeSeedDocuments(input)->userData;
        QVERIFY2(!text.contains("systemctl") && !text.contains("/etc/systemd"), text.constData());
        QVERIFY(contentOf(input, "/etc/init.d/hydra-cri").startsWith("#!/sbin/openrc-run\n"));
        input.system = guestSystemOf({QStringLiteral("fedora")});
        QVERIFY(!makeSeedDocuments(input)->userData.contains("openrc"));
        QCOMPARE(runtimeFiles(guestSystems().front()), runtimeFiles());
    }

    void wholeDocuments_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("ubuntu") << QByteArray("ubuntu-24.04");
        QTest::newRow("alpine") << QByteArray("alpine-3.23");
    }
    void wholeDocuments()
    {
        QFETCH(QByteArray, name);
        const QByteArray text = makeSeedDocuments(stock(name.constData()))->userData;
        if (qEnvironmentVariableIsSet("HYDRA_UPDATE_GOLDEN"))
            QVERIFY(writeFileAtomically(sourcePath("tests/unit/guest/golden/") +
                                            QString::fromLatin1(name) +
                                            QStringLiteral(".user-data"),
                                        text));
        QCOMPARE(text, golden((name + ".user-data").constData()));
    }

    void cloudInitItselfAccepts_data() { wholeDocuments_data(); }
    void cloudInitItselfAccepts()
    {
        const auto program = findProgram(QStringLiteral("cloud-init"));
        if (!program)
            QSKIP("cloud-init is not installed");
        QFETCH(QByteArray, name);
        QProcess cloudInit;
        cloudInit.start(*program, {QStringLiteral("schema"), QStringLiteral("--config-file"),
                                   sourcePath("tests/unit/guest/golden/") +
                                       QString::fromLatin1(name) + QStringLiteral(".user-data")});
        QVERIFY(cloudInit.waitForFinished());
        QVERIFY2(cloudInit.exitCode() == 0, cloudInit.readAllStandardError().constData());
    }
};

HYDRA_TEST_MAIN(TestGuestSystem)
#include "test_guest_system.moc"
