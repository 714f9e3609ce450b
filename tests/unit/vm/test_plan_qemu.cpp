// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/vm/mac.h"
#include "core/vm/plan_input.h"
#include "core/vm/ports.h"
#include "core/vm/qemu/command.h"
#include "core/vm/qemu/option.h"
#include "core/vm/qemu/plan.h"
#include "core/vm/unsupported_keys.h"
#include "tests/support/places.h"
#include "tests/support/test_main.h"
#include "tests/unit/vm/plan_input_data.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

#include <functional>

using namespace hydra;
using hydra::test::sourcePath;

namespace {

HostFacts linuxHost(const QString &arch)
{
    HostFacts host;
    host.os = QStringLiteral("linux");
    host.arch = arch;
    host.cpus = 8;
    host.memory = MemorySize::gib(16);
    host.kvmUsable = true;
    host.qemu = {QStringLiteral("/usr/bin/qemu-system-") + arch, 7,   2, QStringLiteral("7.2.22"),
                 {QStringLiteral("tcg"), QStringLiteral("kvm")}, true};
    const bool arm = arch == u"aarch64";
    host.firmware = FirmwareFiles{};
    host.firmware->code = arm ? QStringLiteral("/usr/share/AAVMF/AAVMF_CODE.fd")
                              : QStringLiteral("/usr/share/OVMF/OVMF_CODE_4M.fd");
    host.firmware->varsTemplate = arm ? QStringLiteral("/usr/share/AAVMF/AAVMF_VARS.fd")
                                      : QStringLiteral("/usr/share/OVMF/OVMF_VARS_4M.fd");
    return host;
}

HostFacts withoutKvm(HostFacts host)
{
    host.kvmUsable = false;
    host.kvmReason = QStringLiteral("no permission: add yourself to group kvm");
    return host;
}

HostFacts macHost(const QString &arch)
{
    HostFacts host = linuxHost(arch);
    host.os = QStringLiteral("macos");
    host.kvmUsable = false;
    host.hvfUsable = true;
    const bool arm = arch == u"aarch64";
    const QString prefix = arm ? QStringLiteral("/opt/homebrew") : QStringLiteral("/usr/local");
    host.qemu = {
        prefix + QStringLiteral("/bin/qemu-system-") + arch, 10,  0, QStringLiteral("10.0.3"),
        {QStringLiteral("hvf"), QStringLiteral("tcg")},      true};
    host.firmware->code = prefix + QStringLiteral("/share/qemu/edk2-%1-code.fd").arg(arch);
    host.firmware->varsTemplate = prefix + (arm ? QStringLiteral("/share/qemu/edk2-arm-vars.fd")
                                                : QStringLiteral("/share/qemu/edk2-i386-vars.fd"));
    return host;
}

PlanInput input(HostFacts host)
{
    PlanInput in;
    in.lab = QStringLiteral("home");
    in.vm.name = QStringLiteral("hub");
    in.host = std::move(host);
    in.files.stateDir = QStringLiteral("/home/u/.local/state/hydra/home/hub");
    in.files.runtimeDir = QStringLiteral("/run/user/1000/hydra/0123456789");
    in.files.systemDisk = in.files.stateDir + QStringLiteral("/disk.qcow2");
    in.files.seed = in.files.stateDir + QStringLiteral("/seed.iso");
    in.files.uefiVars = in.files.stateDir + QStringLiteral("/uefi-vars.fd");
    in.ports = planPorts(in.vm, {{QStringLiteral("ssh"), 20022},
                                 {QStringLiteral("containerd"), 20350},
                                 {QStringLiteral("streaming"), 20352}});
    in.mac = QStringLiteral("52:54:00:01:02:03");
    return in;
}

PlanInput kernelBoot(HostFacts host)
{
    PlanInput in = input(std::move(host));
    in.vm.boot = BootMode::Kernel;
    in.vm.kernel.cmdline = QStringLiteral("root=/dev/vda1  rw");
    in.files.kernel = QStringLiteral("/srv/boot/vmlinuz");
    in.files.initrd = QStringLiteral("/srv/boot/initrd.img");
    in.files.systemDisk.clear();
    in.files.seed.clear();
    in.ports = planPorts(in.vm, {});
    return in;
}

PlanInput withEverything(HostFacts host)
{
    PlanInput in = input(std::move(host));
    VmSpec &vm = in.vm;
    vm.machine = QStringLiteral("pc");
    vm.cpuModel = QStringLiteral("host");
    vm.cpu = 4;
    vm.memory = MemorySize::mib(1536);
    vm.disks = {{QStringLiteral("logs"), MemorySize::gib(4)},
                {QStringLiteral("models"), MemorySize::gib(8)}};
    in.files.stateDir = QStringLiteral("/home/u,v/state");
    in.files.runtimeDir = QStringLiteral("/tmp/a,b");
    in.files.systemDisk = QStringLiteral("/home/u,v/state/disk.qcow2");
    in.files.seed = QStringLiteral("/home/u,v/state/seed.iso");
    in.files.uefiVars = QStringLiteral("/home/u,v/state/vars.fd");
    in.files.dataDisks = {QStringLiteral("/home/u,v/state/logs.qcow2"),
                          QStringLiteral("/home/u,v/state/models.qcow2")};
    vm.userNetwork.prefix = QStringLiteral("10.9.8");
    vm.userNetwork.dns = QStringLiteral("10.9.8.53");
    vm.bind = QStringLiteral("0.0.0.0");
    vm.ports.ssh = {PortSpec::Kind::Fixed, 5555};
    vm.ports.streaming = {PortSpec::Kind::Off, 0};
    vm.ports.extra = {{QStringLiteral("web"), {}, Protocol::Tcp, 30800, 8000},
                      {{}, QStringLiteral("127.0.0.1"), Protocol::Udp, 30053, 53}};
    in.ports = planPorts(vm, {{QStringLiteral("containerd"), 20350}});
    vm.qemuArgs = {QStringLiteral("-device"), QStringLiteral("usb-ehci,id=usb")};
    return in;
}

PlanInput withDevices(HostFacts host)
{
    PlanInput in = input(std::move(host));
    VmSpec &vm = in.vm;
    vm.kubeletShares = KubeletShares::Local;
    vm.kubeletPrefix = QStringLiteral("/srv/k3s-var");
    vm.shares = {{QStringLiteral("/srv/a,b"), QStringLiteral("/models"), {}, true, ShareType::Auto},
                 {QStringLiteral("/srv/fast"), QStringLiteral("/fast"), QStringLiteral("fast"),
                  false, ShareType::Virtiofs}};
    vm.sharedMemory = {SharedMemoryType::Nvdimm, MemorySize::gib(2), QStringLiteral("/srv/shm0")};
    vm.vsock.kind = VsockSpec::Kind::Auto;
    vm.gpu = GpuSpec{.vram = MemorySize::gib(4)};
    return in;
}

PlanInput changed(PlanInput in, const std::function<void(PlanInput &)> &change)
{
    change(in);
    return in;
}

QByteArray text(const LaunchPlan &plan)
{
    QString out;
    for (const LaunchAttempt &attempt : plan.attempts) {
        out += QStringLiteral("# %1\n%2\n").arg(attempt.accelerator, attempt.command.program);
        for (const QString &arg : attempt.command.args) // an option and its value share a line
            out += arg.startsWith(u'-') ? QStringLiteral("\n") + arg : QStringLiteral(" ") + arg;
        out += QStringLiteral("\n\n");
    }
    for (const PlannedHelper &helper : plan.helpers)
        out += QStringLiteral("# %1 for %2, at %3\n%4 %5\n\n")
                   .arg(helper.role, helper.purpose, helper.socket, helper.command.program,
                        helper.command.args.join(u' '));
    for (const QString &warning : plan.warnings)
        out += QStringLiteral("warning: %1\n").arg(warning);
    return out.toUtf8();
}

} // namespace

