// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/config/read_lab.h"
#include "core/config/write_lab.h"

#include <array>
#include <random>

/// Random labs, reproducible by their seed, with values that would like to be executed: for tests
/// of exporters.
namespace hydra::test {

/// Single-line texts that a shell, YAML, a unit file, XML or an env file might misinterpret.
inline QStringList hostileTexts()
{
    return {QStringLiteral("$(reboot)"),
            QStringLiteral("; rm -rf /"),
            QStringLiteral("`id`"),
            QStringLiteral("it's \"quoted\" \\"),
            QStringLiteral("a: b # c"),
            QStringLiteral("- x"),
            QStringLiteral("*alias &anchor !tag"),
            QStringLiteral("%h %% ${HOME} $$ $$(X)"),
            QStringLiteral("\u00e4\u2019\u4f60\U0001F600"),
            QStringLiteral("<&]]>"),
            QStringLiteral("{{ .Values.x }}"),
            QStringLiteral("~"),
            QStringLiteral("null"),
            QStringLiteral("1e3"),
            QStringLiteral("a=b,c=d"),
            QStringLiteral("'"),
            QStringLiteral("|x$y"),
            QString(4096, u'x') + QStringLiteral("';$(id)")};
}

class SomeLabs
{
public:
    explicit SomeLabs(unsigned seed) : m_random(seed) {}

    /// A lab of COUNT VMs that is valid in a lab file: it has been written and read.
    LabSpec lab(int count)
    {
        for (;;) {
            LabSpec lab;
            lab.name = QStringLiteral("lab");
            if (chance(3))
                lab.network = {QStringLiteral("net"),
                               QStringLiteral("192.168.100.0/24"),
                               QStringLiteral("192.168.100.1"),
                               {QStringLiteral("8.8.8.8")},
                               word<NetworkMode>(1),
                               number(576, 65520)};
            for (int i = 0; i < count; ++i)
                lab.vms.push_back(vm(i));
            // Random values may conflict, for example two ports.
            if (auto read = readLab(writeLab(lab), QStringLiteral("lab.yaml")))
                return *read;
        }
    }

    [[nodiscard]] bool chance(int in) { return number(1, in) == 1; }
    [[nodiscard]] int number(int least, int most)
    {
        return std::uniform_int_distribution<int>(least, most)(m_random);
    }
    [[nodiscard]] QString hostile() { return pick(hostileTexts()); }

private:
    QString pick(const QStringList &list) { return list.at(number(0, int(list.size()) - 1)); }
    template <typename E> E word(int last) { return E(number(0, last)); }

    MemorySize size()
    {
        return chance(3) ? MemorySize::mib(std::uint64_t(number(64, 9000)))
                         : MemorySize::gib(std::uint64_t(number(1, 64)));
    }
    PortSpec port()
    {
        return chance(2) ? PortSpec{.kind = PortSpec::Kind::Fixed,
                                    .port = std::uint16_t(number(1, 65535))}
                         : PortSpec{.kind = word<PortSpec::Kind>(1), .port = 0};
    }
    QString maybe(const QString &text) { return chance(3) ? text : QString(); }
    QString url()
    {
        return pick({QStringLiteral("https://example.org/a"),
                     QStringLiteral("http://h:8080/x?y=1&z=$2;'(3)"),
                     QStringLiteral("https://example.org/$(reboot)")});
    }

    ShareSpec share(int i)
    {
        ShareSpec made{.host = hostile(),
                       .guest = QStringLiteral("/guest%1").arg(i) + maybe(hostile()),
                       .readOnly = chance(5),
                       .type = word<ShareType>(2)};
        if (chance(2))
            made = {QStringLiteral("/srv/") + QString::number(i),
                    QStringLiteral("/mnt/%1").arg(i),
                    {},
                    false,
                    ShareType::Auto};
        return made;
    }

    void addResources(VmSpec &vm)
    {
        vm.role = word<Role>(2);
        vm.backend = word<BackendKind>(2);
        vm.accelerator = word<Accelerator>(3);
        vm.machine = maybe(QStringLiteral("virt,gic-version=3"));
        vm.cpuModel = maybe(QStringLiteral("max"));
        vm.cpu = number(1, 16);
        vm.memory = size();
        vm.diskSize = chance(4) ? MemorySize() : size();
        if (chance(4))
            vm.disks = {{QStringLiteral("data"), size()}};
        if (chance(3))
            vm.gpu = GpuSpec{.vram = size()};
        vm.vsock = {word<VsockSpec::Kind>(1), 0};
        if (chance(4))
            vm.vsock = {VsockSpec::Kind::Fixed, std::uint32_t(number(3, 99))};
        vm.sharedMemory = {word<SharedMemoryType>(2),
                           chance(2) ? MemorySize::gib(2) : MemorySize::mib(512), maybe(hostile())};
        vm.krunkit = {std::uint16_t(chance(2) ? 0 : number(1, 65535)), number(0, 5)};
    }

