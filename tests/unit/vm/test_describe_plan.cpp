// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/vm/describe_plan.h"
#include "core/vm/host_check.h"
#include "core/vm/ports.h"
#include "core/vm/qemu/plan.h"
#include "tests/support/places.h"
#include "tests/support/test_main.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTcpServer>
#include <QTemporaryDir>

using namespace hydra;
using hydra::test::sourcePath;

namespace {

HostFacts linuxHost()
{
    HostFacts host;
    host.os = QStringLiteral("linux");
    host.arch = QStringLiteral("x86_64");
    host.cpus = 4;
    host.memory = MemorySize::gib(8);
    host.kvmReason = QStringLiteral("no /dev/kvm");
    host.qemu = {QStringLiteral("/usr/bin/qemu-system-x86_64"),
                 7,
                 2,
                 QStringLiteral("7.2.22"),
                 {QStringLiteral("tcg")},
                 true};
    host.virtiofsd = {QStringLiteral("/usr/libexec/virtiofsd"), false, false, true};
    host.firmware = FirmwareFiles{};
    host.firmware->code = QStringLiteral("/usr/share/OVMF/OVMF_CODE_4M.fd");
    host.firmware->varsTemplate = QStringLiteral("/usr/share/OVMF/OVMF_VARS_4M.fd");
    return host;
}

LabSpec lab()
{
    LabSpec lab;
    lab.name = QStringLiteral("home");
    lab.vms.resize(1);
    lab.vms[0].name = lab.vms[0].hostname = QStringLiteral("hub");
    return lab;
}

DescribedVm known(const LabSpec &lab, const HostFacts &host)
{
    const VmSpec &vm = lab.vms[0];
    DescribedVm known;
    known.name = vm.name;
    known.files.stateDir = QStringLiteral("/s");
    known.files.runtimeDir = QStringLiteral("/r");
    known.files.systemDisk = QStringLiteral("/s/disk.qcow2");
    known.files.uefiVars = QStringLiteral("/s/vars.fd");
    known.files.seed = QStringLiteral("/s/seed.iso");
    known.ports = planPorts(vm, {});
    PlanInput input;
    input.lab = lab.name;
    input.network = lab.network;
    input.vm = vm;
    input.host = host;
    input.files = known.files;
    input.ports = known.ports;
    input.mac = QStringLiteral("52:54:00:01:02:03");
    known.plan = planQemu(input);
    return known;
}

QJsonObject describe(const LabSpec &lab)
{
    return describePlan(lab, linuxHost(), {known(lab, linuxHost())});
}

QJsonObject vmOf(const QJsonObject &plan)
{
    return plan[u"vms"][0].toObject();
}

QByteArray compact(const QJsonValue &value)
{
    return value.isArray() ? QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact)
                           : QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact);
}

QString warnings(const QJsonObject &plan)
{
    return QString::fromUtf8(compact(plan[u"warnings"]));
}

} // namespace