class TestPlanQemu : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theWholeCommandIsAsRecorded_data()
    {
        const QString x86 = QStringLiteral("x86_64"), arm = QStringLiteral("aarch64");
        QTest::addColumn<PlanInput>("in");
        QTest::newRow("linux-x86_64-kvm") << input(linuxHost(x86));
        QTest::newRow("linux-x86_64-tcg") << input(withoutKvm(linuxHost(x86)));
        QTest::newRow("linux-aarch64") << input(linuxHost(arm));
        QTest::newRow("macos-aarch64") << input(macHost(arm));
        QTest::newRow("macos-x86_64") << input(macHost(x86));
        QTest::newRow("macos-aarch64-qemu7") << changed(input(macHost(arm)), [](PlanInput &in) {
            in.host.qemu.major = 7;
            in.host.qemu.minor = 2;
        });
        QTest::newRow("kernel-x86_64") << kernelBoot(linuxHost(x86));
        QTest::newRow("kernel-aarch64") << kernelBoot(linuxHost(arm));
        QTest::newRow("firmware-none")
            << changed(input(withoutKvm(linuxHost(x86))),
                       [](PlanInput &in) { in.vm.firmware.kind = FirmwareSpec::Kind::None; });
        QTest::newRow("firmware-combined")
            << changed(input(withoutKvm(linuxHost(x86))), [](PlanInput &in) {
                   in.vm.firmware = {FirmwareSpec::Kind::Files, QStringLiteral("/srv/OVMF.fd"), {}};
               });
        QTest::newRow("firmware-files")
            << changed(input(withoutKvm(linuxHost(x86))), [](PlanInput &in) {
                   in.vm.firmware = {FirmwareSpec::Kind::Files, QStringLiteral("/srv/code.qcow2"),
                                     QStringLiteral("/srv/vars.qcow2")};
               });
        QTest::newRow("everything") << withEverything(linuxHost(x86));
        QTest::newRow("devices") << changed(withDevices(linuxHost(x86)), [](PlanInput &in) {
            in.host.virtiofsd = {QStringLiteral("/usr/libexec/virtiofsd"), false, false, true};
        });
        QTest::newRow("devices-root") << changed(withDevices(linuxHost(x86)), [](PlanInput &in) {
            in.host.virtiofsd = {QStringLiteral("/usr/lib/qemu/virtiofsd"), true, true, false};
            in.host.root = true;
            in.vm.shares[1].readOnly = true;
            in.vm.sharedMemory.type = SharedMemoryType::Ivshmem;
            in.vm.vsock = {VsockSpec::Kind::Fixed, 7};
            in.vm.gpu.reset();
        });
        QTest::newRow("devices-macos") << changed(withDevices(macHost(arm)), [](PlanInput &in) {
            in.vm.sharedMemory.path.clear();
            in.vm.vsock = {};
            in.vm.gpu.reset();
        });
        QTest::newRow("no-ports") << changed(input(withoutKvm(linuxHost(x86))),
                                             [](PlanInput &in) { in.ports.clear(); });
    }

    void theWholeCommandIsAsRecorded()
    {
        QFETCH(PlanInput, in);
        const auto plan = planQemu(in);
        QVERIFY2(plan, plan ? "" : qPrintable(formatError(plan.error())));
        QFile golden(
            sourcePath("tests/golden/plans/%1.txt").arg(QLatin1String(QTest::currentDataTag())));
        if (qEnvironmentVariableIsSet("HYDRA_UPDATE_GOLDEN")) {
            QVERIFY(golden.open(QIODevice::WriteOnly));
            golden.write(text(*plan));
            return;
        }
        QVERIFY2(golden.open(QIODevice::ReadOnly), "set HYDRA_UPDATE_GOLDEN=1 to record it");
        QCOMPARE(QString::fromUtf8(text(*plan)), QString::fromUtf8(golden.readAll()));
    }

    void commasInValuesAreDoubled()
    {
        QCOMPARE(quoteOption(QStringLiteral("a,b,,c")), QStringLiteral("a,,b,,,,c"));
        QCOMPARE(quoteOption(QStringLiteral("plain=x")), QStringLiteral("plain=x"));
    }

    void theSerialConsoleComesFirstAndIsRecordedByTheKeeper()
    {
        const auto plan = planQemu(input(linuxHost(QStringLiteral("x86_64"))));
        QCOMPARE(plan->consoles.size(), std::size_t(2));
        QCOMPARE(plan->consoles[0].name, QStringLiteral("ttyS0"));
        QVERIFY(plan->consoles[0].transcript.endsWith(QStringLiteral("/serial.log")));
        QVERIFY(!plan->consoles[0].recordedByQemu);
        QVERIFY(plan->consoles[1].recordedByQemu);
        QVERIFY(plan->qmpSocket.endsWith(QStringLiteral("/q")));
    }

    void onALabsNetworkTheCardIsADescriptorAndTheSwitchForwards()
    {
        const PlanInput in = changed(input(linuxHost(QStringLiteral("x86_64"))), [](PlanInput &to) {
            to.webhookPort = 4711;
            to.labPort = PlannedNetwork{.socket = QStringLiteral("/run/n"),
                                        .segment = {{QStringLiteral("mtu"), 1500}},
                                        .port = {{QStringLiteral("name"), to.vm.name}},
                                        .forwards = {}};
        });
        const auto plan = planQemu(in);
        QVERIFY2(plan, plan ? "" : qPrintable(formatError(plan.error())));
        const QString args = plan->attempts.front().command.args.join(u' ');
        QVERIFY(args.contains(u"-netdev dgram,id=net0,local.type=fd,local.str=3 "));
        QVERIFY(!args.contains(u"hostfwd") && !args.contains(u"host_mtu"));
        QCOMPARE(plan->network->forwards.size(), qsizetype(in.ports.size()));
        QCOMPARE(plan->network->forwards[0][u"host_port"].toInt(), int(in.ports[0].hostPort));
        QCOMPARE(plan->network->port[u"policy"][u"host_ports"][0].toInt(), 4711);
        const auto read = launchPlanFromJson(QJsonDocument(toJson(*plan)).toJson());
        QVERIFY(read && *read == *plan);

        const auto jumbo = planQemu(changed(
            in, [](PlanInput &to) { to.labPort->segment = {{QStringLiteral("mtu"), 9000}}; }));
        QVERIFY(jumbo->attempts.front().command.args.join(u' ').contains(u",host_mtu=9000,"));
        const auto old = planQemu(changed(in, [](PlanInput &to) {
            to.host.qemu.major = 7;
            to.host.qemu.minor = 1;
        }));
        QVERIFY(!old && old.error().what.contains(u"QEMU 7.2"));
        QVERIFY(planQemu(changed(in, [](PlanInput &to) { to.host.qemu.userNetwork = false; })));
    }

    void readinessFollowsSeedAndForwards()
    {
        const HostFacts host = linuxHost(QStringLiteral("x86_64"));
        const auto all = planQemu(input(host));
        QVERIFY(all->expectCloudInit && all->expectSsh && all->expectContainerd);
        const auto closed = planQemu(changed(input(host), [](PlanInput &in) { in.ports.clear(); }));
        QVERIFY(closed->expectCloudInit && !closed->expectSsh && !closed->expectContainerd);
        const auto bare = planQemu(kernelBoot(host));
        QVERIFY(!bare->expectCloudInit && !bare->expectSsh && !bare->expectContainerd);
    }

    void anAcceleratorThatIsAskedForFailsWithItsReason()
    {
        PlanInput in = input(withoutKvm(linuxHost(QStringLiteral("x86_64"))));
        in.vm.accelerator = Accelerator::Kvm;
        const auto plan = planQemu(in);
        QVERIFY(!plan);
        QCOMPARE(plan.error().what,
                 QStringLiteral("accelerator: kvm: no permission: add yourself to group kvm"));
        QCOMPARE(plan.error().where, QStringLiteral("home/hub"));
        in.vm.accelerator = Accelerator::Tcg;
        QCOMPARE(planQemu(in)->attempts.size(), std::size_t(1));
    }

    void whatCannotRunHereIsRefused_data()
    {
        QTest::addColumn<PlanInput>("in");
        QTest::addColumn<QString>("word");
        const PlanInput good = input(linuxHost(QStringLiteral("x86_64")));
        const auto row = [&](const char *name, const char *word,
                             const std::function<void(PlanInput &)> &change) {
            QTest::newRow(name) << changed(good, change) << QString::fromLatin1(word);
        };
        row("no QEMU", "not installed", [](PlanInput &in) { in.host.qemu.program.clear(); });
        row("old QEMU", "too old", [](PlanInput &in) { in.host.qemu.major = 5; });
        row("no slirp", "user network", [](PlanInput &in) { in.host.qemu.userNetwork = false; });
        row("no firmware", "firmware", [](PlanInput &in) { in.host.firmware.reset(); });
        row("no accelerator", "neither", [](PlanInput &in) {
            in.host.kvmUsable = false;
            in.host.qemu.accelerators.clear();
        });
        row("no BIOS on arm", "arm64", [](PlanInput &in) {
            in.host = linuxHost(QStringLiteral("aarch64"));
            in.vm.firmware.kind = FirmwareSpec::Kind::None;
        });
        row("no kernel", "kernel", [](PlanInput &in) { in.vm.boot = BootMode::Kernel; });
        row("no disk", "disk", [](PlanInput &in) { in.files.systemDisk.clear(); });
        row("long socket", "too long",
            [](PlanInput &in) { in.files.runtimeDir = QString(103, u'x'); });
        row("IPv6 bind", "IPv6",
            [](PlanInput &in) { in.ports[0].hostAddress = QStringLiteral("::1"); });
        row("krunkit", "krunkit: not yet",
            [](PlanInput &in) { in.vm.backend = BackendKind::Krunkit; });
        row("lab network", "network.mode",
            [](PlanInput &in) { in.network.mode = NetworkMode::Bridge; });
    }

    void whatCannotRunHereIsRefused()
    {
        QFETCH(PlanInput, in);
        QFETCH(QString, word);
        const auto plan = planQemu(in);
        QVERIFY(!plan);
        QVERIFY2(plan.error().what.contains(word), qPrintable(plan.error().what));
        QCOMPARE(plan.error().where, QStringLiteral("home/hub"));
    }

    void everythingOfLaterIsNamedOnce()
    {
        LabSpec lab;
        VmSpec vm;
        QVERIFY(unsupportedKeys(lab, vm).empty());
        vm.backend = BackendKind::Krunkit;
        lab.network.mode = NetworkMode::Bridge;
        QCOMPARE(unsupportedKeys(lab, vm).size(), std::size_t(2));
    }

    void whatUpDoesOtherwiseIsSaid()
    {
        VmSpec vm;
        NetworkSpec network;
        const QString arch = QStringLiteral("arm64");
        vm.kernelVersion = QStringLiteral("6.12.40+deb13");
        QVERIFY(specNotes(network, vm, arch).isEmpty());
        network.mode = NetworkMode::Lab;
        QVERIFY(specNotes(network, vm, arch).isEmpty());
        vm.image = QStringLiteral("debian-12-generic");
        vm.kernelVersion = QStringLiteral("6.12.22+bpo");
        const QStringList notes = specNotes(network, vm, arch);
        QCOMPARE(notes.size(), 1);
        QVERIFY2(notes[0].startsWith(u"kernel_version: ") &&
                     notes[0].contains(u"linux-image-6.12.22+bpo-arm64") &&
                     notes[0].contains(u"(6.1 in Debian 12)"),
                 qPrintable(notes[0]));
        vm.image = QStringLiteral("alpine-3.23");
        QVERIFY(specNotes(network, vm, arch).isEmpty());
        vm.debs = QStringList{QStringLiteral("https://example.org/a.deb")};
        QVERIFY(specNotes(network, vm, arch)[0].startsWith(u"debs: needs packages of Debian's"));
    }

    void keysThatNeedTheLabsNetworkSayItOnAUserNetwork()
    {
        VmSpec vm;
        NetworkSpec network;
        vm.egress.kind = EgressSpec::Kind::None;
        vm.peers.kind = PeersSpec::Kind::None;
        vm.link.down = true;
        vm.ip = QStringLiteral("10.1.1.1");
        vm.role = Role::Isolated; // hostLoopback: another than the role's
        QStringList keys;
        for (const QString &note : specNotes(network, vm, QStringLiteral("amd64"))) {
            keys << note.section(u':', 0, 0);
            QVERIFY2(note.contains(u"network: {mode: lab}"), qPrintable(note));
        }
        QCOMPARE(keys.join(u' '), QStringLiteral("ip egress host_loopback peers link"));
        vm = {};
        vm.role = Role::Isolated;
        vm.hostLoopback = false;
        QVERIFY(specNotes(network, vm, QStringLiteral("amd64")).isEmpty());
    }

    void macsAreStableAndDiffer()
    {
        const QString hub = macOf({QStringLiteral("home"), QStringLiteral("hub")}, {});
        QCOMPARE(hub, macOf({QStringLiteral("home"), QStringLiteral("hub")}, {}));
        QVERIFY(hub != macOf({QStringLiteral("home"), QStringLiteral("lamp")}, {}));
        QVERIFY(hub.startsWith(QStringLiteral("52:54:00:")) && hub.size() == 17);
    }
};

HYDRA_TEST_MAIN(TestPlanQemu)
#include "test_plan_qemu.moc"
