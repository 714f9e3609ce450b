// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/guest/guest_setup.h"
#include "tests/support/test_main.h"
#include "tests/unit/guest/seed_input.h"

#include <QProcess>

using namespace hydra;
using namespace hydra::test;

namespace {

SeedInput asking()
{
    SeedInput input;
    input.lab = QStringLiteral("home");
    input.vm.name = QStringLiteral("hub");
    input.debianArch = QStringLiteral("arm64");
    return input;
}

QStringList scripts(const SeedInput &input)
{
    QStringList names;
    for (const SetupStep &step : setupSteps(input))
        names << step.script;
    return names;
}

} // namespace

class TestGuestSetup : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPlainVmAsksForNothing()
    {
        QVERIFY(setupSteps(asking()).empty());
        QVERIFY(setupFiles(asking().vm, asking().system).empty());
        QVERIFY(chosenPackages(asking().vm).isEmpty());
        QVERIFY(!userData(asking())["mounts"]);
    }

    void packagesFollowTheKeys()
    {
        SeedInput input = asking();
        input.vm.sharedMemory.type = SharedMemoryType::Nvdimm;
        input.vm.diod = true;
        input.vm.packages = {QStringLiteral("htop"), QStringLiteral("diod")};
        input.vm.kernelVersion = QStringLiteral("6.12.22+bpo");
        QCOMPARE(chosenPackages(input.vm).join(u' '), QStringLiteral("ndctl diod htop"));
        QCOMPARE(versionedKernel(input.vm, input.system, input.debianArch),
                 QStringLiteral("linux-image-6.12.22+bpo-arm64"));
        input.vm.kernelPackage = QStringLiteral("linux-image-cloud-arm64");
        QVERIFY(chosenPackages(input.vm).contains(QStringLiteral("linux-image-cloud-arm64")));
        QVERIFY(versionedKernel(input.vm, input.system, input.debianArch).isEmpty());
        QVERIFY(userData(input)["packages"].size() == 4);
    }

    void stepsComeInTheirOrder()
    {
        SeedInput input = asking();
        VmSpec &vm = input.vm;
        vm.role = Role::Host;
        vm.debs = {QStringLiteral("https://example.org/a.deb"),
                   QStringLiteral("https://example.org/b.deb")};
        vm.sharedMemory.type = SharedMemoryType::Nvdimm;
        vm.encryptedImages = true;
        vm.csiProxyUrl = QStringLiteral("https://example.org/proxy");
        vm.k3s = QStringLiteral("v1.32.6+k3s1");
        vm.userNetwork.prefix = QStringLiteral("10.9.8");
        input.nellyPort = 20350;
        QCOMPARE(scripts(input).join(u' '),
                 QStringLiteral("guard-host install-debs make-namespace decrypt-images "
                                "use-csi-proxy install-k3s install-crismux"));
        QCOMPARE(setupSteps(input)[0].args, QStringList{QStringLiteral("10.9.8.2")});
        QCOMPARE(setupSteps(input)[1].args, vm.debs);
        QCOMPARE(setupSteps(input)[6].args.mid(1),
                 (QStringList{QStringLiteral("10.9.8.2"), QStringLiteral("20350")}));
        vm.role = Role::Plain;
        vm.containerd = false;
        QCOMPARE(scripts(input).join(u' '),
                 QStringLiteral("guard-host install-debs make-namespace install-k3s"));
    }

    // A URL is passed as an argument, never inserted into a script.
    void valuesAreArguments()
    {
        SeedInput input = asking();
        input.vm.debs = {QStringLiteral("https://example.org/$(reboot);rm -rf '\".deb")};
        const YAML::Node config = userData(input);
        const YAML::Node command = config["runcmd"][config["runcmd"].size() - 1];
        QVERIFY(command.IsSequence() && command.size() == 2);
        QCOMPARE(command[0].as<std::string>(), std::string("/usr/local/lib/hydra/install-debs"));
        QCOMPARE(QString::fromStdString(command[1].as<std::string>()), input.vm.debs[0]);
        const YAML::Node file = config["write_files"][config["write_files"].size() - 1];
        QCOMPARE(file["path"].as<std::string>(), command[0].as<std::string>());
        QCOMPARE(file["permissions"].as<std::string>(), std::string("0755"));
    }

    void mountsAreLinesOfFstab()
    {
        SeedInput input = asking();
        input.mounts = {{QStringLiteral("host100"), QStringLiteral("/models"), QStringLiteral("9p"),
                         QStringLiteral("nofail")}};
        const YAML::Node line = userData(input)["mounts"][0];
        QCOMPARE(line.size(), std::size_t(6));
        QCOMPARE(line[3].as<std::string>(), std::string("nofail"));
        QVERIFY(!userData(input)["bootcmd"]);
    }

    void blanksInAMountPointDoNotPartTheLine()
    {
        SeedInput input = asking();
        input.mounts = {{QStringLiteral("host100"), QStringLiteral("/my models\\new"),
                         QStringLiteral("9p"), QStringLiteral("nofail")}};
        QCOMPARE(userData(input)["mounts"][0][1].as<std::string>(),
                 std::string("/my\\040models\\134new"));
        QCOMPARE(userData(input)["bootcmd"][0][2].as<std::string>(),
                 std::string("/my models\\new"));
    }

    void everyStepHasItsScriptAndShellsCanReadIt_data()
    {
        QTest::addColumn<QString>("name");
        for (const char *name :
             {"install-packages", "install-kernel", "install-debs", "make-namespace",
              "decrypt-images", "use-csi-proxy", "install-k3s", "install-crismux", "guard-host",
              "wait-for-thaw", "wait-for-rest", "specialize", "generalize"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }

    void everyStepHasItsScriptAndShellsCanReadIt()
    {
        QFETCH(QString, name);
        const QByteArray script = guestScript(name);
        QVERIFY(script.startsWith("#!/bin/sh\n"));
        QProcess shell;
        shell.start(QStringLiteral("/bin/sh"), {QStringLiteral("-n"), QStringLiteral("-s")});
        shell.write(script);
        shell.closeWriteChannel();
        QVERIFY(shell.waitForFinished());
        QVERIFY2(shell.exitCode() == 0, shell.readAllStandardError().constData());
    }
};

HYDRA_TEST_MAIN(TestGuestSetup)
#include "test_guest_setup.moc"
