// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/integration/support/initrd.h"
#include "tests/integration/support/integration_test.h"

#include "core/guest/user_data.h"
#include "core/vm/shares.h"

#include <QDir>
#include <QJsonArray>

#include <algorithm>

#include <unistd.h>

using namespace hydra::test;
using std::chrono::seconds;

namespace {

const QString lab = QStringLiteral("gear");
const QString vm = QStringLiteral("gear/vm");

void write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write %s", qPrintable(path));
}

/// User data of all kinds: what each key of a lab file adds to it.
std::vector<QByteArray> documents()
{
    hydra::SeedInput host;
    host.lab = QStringLiteral("gear");
    host.vm.name = QStringLiteral("host");
    host.vm.role = hydra::Role::Host;
    host.vm.k3s = QStringLiteral("v1.32.6+k3s1");
    host.vm.diod = host.vm.rebootAfterInstall = true;
    host.vm.containerd = false;
    host.passwordHash = hydra::sha512Crypt("secret", "salt");
    host.hostKey = {
        "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n",
        "ssh-ed25519 AAAA host"};
    host.webhookUrl = QStringLiteral("http://10.0.2.2:4711/token");
    host.freshMachineId = true;
    hydra::SeedInput isolated;
    isolated.lab = host.lab;
    isolated.vm.name = QStringLiteral("isolated");
    isolated.containerdInImage = false;
    isolated.authorizedKeys = QStringList{QStringLiteral("ssh-ed25519 AAAA me")};
    isolated.vm.encryptedImages = true;
    isolated.vm.csiProxyUrl = QStringLiteral("https://example.org/csi-grpc-proxy");
    isolated.vm.debs = QStringList{QStringLiteral("https://example.org/$(reboot).deb")};
    isolated.vm.kernelVersion = QStringLiteral("6.12.22+bpo");
    isolated.vm.sharedMemory.type = hydra::SharedMemoryType::Nvdimm;
    isolated.vm.registries = {{.host = QStringLiteral("docker.io"),
                               .mirrors = QStringList{QStringLiteral("http://10.0.2.2:5000")},
                               .insecure = true}};
    isolated.vm.kubeletShares = hydra::KubeletShares::Tcp;
    isolated.mounts = hydra::guestMounts(isolated.vm, {}, hydra::kDiodPort);
    isolated.vm.userData =
        QStringLiteral("timezone: Europe/Berlin\nruncmd: [[echo, \"it's me\"]]\n");
    hydra::SeedInput root = isolated;
    root.vm = {};
    root.vm.username = QStringLiteral("root");
    std::vector<QByteArray> all;
    for (const hydra::SeedInput &input : {host, isolated, root})
        all.push_back(*hydra::makeUserData(input));
    return all;
}

} // namespace

/// Shares, shared memory and direct kernel boot in real guests.
class TestDevices : public IntegrationTest
{
    Q_OBJECT

    QString dir(const char *name) { return box().root() + u'/' + QLatin1String(name); }

    std::vector<Running> virtiofsds()
    {
        std::vector<Running> all = box().processes();
        std::erase_if(all, [](const Running &process) { return process.name() != u"virtiofsd"; });
        return all;
    }

    QString share(const char *name, const QString &more)
    {
        QDir().mkpath(dir(name));
        write(dir(name) + QStringLiteral("/from-host"), "host\n");
        return QStringLiteral("  - {host: \"%1\", guest: \"/mnt/%2\"%3}")
            .arg(dir(name), QLatin1String(name), more);
    }

    QByteArray planned(const char *key)
    {
        const Outcome plan = box().hydractl(
            {QStringLiteral("plan"), lab, QStringLiteral("--format"), QStringLiteral("json")});
        return QJsonDocument(plan.json()[QStringLiteral("vms")][0][QLatin1String(key)].toArray())
                   .toJson(QJsonDocument::Compact) +
               plan.out;
    }

    // The host decides about writing, whatever the guest tries.
    void cannotWrite(const char *name)
    {
        const QString at = QStringLiteral("'/mnt/%1'").arg(QLatin1String(name));
        const Outcome read = box().guest(vm, QStringLiteral("cat %1/from-host").arg(at));
        QVERIFY2(read.out == "host\n", qPrintable(read.say()));
        const Outcome touched = box().guest(
            vm,
            QStringLiteral("sudo mount -o remount,rw %1; sudo touch %1/new || sudo rm %1/from-host")
                .arg(at));
        QVERIFY2(!touched.ok(), qPrintable(touched.say()));
        QVERIFY(QFile::exists(dir(name) + QStringLiteral("/from-host")));
        QVERIFY(!QFile::exists(dir(name) + QStringLiteral("/new")));
    }

