// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/vm/qemu/hardware.h"
#include "tests/support/test_main.h"

using namespace hydra;

namespace {

const SeenHardware seen{QStringLiteral("0123456789abcdef"), MemorySize::gib(3),
                        QStringLiteral("Some CPU (aabbccdd)")};

PlanInput machine()
{
    PlanInput input;
    input.lab = QStringLiteral("home");
    input.vm.name = QStringLiteral("hub");
    input.host.os = QStringLiteral("linux");
    input.host.arch = QStringLiteral("x86_64");
    input.host.qemu.program = QStringLiteral("/usr/bin/qemu-system-x86_64");
    input.host.qemu.build = QStringLiteral("7.2.22 (Debian 1)");
    input.host.qemu.machines = {{QStringLiteral("q35"), QStringLiteral("pc-q35-7.2")}};
    input.files.stateDir = QStringLiteral("/state");
    input.files.runtimeDir = QStringLiteral("/run/x");
    input.files.systemDisk = QStringLiteral("/state/disk.qcow2");
    input.files.seed = QStringLiteral("/state/seed.iso");
    input.mac = QStringLiteral("52:54:00:00:00:01");
    return input;
}

QString difference(const PlanInput &now, const QString &accelerator = QStringLiteral("tcg"),
                   const SeenHardware &here = seen)
{
    return firstDifference(hardwareTraits(machine(), QStringLiteral("tcg"), seen),
                           hardwareTraits(now, accelerator, here));
}

} // namespace

class TestHardware : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatTheGuestDoesNotSeeMakesNoDifference()
    {
        PlanInput other = machine();
        other.lab = QStringLiteral("garden");
        other.vm.name = QStringLiteral("gate");
        other.vm.hostname = QStringLiteral("gate");
        other.mac = QStringLiteral("52:54:00:00:00:02");
        other.files = {.stateDir = QStringLiteral("/elsewhere"),
                       .runtimeDir = QStringLiteral("/run/y"),
                       .systemDisk = QStringLiteral("/elsewhere/d.qcow2"),
                       .seed = QStringLiteral("/elsewhere/s.iso")};
        other.ports = {{QStringLiteral("ssh"),
                        {},
                        QStringLiteral("tcp"),
                        QStringLiteral("127.0.0.1"),
                        2222,
                        22}};
        other.vm.userNetwork.prefix = QStringLiteral("10.9.9");
        other.vm.qemuArgs = {QStringLiteral("-object"),
                             QStringLiteral("filter-dump,id=dump0,netdev=net0,file=/x.pcap")};
        other.memoryFile = MemoryFile{QStringLiteral("/images/x.memory"), false};
        SeenHardware moved = seen;
        // An emulated guest does not see the host's CPU.
        moved.hostCpu = QStringLiteral("Another CPU (00000000)");
        QCOMPARE(difference(other, QStringLiteral("tcg"), moved), QString());
    }

    void everyDifferenceIsNamedWithBothValues_data()
    {
        QTest::addColumn<QString>("words");
        QTest::newRow("memory") << QStringLiteral("memory: 1024 MiB, when it was frozen 2048 MiB");
        QTest::newRow("cpu") << QStringLiteral("cpu: 4, when it was frozen 2");
        QTest::newRow("cpu_model") << QStringLiteral("cpu_model: qemu64, when it was frozen max");
        QTest::newRow("machine") << QStringLiteral("machine: pc, when it was frozen pc-q35-7.2");
        QTest::newRow("QEMU") << QStringLiteral(
            "QEMU: 7.2.23 (Debian 2), when it was frozen 7.2.22 (Debian 1)");
        QTest::newRow("disk_size")
            << QStringLiteral("disk_size: 4096 MiB, when it was frozen 3072 MiB");
        QTest::newRow("firmware") << QStringLiteral(
            "firmware: none, when it was frozen 0123456789abcdef");
        QTest::newRow("devices") << QStringLiteral("devices: ");
        QTest::newRow("qemu_args")
            << QStringLiteral("qemu_args: -device x, when it was frozen none");
        QTest::newRow("accelerator") << QStringLiteral("accelerator: kvm, when it was frozen tcg");
    }
    void everyDifferenceIsNamedWithBothValues()
    {
        QFETCH(QString, words);
        const QString what = QString::fromLatin1(QTest::currentDataTag());
        PlanInput now = machine();
        SeenHardware here = seen;
        if (what == u"memory")
            now.vm.memory = MemorySize::gib(1);
        else if (what == u"cpu")
            now.vm.cpu = 4;
        else if (what == u"cpu_model")
            now.vm.cpuModel = QStringLiteral("qemu64");
        else if (what == u"machine")
            now.vm.machine = QStringLiteral("pc");
        else if (what == u"QEMU")
            now.host.qemu.build = QStringLiteral("7.2.23 (Debian 2)");
        else if (what == u"disk_size")
            here.diskSize = MemorySize::gib(4);
        else if (what == u"firmware")
            here.firmware.clear();
        else if (what == u"devices")
            now.files.dataDisks = {QStringLiteral("/state/disk-x.qcow2")};
        else if (what == u"qemu_args")
            now.vm.qemuArgs = {QStringLiteral("-device"), QStringLiteral("x")};
        const QString difference_ = difference(
            now, what == u"accelerator" ? QStringLiteral("kvm") : QStringLiteral("tcg"), here);
        QVERIFY2(difference_.startsWith(words), qPrintable(difference_));
    }

    void anAcceleratedGuestSeesTheProcessor()
    {
        const QString kvm = QStringLiteral("kvm");
        SeenHardware moved = seen;
        moved.hostCpu = QStringLiteral("Another CPU (00000000)");
        const QString words = firstDifference(hardwareTraits(machine(), kvm, seen),
                                              hardwareTraits(machine(), kvm, moved));
        QVERIFY2(words.startsWith(QStringLiteral("host CPU: Another CPU")), qPrintable(words));
    }
};

HYDRA_TEST_MAIN(TestHardware)
#include "test_hardware.moc"
