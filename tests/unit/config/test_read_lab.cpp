// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/atomic_file.h"
#include "core/config/read_lab.h"
#include "core/config/write_lab.h"
#include "tests/support/places.h"
#include "tests/support/test_main.h"

#include <QDir>
#include <QFileInfo>

using namespace hydra;
using hydra::test::sourcePath;

namespace {

const QString goldenDir = sourcePath("tests/golden/");

QString firstComplaint(const QByteArray &text)
{
    const auto lab = readLab(text, QStringLiteral("lab.yaml"));
    return lab ? QString() : formatDiagnostic(lab.error().front());
}

/// A lab of one VM with LINE among its keys.
QByteArray labWith(const QByteArray &line)
{
    return "name: home\nvms:\n  - name: hub\n    " + line + "\n";
}

} // namespace

class TestReadLab : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theUpstreamFileOpensUnchanged()
    {
        const QString path = goldenDir + QStringLiteral("labs/vm-config.yaml");
        const auto lab = readLab(*readFile(path), path);
        QVERIFY2(lab, lab ? "" : qPrintable(formatDiagnostic(lab.error().front())));
        QCOMPARE(lab->name, QStringLiteral("vm-config"));
        QCOMPARE(lab->network.subnet, QStringLiteral("192.168.100.0/24"));
        QCOMPARE(lab->network.dns.size(), 2);
        QCOMPARE(lab->vms.size(), 2U);
        const VmSpec &vm = *lab->vm(QStringLiteral("vm2"));
        QCOMPARE(vm.hostname, QStringLiteral("hydravm2"));
        QCOMPARE(vm.memory, MemorySize::gib(8));
        QCOMPARE(vm.diskSize, MemorySize::gib(3));
        QCOMPARE(vm.ports.rimd.port, std::uint16_t(35003));
        QCOMPARE(vm.ports.streaming.kind, PortSpec::Kind::Auto);
        QCOMPARE(vm.username, QStringLiteral("researcher"));
        QCOMPARE(vm.salt, QStringLiteral("123456"));
        QCOMPARE(vm.kernelVersion, QStringLiteral("6.12.22+bpo"));
    }

    void brokenFilesGiveExactlyTheExpectedLines_data()
    {
        QTest::addColumn<QString>("path");
        const QDir dir(goldenDir + QStringLiteral("broken_labs"));
        for (const QString &name : dir.entryList({QStringLiteral("*.yaml")}, QDir::Files))
            QTest::newRow(qPrintable(name)) << dir.filePath(name);
    }

    void brokenFilesGiveExactlyTheExpectedLines()
    {
        QFETCH(QString, path);
        const auto lab = readLab(*readFile(path), QFileInfo(path).fileName());
        QVERIFY(!lab);
        QString lines;
        for (const Diagnostic &diagnostic : lab.error())
            lines += formatDiagnostic(diagnostic) + QLatin1Char('\n');
        const QString expected = path.chopped(5) + QStringLiteral(".txt");
        if (qEnvironmentVariableIsSet("HYDRA_UPDATE_GOLDEN"))
            QVERIFY(writeFileAtomically(expected, lines.toUtf8()));
        QCOMPARE(lines, QString::fromUtf8(*readFile(expected)));
    }

    void everyKeyTakesItsGoodValues_data()
    {
        QTest::addColumn<QByteArray>("line");
        for (const char *line :
             {"hostname: Hub-1",
              "hostname: hub1.Lab.example",
              "role: host",
              "role: isolated",
              "after: []",
              "backend: krunkit",
              "accelerator: hvf",
              "machine: q35",
              "machine: 'virt,gic-version=max'",
              "cpu_model: 'max,pauth-impdef=on'",
              "cpu: 1",
              "cpu: 512",
              "cpu: '4'",
              "memory: 0.5",
              "memory: 768MiB",
              "memory: 1024",
              "disk_size: 3",
              "disks: [{name: data, size: 10}]",
              "image: debian-12",
              "image: ./my disk.qcow2",
              "image_source_url: 'https://example.org/a%20b'",
              "boot: kernel",
              "kernel: {kernel: vmlinuz, initrd: i, cmdline: quiet x=1, data_disk: d, "
              "artifact_url: 'http://h:8080/x', artifact_dir: out}",
              "firmware: none",
              "firmware: {code: a.fd, vars: b.fd}",
              "firmware: {code: a.fd}",
              "ip: 192.168.100.10",
              "mac: 52:54:00:AB:00:01",
              "egress: open",
              "egress: NONE",
              "egress: {allow: [deb.debian.org, 10.0.0.0/8, '9.9.9.9:53/udp', 'a.b:443/tcp']}",
              "egress: {allow: []}",
              "host_loopback: false",
              "peers: all",
              "peers: none",
              "peers: []",
              "link: {delay: 50ms, jitter: 5ms, loss: 1%, rate: 10Mbit, down: false}",
              "link: {delay: 250us, jitter: 0, loss: 0.015, rate: 0}",
              "link: {delay: 60s, loss: 100%, rate: 1000gbit}",
              "user_network: {prefix: 10.7.7, address: 10.7.7.20, gateway: 10.7.7.1, dns: "
              "10.7.7.4}",
              "user_network: {resolvers: [1.1.1.1, 9.9.9.9], search: [lab.example, local]}",
              "bind: 0.0.0.0",
              "ports: {ssh: 22, containerd: off, streaming: auto, rimd: 65535, diod: 1}",
              "ports: {extra: [30800:8000, '30801:8001', {host: 5, guest: 5, bind: 0.0.0.0, "
              "protocol: udp, "
              "name: coap}]}",
              "ports: {extra: ['7000-7002:8000-8002', {host: 53, guest: 5353, protocol: UDP}, "
              "{host: 9000-9255, guest: 9000-9255, name: many}]}",
              "accelerator: KVM",
              "username: _me-2",
              "password: 'with: all # sorts'",
              "salt: 123456",
              "salt: ./aZ9",
              "ssh_authorized_keys: [ssh-ed25519 AAAAC3Nz me@here, ecdsa-sha2-nistp256 AAAA]",
              R"(ssh_authorized_keys: ['from="10.0.0.0/8,!10.1.1.1" ssh-ed25519 AAAA+/= me', )"
              R"('restrict,pty,command="echo \"a, b\"; x\y" ssh-rsa AAAA', )"
              R"('cert-authority,no-pty  ssh-ed25519  AAAA me and you'])",
              "shares: [{host: ~/models, guest: /models, tag: m0, read_only: true, type: 9p}]",
              "kubelet_shares: tcp",
              "kubelet_prefix: ./k3s-var",
              "containerd: false",
              "csi_proxy_url: https://example.org/p",
              "encrypted_images: true",
              "registries: [{host: docker.io, mirrors: ['http://10.0.2.2:5000']}, {host: "
              "'registry.local:5000', "
              "username: me, password: 'a:b', insecure: true}]",
              "registries: [{host: _default, mirrors: ['http://10.0.2.2:5000/v2/proxy']}]",
              "k3s: v1.32.6+k3s1",
              "k3s: off",
              "diod: true",
              "packages: [htop, linux-image-amd64=6.1, g++]",
              "debs: [https://example.org/a.deb]",
              "kernel_version: 6.12.22+bpo",
              "kernel_package: linux-image-6.1",
              "reboot_after_install: true",
              "user_data: {runcmd: [[ls, -l], 'echo a: b']}",
              "user_data: \"#!/bin/sh\\nid\\n\"",
              "user_data: \"## template: jinja\\n#cloud-config\\n\"",
              "user_data: '#include https://example.org/config'",
              "user_data: \"Content-Type: multipart/mixed; boundary=x\\nMIME-Version: 1.0\\n\"",
              "gpu: off",
              "gpu: {vram: 4}",
              "gpu: {}",
              "vsock: auto",
              "vsock: 3",
              "vsock: off",
              "shared_memory: {type: ivshmem, size: 4, path: /dev/shm/x}",
              "krunkit: {rest_port: 8081, log_level: 0}",
              "rimd: {kernel_version: -6.16, image_filename: i}",
              "rimd: {}",
              "autostart: true",
              "protect: true",
              "qemu_args: [-device, 'x,y=z', '']",
              "cpu: !!int 4",
              "username: !!str 5me"})
            QTest::newRow(line) << QByteArray(line);
        for (const char *key :
             {"hostname", "cpu", "memory", "ports", "salt", "user_data", "gpu", "rimd", "disks"})
            QTest::newRow(key) << QByteArray(key) + ":";
    }

    void everyKeyTakesItsGoodValues()
    {
        QFETCH(QByteArray, line);
        if (line.contains("!!str"))
            QVERIFY(firstComplaint(labWith(line)).contains(QStringLiteral("user name")));
        else
            QCOMPARE(firstComplaint(labWith(line)), QString());
    }

    void commonIsTheDefaultAndAVmMayReplaceEachPart()
    {
        const auto lab =
            readLab("name: home\ncommon: {cpu: 4, ports: {ssh: auto, diod: 7}, packages: [a, b]}\n"
                    "vms: [{name: hub, ports: {rimd: 9}}, {name: lamp, cpu: ~, packages: []}]\n",
                    QStringLiteral("x.yaml"));
        QVERIFY(lab);
        QCOMPARE(lab->vms[0].cpu, 4);
        QCOMPARE(lab->vms[0].ports.diod.port, std::uint16_t(7));
        QCOMPARE(lab->vms[0].ports.rimd.port, std::uint16_t(9));
        QCOMPARE(lab->vms[1].cpu, 4);
        QVERIFY(lab->vms[1].packages.isEmpty());
        QCOMPARE(lab->vms[1].hostname, QStringLiteral("lamp"));
    }

    void aLabWithASubnetSharesANetwork_data()
    {
        QTest::addColumn<QByteArray>("network");
        QTest::addColumn<int>("mode");
        QTest::newRow("none") << QByteArray() << int(NetworkMode::User);
        QTest::newRow("name") << QByteArray("network: {name: n}\n") << int(NetworkMode::User);
        QTest::newRow("subnet") << QByteArray("network: {subnet: 10.1.1.0/24}\n")
                                << int(NetworkMode::Lab);
        QTest::newRow("mode") << QByteArray("network: {mode: lab}\n") << int(NetworkMode::Lab);
        QTest::newRow("both") << QByteArray("network: {subnet: 10.1.1.0/24, mode: user}\n")
                              << int(NetworkMode::User);
    }
    void aLabWithASubnetSharesANetwork()
    {
        QFETCH(QByteArray, network);
        QFETCH(int, mode);
        const auto lab = readLab(network + labWith("cpu: 1"), QStringLiteral("x.yaml"));
        QVERIFY(lab);
        QCOMPARE(int(lab->network.mode), mode);
        const auto again = readLab(writeLab(*lab), QStringLiteral("x.yaml"));
        QCOMPARE(*again, *lab);
    }

    void isolatedEnvironmentsDoNotReachTheHostsLoopback_data()
    {
        QTest::addColumn<QByteArray>("common");
        QTest::addColumn<QByteArray>("keys");
        QTest::addColumn<bool>("reaches");
        const auto row = [](const char *common, const char *keys, bool reaches) {
            QTest::addRow("%s | %s", common, keys)
                << QByteArray(common) << QByteArray(keys) << reaches;
        };
        row("{}", "cpu: 1", true);
        row("{}", "role: host", true);
        row("{}", "role: isolated", false);
        row("{}", "role: isolated, host_loopback: true", true);
        row("{}", "host_loopback: false", false);
        row("{role: isolated}", "cpu: 1", false);
        row("{role: isolated}", "role: plain", true);
        row("{host_loopback: true}", "role: isolated", true);
        row("{host_loopback: false}", "role: host", false);
        row("{host_loopback: ~}", "role: isolated", false);
        row("{host_loopback: false}", "host_loopback: ~", false);
    }
    void isolatedEnvironmentsDoNotReachTheHostsLoopback()
    {
        QFETCH(QByteArray, common);
        QFETCH(QByteArray, keys);
        QFETCH(bool, reaches);
        const auto lab =
            readLab("name: home\ncommon: " + common + "\nvms: [{name: hub, " + keys + "}]\n",
                    QStringLiteral("x.yaml"));
        QVERIFY(lab);
        QCOMPARE(lab->vms.front().hostLoopback, reaches);
        QCOMPARE(*readLab(writeLab(*lab), QStringLiteral("x.yaml")), *lab);
    }

    void aVmMayReplaceOneFigureOfCommonsLink()
    {
        const auto lab =
            readLab("name: home\ncommon: {link: {delay: 50ms, loss: 1%}, egress: {allow: [a.b]}}\n"
                    "vms: [{name: hub, link: {delay: 0}}, {name: lamp, egress: open}]\n",
                    QStringLiteral("x.yaml"));
        QVERIFY(lab);
        using namespace std::chrono_literals;
        QCOMPARE(lab->vms[0].link, (LinkSpec{.loss = 0.01}));
        QCOMPARE(lab->vms[0].egress,
                 (EgressSpec{.kind = EgressSpec::Kind::Allow, .allow = {QStringLiteral("a.b")}}));
        QCOMPARE(lab->vms[1].link, (LinkSpec{.delay = 50ms, .loss = 0.01}));
        QCOMPARE(lab->vms[1].egress, EgressSpec());
    }

    void valuesArriveInTheirCanonicalSpelling()
    {
        const auto lab = readLab(labWith("mac: 52:54:00:AB:CD:01"), QStringLiteral("x.yaml"));
        QCOMPARE(lab->vms[0].mac, QStringLiteral("52:54:00:ab:cd:01"));
        const auto data =
            readLab(labWith("user_data: {a: [1, 'x: y'], b: {c: yes, d: 'yes'}, e: \"l1\\nl2\"}"),
                    QStringLiteral("x.yaml"));
        QCOMPARE(data->vms[0].userData, QStringLiteral("a: [1, \"x: y\"]\nb: {c: yes, d: \"yes\"}\n"
                                                       "e: \"l1\\nl2\"\n"));
    }

    void aRangeOfPortsIsReadAndWritten()
    {
        const auto lab =
            readLab(labWith("ports: {extra: [7000-7002:8000-8002, {host: 53-54, guest: "
                            "5353-5354, protocol: UDP}]}"),
                    QStringLiteral("x.yaml"));
        QVERIFY(lab);
        const auto &extra = lab->vms.front().ports.extra;
        QCOMPARE(extra.size(), std::size_t(2));
        QCOMPARE(extra[0], (ExtraPortSpec{.host = 7000, .guest = 8000, .count = 3}));
        QCOMPARE(extra[1],
                 (ExtraPortSpec{.protocol = Protocol::Udp, .host = 53, .guest = 5353, .count = 2}));
        const auto again = readLab(writeLab(*lab), QStringLiteral("x.yaml"));
        QVERIFY(again);
        QCOMPARE(again->vms.front().ports.extra, extra);
    }

    void portsThatCannotBeForwardedSayWhy_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *line, const char *words) {
            QTest::newRow(line) << QByteArray(line) << QString::fromUtf8(words);
        };
        row("bind: '::1'", "only kind that QEMU forwards ports from");
        row("ports: {extra: [{host: 1, guest: 1, bind: 'fe80::1'}]}", "write one of this host's");
        row("ports: {extra: ['[::1]:8080:80']}", "bind: 127.0.0.1");
        row("ports: {extra: ['7000-7002:7000-7001']}", "3 host ports cannot lead to 2 guest ports");
        row("ports: {extra: ['7002-7000:7000-7002']}", "is no pair of ports");
        row("ports: {extra: [{host: 7000-70000, guest: 1}]}", "'7000-70000' is no port");
        row("ports: {extra: ['7000-7256:7000-7256']}", "write at most 256");
        row("ports: {extra: ['7000-7002:7000-7002', '7002:80']}",
            "host port 7002/tcp is used by VM 'hub' (ports.extra[0]) and VM 'hub' "
            "(ports.extra[1])");
    }
    void portsThatCannotBeForwardedSayWhy()
    {
        QFETCH(QByteArray, line);
        QFETCH(QString, words);
        const auto lab = readLab(labWith(line), QStringLiteral("lab.yaml"));
        QVERIFY(!lab);
        QCOMPARE(lab.error().size(), std::size_t(1));
        const QString complaint = formatDiagnostic(lab.error().front());
        QVERIFY2(complaint.contains(words), qPrintable(complaint));
    }

    void twoRangesThatMeetAreOneComplaint()
    {
        const auto lab = readLab(labWith("ports: {extra: [7000-7099:7000-7099, 7050-7149:1-100]}"),
                                 QStringLiteral("lab.yaml"));
        QVERIFY(!lab);
        QCOMPARE(lab.error().size(), std::size_t(1));
    }

    void whatIsNoSshKeyIsRefused_data()
    {
        QTest::addColumn<QByteArray>("key");
        for (const char *key :
             {"from=10.0.0.0/8 ssh-ed25519 AAAA", R"(from="10.0.0.0/8 ssh-ed25519 AAAA)",
              R"(from="a" , ssh-ed25519 AAAA)", R"(command="a\" ssh-ed25519 AAAA)",
              R"(from="a",ssh-ed25519 AAAA)", "restrict", "restrict ssh-ed25519",
              R"(from="a"x ssh-ed25519 AAAA)"})
            QTest::newRow(key) << QByteArray(key);
    }
    void whatIsNoSshKeyIsRefused()
    {
        QFETCH(QByteArray, key);
        const QString complaint = firstComplaint(labWith("ssh_authorized_keys: ['" + key + "']"));
        QVERIFY2(complaint.contains(QStringLiteral("is no SSH public key")), qPrintable(complaint));
    }

    void aMirrorOfEveryRegistryNeedsAnAddress()
    {
        const QString complaint = firstComplaint(labWith("registries: [{host: _default}]"));
        QVERIFY2(complaint.contains(QStringLiteral("add mirrors: [")), qPrintable(complaint));
    }

    void aCloudConfigWithItsFirstLineIsThatMap()
    {
        const auto userData = [](const QByteArray &lines) {
            const auto lab = readLab(labWith(lines), QStringLiteral("x.yaml"));
            return lab ? lab->vms.front().userData : formatDiagnostic(lab.error().front());
        };
        const QByteArray keys = "      timezone: UTC\n      runcmd: [[id]]\n";
        const QString asMap = userData("user_data:\n" + keys);
        QCOMPARE(userData("user_data: |\n      #cloud-config\n" + keys), asMap);
        QCOMPARE(userData("user_data: |\n\n      #cloud-config\n      # mine\n" + keys), asMap);
        QCOMPARE(userData("user_data: '#cloud-config'"), QString());
        QCOMPARE(userData("user_data: |\n      #!/bin/sh\n      id"),
                 QStringLiteral("#!/bin/sh\nid\n"));
    }

    void aUserDataThatCannotBeUsedSaysWhy_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *value, const char *words) {
            QTest::newRow(value) << QByteArray(value) << QString::fromUtf8(words);
        };
        row("hello", "begins with #cloud-config, #! or");
        row("[a]", "must be a map");
        row("\"#cloud-config\\n- a\\n\"", "must have cloud-config keys");
        row("\"#cloud-config\\na: [1\\n\"", "line 3 of the text:");
        row("\"#cloud-config\\na: 1\\na: 2\\n\"", "line 3 of the text: a is given twice");
        row("{write_files: [{path: /a, content: !!binary aGk=}]}", "`encoding: b64`");
        row("\"#cloud-config\\nwrite_files: [{content: !!binary aGk=}]\\n\"", "`encoding: b64`");
    }
    void aUserDataThatCannotBeUsedSaysWhy()
    {
        QFETCH(QByteArray, value);
        QFETCH(QString, words);
        const QString complaint = firstComplaint(labWith("user_data: " + value));
        QVERIFY2(complaint.contains(QStringLiteral("user_data")) && complaint.contains(words),
                 qPrintable(complaint));
    }

    void aFileCutAnywhereIsReadOrComplainedAbout()
    {
        const QByteArray whole = *readFile(goldenDir + QStringLiteral("labs/everything.yaml"));
        QVERIFY(readLab(whole, QStringLiteral("x.yaml")));
        for (qsizetype size = 0; size < whole.size(); ++size) {
            const auto lab = readLab(whole.left(size), QStringLiteral("x.yaml"));
            if (lab)
                continue;
            QVERIFY(!lab.error().empty());
            for (const Diagnostic &d : lab.error())
                QVERIFY2(d.line >= 1 && d.column >= 1 && !d.what.isEmpty(),
                         qPrintable(formatDiagnostic(d)));
        }
    }

    void aLabOfFifteenVmsIsMeasured()
    {
        QByteArray text = "name: big\nnetwork: {subnet: 10.1.1.0/24}\ncommon: {memory: 1, "
                          "packages: [htop, vim]}\nvms:\n";
        for (int i = 0; i < 15; ++i) {
            const QByteArray n = QByteArray::number(i + 10);
            text +=
                "  - name: vm" + n + "\n    ip: 10.1.1." + n + "\n    mac: 52:54:00:00:00:" + n +
                "\n    cpu: 2\n    ports:\n      ssh: 55" + n + "\n      extra: [\"308" + n +
                ":80\", {host: 56" + n +
                ", guest: 5683, protocol: udp}]\n    shares:\n"
                "      - {host: ./models, guest: /models, tag: models, read_only: true}\n"
                "    user_data:\n      runcmd:\n        - [sh, -c, \"echo ready > /run/ready\"]\n";
        }
        QBENCHMARK
        {
            QCOMPARE(readLab(text, QStringLiteral("x.yaml"))->vms.size(), 15U);
        }
    }
};

HYDRA_TEST_MAIN(TestReadLab)
#include "test_read_lab.moc"