    void addBoot(VmSpec &vm)
    {
        vm.image = chance(2) ? hostile() : QStringLiteral("debian-13");
        vm.imageSourceUrl = maybe(url());
        vm.boot = word<BootMode>(1);
        vm.kernel = {maybe(hostile()), maybe(hostile()), maybe(hostile()), {}, maybe(url()), {}};
        if (chance(3))
            vm.firmware = {FirmwareSpec::Kind::Files, hostile(), maybe(hostile())};
        else if (chance(3))
            vm.firmware.kind = FirmwareSpec::Kind::None;
        if (chance(3))
            vm.rimd = RimdSpec{.artifactUrl = maybe(url()),
                               .artifactDir = maybe(hostile()),
                               .artifactFilename = maybe(QStringLiteral("a$(b).zip")),
                               .kernelFilename = maybe(QStringLiteral("kernel")),
                               .kernelVersion = maybe(QStringLiteral("-6.1")),
                               .filesystemFilename = maybe(QStringLiteral("x y"))};
    }

    void addNetwork(VmSpec &vm, int i)
    {
        vm.ip = maybe(QStringLiteral("192.168.100.%1").arg(10 + i));
        vm.mac = maybe(QStringLiteral("52:54:00:00:00:0%1").arg(i));
        vm.egress.kind = word<EgressSpec::Kind>(2);
        if (vm.egress.kind == EgressSpec::Kind::Allow)
            vm.egress.allow = {QStringLiteral("deb.debian.org"),
                               QStringLiteral("10.0.0.0/8:53/udp")};
        vm.hostLoopback = chance(2);
        if (chance(3))
            vm.link = {.delay = std::chrono::microseconds(number(0, 60000000)),
                       .loss = number(0, 1000) / 1e3,
                       .rate = std::uint64_t(number(1000, 100000000)),
                       .down = chance(2)};
        if (chance(3))
            vm.userNetwork = {QStringLiteral("10.9.%1").arg(i),
                              maybe(QStringLiteral("10.9.%1.20").arg(i)),
                              {},
                              maybe(QStringLiteral("10.9.%1.9").arg(i))};
        vm.bind = chance(3) ? QStringLiteral("0.0.0.0") : QStringLiteral("127.0.0.1");
        vm.ports = {port(), port(), chance(2) ? PortSpec{} : port(), port(), port(), {}};
        for (int n = number(0, 3); n > 0; --n)
            vm.ports.extra.push_back(
                {maybe(QStringLiteral("web%1").arg(n)), maybe(QStringLiteral("127.0.0.2")),
                 chance(4) ? Protocol::Udp : Protocol::Tcp, std::uint16_t(number(1, 65535)),
                 std::uint16_t(number(1, 65535))});
    }

    void addGuest(VmSpec &vm)
    {
        vm.username =
            chance(2) ? QStringLiteral("hydra") : QStringLiteral("bob_%1").arg(number(1, 9));
        vm.password = chance(2) ? QString() : hostile();
        vm.salt = chance(2) ? QString() : QStringLiteral("s./A1");
        vm.passwordHash = chance(3) ? QStringLiteral("$6$salt$") + QString(86, u'a') : QString();
        for (int n = number(0, 2); n > 0; --n)
            vm.sshAuthorizedKeys << QStringLiteral("ssh-ed25519 AAAA%1 ").arg(n) +
                                        hostile().trimmed();
        for (int n = number(0, 2); n > 0; --n)
            vm.shares.push_back(share(n));
        vm.kubeletShares = word<KubeletShares>(2);
        vm.kubeletPrefix = maybe(hostile());
        vm.containerd = chance(2);
        vm.csiProxyUrl = maybe(url());
        vm.encryptedImages = chance(3);
        if (chance(4))
            vm.registries = {{QStringLiteral("docker.io"),
                              {url()},
                              QStringLiteral("me"),
                              QStringLiteral("sesame"),
                              false}};
        vm.k3s = maybe(QStringLiteral("v1.3%1.0+k3s1").arg(number(0, 3)));
        vm.diod = vm.k3s.isEmpty() ? chance(5) : !chance(5);
        if (chance(2))
            vm.packages = {QStringLiteral("imgcrypt")};
        if (chance(4))
            vm.packages << QStringLiteral("htop");
        if (chance(3))
            vm.debs = {url(), QStringLiteral("https://example.org/b.deb")};
        vm.kernelVersion = maybe(QStringLiteral("6.12.22+bpo"));
        vm.kernelPackage = maybe(QStringLiteral("linux-image-amd64"));
        vm.rebootAfterInstall = chance(2);
        vm.userData = chance(4) ? QStringLiteral("timezone: \"$(reboot)\"\n") : QString();
        vm.autostart = chance(4);
        vm.protect = chance(4);
        if (chance(4))
            vm.qemuArgs = {QStringLiteral("-name"), hostile()};
    }

    VmSpec vm(int i)
    {
        VmSpec vm;
        vm.name = QStringLiteral("vm%1").arg(i);
        vm.hostname = chance(3) ? QStringLiteral("Host-%1").arg(i) : vm.name;
        if (i > 0 && chance(3))
            vm.after = {QStringLiteral("vm0")};
        if (i > 0 && chance(3))
            vm.peers = {.kind = PeersSpec::Kind::Only, .only = {QStringLiteral("vm0")}};
        addResources(vm);
        addBoot(vm);
        addNetwork(vm, i);
        addGuest(vm);
        return vm;
    }

    std::mt19937 m_random;
};

} // namespace hydra::test
