// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/integration/support/integration_test.h"
#include "tests/support/places.h"

#include "core/disk/fork_disk.h"
#include "core/process/run.h"

using namespace hydra;
using namespace hydra::test;
using std::chrono::seconds;

namespace {

const QString original = QStringLiteral("original/vm");
const QString copied = QStringLiteral("copied/vm");

Environment environmentOf(const Sandbox &box)
{
    Environment environment;
    environment.paths = {box.root() + QStringLiteral("/config/hydra"),
                         guestStore() + QStringLiteral("/hydra"),
                         box.root() + QStringLiteral("/cache/hydra"),
                         box.root() + QStringLiteral("/s/hydra"), box.runtime()};
    environment.keeperProgram = programPath("hydra-keeper");
    return environment;
}

} // namespace

/// Copies of guests: of a disk while it is written to, and of a whole machine.
class TestClone : public IntegrationTest
{
    Q_OBJECT

    QByteArray said(const QString &vm, const QString &script)
    {
        const Outcome outcome = box().guest(vm, script, seconds(90));
        if (!outcome.ok())
            qWarning().noquote() << outcome.say();
        return outcome.out.trimmed();
    }

private Q_SLOTS:
    void aDiskIsForkedWhileItsGuestWrites()
    {
        VERIFY_EXIT(warm().fork(box(), QStringLiteral("original")), 0);
        const QByteArray sum =
            said(original, QStringLiteral("head -c 20000000 /dev/urandom > kept && md5sum < kept"));
        QVERIFY(!sum.isEmpty());
        (void)said(original, QStringLiteral("nohup sh -c 'i=0; while :; do i=$((i+1)); echo $i; dd "
                                            "if=/dev/zero of=noise bs=1M count=8 conv=fsync 2>&-; "
                                            "done' > counted 2>&1 < /dev/null &"));
        const QString fork = box().root() + QStringLiteral("/fork.qcow2");
        const auto forked = forkDisk(environmentOf(box()),
                                     {QStringLiteral("original"), QStringLiteral("vm")}, fork, {});
        QVERIFY2(forked, qPrintable(forked ? QString() : formatError(forked.error())));
        const int before = said(original, QStringLiteral("tail -n 1 counted")).toInt();
        QTRY_VERIFY_WITH_TIMEOUT(
            said(original, QStringLiteral("tail -n 1 counted")).toInt() > before, 60000);
        QVERIFY(run(
            {QStringLiteral("qemu-img"), {QStringLiteral("check"), QStringLiteral("-q"), fork}}));
        // The fork contains the earlier data: attach it to the guest as a second disk to see that.
        VERIFY_EXIT(box().hydractl({QStringLiteral("kill"), original}), 0);
        QVERIFY(QFile::rename(fork, box().vmState(original) + QStringLiteral("/disk-fork.qcow2")));
        VERIFY_EXIT(box().hydractl({QStringLiteral("set"), QStringLiteral("original"),
                                    QStringLiteral("vm"), QStringLiteral("qemu_args=[]"),
                                    QStringLiteral("disks=[{name: fork, size: 1}]")}),
                    0);
        VERIFY_EXIT(box().hydractl({QStringLiteral("up"), QStringLiteral("original"),
                                    QStringLiteral("--wait"), QStringLiteral("ssh"),
                                    QStringLiteral("--timeout"), QStringLiteral("270")},
                                   seconds(290)),
                    0);
        const QByteArray copy =
            said(original, QStringLiteral("sudo mount /dev/disk/by-id/virtio-fork-part2 /mnt && "
                                          "md5sum < /mnt/home/hydra/kept"));
        QCOMPARE(copy, sum);
    }

    void aCloneOfARunningVmIsAMachineOfItsOwn()
    {
        VERIFY_EXIT(warm().fork(box(), QStringLiteral("original")), 0);
        QVERIFY(!said(original, QStringLiteral("echo precious > kept; sync; cat kept")).isEmpty());
        const Outcome clone = box().hydractl(
            {QStringLiteral("clone"), QStringLiteral("original"), QStringLiteral("copied")});
        VERIFY_EXIT(clone, 0);
        QVERIFY2(clone.err.contains("host name is copied"), qPrintable(clone.say()));
        // The original uses the warm guest's memory; a clone has only its disk.
        VERIFY_EXIT(box().hydractl({QStringLiteral("set"), QStringLiteral("copied"),
                                    QStringLiteral("vm"), QStringLiteral("qemu_args=[]")}),
                    0);
        VERIFY_EXIT(box().hydractl({QStringLiteral("up"), QStringLiteral("copied"),
                                    QStringLiteral("--wait"), QStringLiteral("cri"),
                                    QStringLiteral("--timeout"), QStringLiteral("400")},
                                   seconds(420)),
                    0);
        QCOMPARE(said(copied, QStringLiteral("cat kept")), QByteArray("precious"));
        QCOMPARE(said(copied, QStringLiteral("hostname")), QByteArray("copied"));
        for (const char *script :
             {"cat /etc/machine-id", "cat /etc/ssh/ssh_host_ed25519_key.pub | cut -d' ' -f2",
              "hostname", "cat /sys/class/net/e*/address"}) {
            const QByteArray first = said(original, QString::fromLatin1(script));
            const QByteArray second = said(copied, QString::fromLatin1(script));
            QVERIFY2(!first.isEmpty() && !second.isEmpty() && first != second,
                     script + (": " + first) + " and " + second);
        }
        QVERIFY(said(copied, QStringLiteral("cat /etc/machine-id")).size() == 32);
        QVERIFY(said(copied, QStringLiteral("sudo journalctl -n 5 --no-pager")).contains("copied"));
        // Its identity persists.
        const QByteArray id = said(copied, QStringLiteral("cat /etc/machine-id"));
        VERIFY_EXIT(box().hydractl({QStringLiteral("down"), QStringLiteral("copied"),
                                    QStringLiteral("--timeout"), QStringLiteral("90"),
                                    QStringLiteral("--force")},
                                   seconds(120)),
                    0);
        VERIFY_EXIT(box().hydractl({QStringLiteral("up"), QStringLiteral("copied"),
                                    QStringLiteral("--wait"), QStringLiteral("ssh"),
                                    QStringLiteral("--timeout"), QStringLiteral("400")},
                                   seconds(420)),
                    0);
        QCOMPARE(said(copied, QStringLiteral("cat /etc/machine-id")), id);
    }
};

HYDRA_TEST_MAIN(TestClone)
#include "test_clone.moc"