    void canWrite(const char *name)
    {
        const QString at = QStringLiteral("'/mnt/%1'").arg(QLatin1String(name));
        VERIFY_EXIT(box().guest(vm, QStringLiteral("cat %1/from-host && echo guest | sudo tee "
                                                   "%1/from-guest && sudo chmod 644 %1/from-guest")
                                        .arg(at)),
                    0);
        QCOMPARE(contentOf(dir(name) + QStringLiteral("/from-guest")), QByteArray("guest\n"));
    }

private Q_SLOTS:
    void sharesAndPersistentMemoryAreInTheGuest()
    {
        if (::geteuid() != 0)
            QSKIP("a virtiofsd in C must be run by root");
        const QStringList lines =
            QStringList{QStringLiteral("image: debian-13"),
                        QStringLiteral("shared_memory: {type: nvdimm, size: 256MiB, path: %1}")
                            .arg(dir("memory")),
                        QStringLiteral("shares:"),
                        share("plan9", {}),
                        share("plan9-ro", QStringLiteral(", read_only: true")),
                        share("virtio", QStringLiteral(", type: virtiofs")),
                        share("virtio-ro", QStringLiteral(", type: virtiofs, read_only: true")),
                        share("long name, with a comma", {})};
        box().writeLab(lab, labText(guestHardware() + lines));
        const QByteArray plan = planned("shares");
        const bool virtiofs = plan.contains("vhost-user-fs");
        const Outcome up = box().hydractl({QStringLiteral("up"), lab, QStringLiteral("--wait"),
                                           QStringLiteral("cloud-init"),
                                           QStringLiteral("--timeout"), QStringLiteral("500")},
                                          seconds(520));
        VERIFY_EXIT(up, 0);
        const Outcome mounts = box().guest(vm, QStringLiteral("mount -t 9p,virtiofs"));
        qInfo("%s", mounts.out.constData());
        canWrite("plan9");
        canWrite("virtio");
        canWrite("long name, with a comma");
        cannotWrite("plan9-ro");
        cannotWrite("virtio-ro");

        const Outcome memory =
            box().guest(vm, QStringLiteral("ls -l /dev/dax0.0 && sudo ndctl list --namespaces"));
        QVERIFY2(memory.ok() && memory.out.contains("devdax"), qPrintable(memory.say()));
        QCOMPARE(QFileInfo(dir("memory")).size(), qint64(256) << 20);

        for (const QByteArray &document : documents()) {
            const Outcome schema =
                box().guest(vm,
                            QStringLiteral("echo %1 | base64 -d >/tmp/user-data && sudo cloud-init "
                                           "schema --annotate --config-file /tmp/user-data")
                                .arg(QString::fromLatin1(document.toBase64())),
                            seconds(120));
            QVERIFY2(schema.ok() && !schema.out.contains("deprecat"), qPrintable(schema.say()));
        }

        QCOMPARE(virtiofsds().empty(), !virtiofs);
        if (virtiofs) {
            const QString warning = QStringLiteral("is lost until the VM is started again");
            QVERIFY(killHard(virtiofsds().front().id));
            QTRY_VERIFY2_WITH_TIMEOUT(
                QJsonDocument(box().listed(vm)).toJson().contains(warning.toUtf8()),
                "the loss of a share was not said", 20000);
        }
        VERIFY_EXIT(
            box().hydractl({QStringLiteral("down"), lab, QStringLiteral("--force")}, seconds(100)),
            0);
        QTRY_VERIFY2_WITH_TIMEOUT(virtiofsds().empty(), "a virtiofsd was left", 10000);
    }

    void aKernelAndInitrdOfOnesOwnBootAndSeeSharedMemory()
    {
        write(dir("initrd.img"), tinyInitrd());
        box().writeLab(
            lab,
            labText({QStringLiteral("name: vm"), QStringLiteral("boot: kernel"),
                     QStringLiteral("accelerator: tcg"), QStringLiteral("memory: 512MiB"),
                     QStringLiteral("kernel:"), QStringLiteral("  kernel: ") + warm().kernel(),
                     QStringLiteral("  initrd: initrd.img"),
                     QStringLiteral("  cmdline: \"hydra.test=yes\""),
                     QStringLiteral("shared_memory: {type: ivshmem, size: 1MiB, path: memory}")}));
        QFile::rename(dir("initrd.img"),
                      QFileInfo(box().labFile(lab)).absolutePath() + QStringLiteral("/initrd.img"));
        VERIFY_EXIT(box().hydractl({QStringLiteral("up"), lab}), 0);
        const QString transcript = box().vmState(vm) + QStringLiteral("/serial.log");
        QTRY_VERIFY_WITH_TIMEOUT(contentOf(transcript).contains("tiny-init: done"), 120000);
        const QByteArray said = contentOf(transcript);
        QVERIFY2(said.contains("tiny-init: pci 0x1af4:0x1110"), said.right(2000).constData());
        QVERIFY2(said.contains("hydra.test=yes"), said.right(2000).constData());
        QTRY_COMPARE_WITH_TIMEOUT(box().stateJson(vm)[QStringLiteral("state")].toString(),
                                  QStringLiteral("stopped"), 30000);
    }
};

HYDRA_TEST_MAIN(TestDevices)
#include "test_devices.moc"