class TestDescribePlan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPlainVmIsAsRecorded()
    {
        const QByteArray text = QJsonDocument(describe(lab())).toJson();
        QFile golden(sourcePath("tests/golden/plans/describe.json"));
        if (qEnvironmentVariableIsSet("HYDRA_UPDATE_GOLDEN")) {
            QVERIFY(golden.open(QIODevice::WriteOnly));
            golden.write(text);
            return;
        }
        QVERIFY2(golden.open(QIODevice::ReadOnly), "set HYDRA_UPDATE_GOLDEN=1 to record it");
        QCOMPARE(QString::fromUtf8(text), QString::fromUtf8(golden.readAll()));
    }

    void aPasswordIsNowhereInIt()
    {
        LabSpec spec = lab();
        spec.vms[0].password = QStringLiteral("hunter2-secret");
        QVERIFY(!QJsonDocument(describe(spec)).toJson().contains("hunter2-secret"));
    }

    void sharesAndMountsFollowTheSpec()
    {
        LabSpec spec = lab();
        VmSpec &vm = spec.vms[0];
        vm.kubeletShares = KubeletShares::Local;
        vm.kubeletPrefix = QStringLiteral("/srv/k3s");
        vm.shares = {
            {QStringLiteral("/srv/models"), QStringLiteral("/models"), {}, true, ShareType::Auto},
            {QStringLiteral("/srv/x"), QStringLiteral("/x"), QStringLiteral("x"), false,
             ShareType::Virtiofs}};
        const QJsonObject described = vmOf(describe(spec));
        QCOMPARE(
            compact(described[u"shares"]),
            QByteArray(
                R"([{"guest":"/var/lib/kubelet","host":"/srv/k3s/var/lib/kubelet","read_only":false,"tag":"host0","type":"9p"},)"
                R"({"guest":"/var/log/pods","host":"/srv/k3s/var/log/pods","read_only":false,"tag":"host1","type":"9p"},)"
                R"({"guest":"/models","host":"/srv/models","read_only":true,"tag":"host100","type":"9p"},)"
                R"({"guest":"/x","host":"/srv/x","read_only":false,"tag":"x","type":"virtiofs"}])"));
        QCOMPARE(
            compact(described[u"guest"][u"mounts"][2].toObject()),
            QByteArray(R"({"over":"device","source":"host100","target":"/models","type":"9p"})"));
        QCOMPARE(described[u"processes"][0][u"role"].toString(), QStringLiteral("virtiofsd"));
        QCOMPARE(described[u"processes"][1][u"role"].toString(), QStringLiteral("qemu"));
        vm.shares.clear();
        vm.kubeletShares = KubeletShares::Tcp;
        vm.userNetwork.prefix = QStringLiteral("10.9.8");
        const QJsonObject tcp = vmOf(describe(spec));
        QVERIFY(tcp[u"shares"].toArray().isEmpty());
        QCOMPARE(
            compact(tcp[u"guest"][u"mounts"][0].toObject()),
            QByteArray(
                R"({"over":"tcp","source":"10.9.8.2","target":"/var/lib/kubelet","type":"9p"})"));
    }

    void devicesAreDescribed()
    {
        LabSpec spec = lab();
        VmSpec &vm = spec.vms[0];
        vm.gpu = GpuSpec{.vram = MemorySize::gib(4)};
        vm.vsock = {VsockSpec::Kind::Fixed, 7};
        vm.sharedMemory = {SharedMemoryType::Nvdimm, MemorySize::gib(2), {}};
        vm.packages = {QStringLiteral("htop")};
        vm.kernelVersion = QStringLiteral("6.12.22+bpo");
        const QJsonObject described = vmOf(describe(spec));
        QCOMPARE(described[u"gpu"][u"vram_gib"].toInt(), 4);
        QCOMPARE(described[u"vsock"].toInt(), 7);
        QCOMPARE(compact(described[u"shared_memory"]),
                 QByteArray(R"({"path":"/dev/shm/shmem-hub","size_gib":2,"type":"nvdimm"})"));
        QCOMPARE(compact(described[u"guest"][u"packages"]),
                 QByteArray(R"(["ndctl","containerd","htop","linux-image-6.12.22+bpo-amd64"])"));
    }

    void krunkitIsDescribedOnAnyHost()
    {
        LabSpec spec = lab();
        spec.vms[0].backend = BackendKind::Krunkit;
        spec.vms[0].krunkit.restPort = 61800;
        const QJsonObject described = vmOf(describe(spec));
        QCOMPARE(described[u"backend"].toString(), QStringLiteral("krunkit"));
        QCOMPARE(compact(described[u"krunkit"]),
                 QByteArray(R"({"rest_port":61800,"subnet":"10.0.2.0/24"})"));
    }

    void aBareKernelGetsUpstreamsCommandLineOnlyWithRimd()
    {
        LabSpec spec = lab();
        VmSpec &vm = spec.vms[0];
        vm.boot = BootMode::Kernel;
        vm.kernel.cmdline = QStringLiteral("quiet");
        QCOMPARE(compact(vmOf(describe(spec))[u"kernel_cmdline"]),
                 QByteArray(R"(["console=ttyS0","quiet"])"));
        vm.rimd = RimdSpec{};
        vm.kubeletShares = KubeletShares::Tcp;
        QCOMPARE(
            compact(vmOf(describe(spec))[u"kernel_cmdline"]),
            QByteArray(R"(["ip=10.0.2.15::10.0.2.2:255.255.255.0:rimd:eth0:off",)"
                       R"("console=/dev/ttyAMA0","ENABLE_SSH=true","9P_TRANSPORT=tcp","quiet"])"));
    }

    void theGuestsNetworkIsTheLabsWhenItHasOne()
    {
        LabSpec spec = lab();
        spec.network = {QStringLiteral("net"),
                        QStringLiteral("192.168.7.0/25"),
                        QStringLiteral("192.168.7.1"),
                        {QStringLiteral("9.9.9.9")},
                        NetworkMode::Lab};
        spec.vms[0].ip = QStringLiteral("192.168.7.10");
        const QJsonValue guest = vmOf(describe(spec))[u"guest"];
        QCOMPARE(guest[u"address"].toString(), QStringLiteral("192.168.7.10/25"));
        QCOMPARE(guest[u"gateway"].toString(), QStringLiteral("192.168.7.1"));
        QCOMPARE(compact(guest[u"dns"]), QByteArray(R"(["192.168.7.1"])"));
    }

    void aGuestWithoutAnIpGetsAFreeOneOfTheLabs()
    {
        LabSpec spec = lab();
        spec.network.mode = NetworkMode::Lab;
        const QJsonValue guest = vmOf(describe(spec))[u"guest"];
        QCOMPARE(guest[u"address"].toString(), QStringLiteral("10.77.0.10/24"));
        QCOMPARE(guest[u"gateway"].toString(), QStringLiteral("10.77.0.1"));
        QCOMPARE(compact(guest[u"dns"]), QByteArray(R"(["10.77.0.1"])"));
    }

    void whatTheHostLacksIsListedWithItsKey()
    {
        LabSpec spec = lab();
        VmSpec &vm = spec.vms[0];
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        vm.ports.ssh = {PortSpec::Kind::Fixed, server.serverPort()};
        vm.memory = MemorySize::gib(64);
        vm.shares = {
            {QStringLiteral("/nowhere/at/all"), QStringLiteral("/x"), {}, false, ShareType::Auto}};
        vm.backend = BackendKind::Krunkit;
        vm.firmware = {FirmwareSpec::Kind::Files, QStringLiteral("/nowhere/code.fd"), {}};
        const auto lacks = checkHost({spec.name, vm.name}, vm, planPorts(vm, {}), linuxHost());
        QStringList keys;
        for (const Error &error : lacks) {
            QCOMPARE(error.where, QStringLiteral("home/hub"));
            keys << error.what.section(u':', 0, 0);
        }
        QCOMPARE(keys.join(u' '), QStringLiteral("ports.ssh memory firmware.code shares backend"));
        QCOMPARE(lacks[0].code, ErrorCode::Conflict);
        DescribedVm described = known(spec, linuxHost());
        described.lacks = lacks;
        QVERIFY(warnings(describePlan(spec, linuxHost(), {described}))
                    .contains(QStringLiteral("64 GiB")));
    }

    void aHostWithoutQemuLacksItBeforeAllElse()
    {
        const LabSpec spec = lab();
        HostFacts host = linuxHost();
        host.qemu = {};
        const auto lacks = checkHost({spec.name, spec.vms[0].name}, spec.vms[0], {}, host);
        QVERIFY(!lacks.empty());
        QVERIFY(lacks[0].what.contains(QStringLiteral("is not installed")) &&
                lacks[0].hint.contains(QStringLiteral("qemu-system-")));
    }

    void aHostThatHasAllLacksNothing()
    {
        const LabSpec spec = lab();
        QVERIFY(checkHost({spec.name, spec.vms[0].name}, spec.vms[0], {}, linuxHost()).empty());
    }
};

HYDRA_TEST_MAIN(TestDescribePlan)
#include "test_describe_plan.moc"
