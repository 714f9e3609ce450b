// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/integration/support/integration_test.h"

#include <QFile>

using namespace hydra::test;
using std::chrono::seconds;

namespace {

const QString lab = QStringLiteral("seeded");
const QString guest = QStringLiteral("seeded/vm");

} // namespace

/// A guest that was set up before its init, by the seed and not by cloud-init.
class TestEarlySeed : public IntegrationTest
{
    Q_OBJECT

    QString said(const QString &script)
    {
        const Outcome outcome = box().guest(guest, script);
        return outcome.ok() ? QString::fromUtf8(outcome.out.trimmed()) : outcome.say();
    }

    Outcome up(const QStringList &more = {})
    {
        return box().hydractl(QStringList{QStringLiteral("up"), lab, QStringLiteral("--wait"),
                                          QStringLiteral("cri"), QStringLiteral("--timeout"),
                                          QStringLiteral("400")} +
                                  more,
                              seconds(420));
    }

    QStringList identity()
    {
        return {said(QStringLiteral("cat /etc/machine-id")),
                said(QStringLiteral("cut -d' ' -f2 /etc/ssh/ssh_host_ed25519_key.pub"))};
    }

private Q_SLOTS:
    void itHasItsNameKeysDiskNetworkAndShares()
    {
        const QString shared = box().root() + QStringLiteral("/shared dir");
        QVERIFY(QDir().mkpath(shared));
        QFile note(shared + QStringLiteral("/note"));
        QVERIFY(note.open(QIODevice::WriteOnly) && note.write("from the host") > 0);
        note.close();
        box().writeLab(
            lab,
            labText(guestHardware() +
                    QStringList{
                        QStringLiteral("image: debian-13"), QStringLiteral("accelerator: tcg"),
                        QStringLiteral("hostname: first.example.org"),
                        QStringLiteral("disk_size: 4"), QStringLiteral("shares:"),
                        QStringLiteral("  - {host: \"%1\", guest: /mnt/from host}").arg(shared)}));
        VERIFY_EXIT(up(), 0);
        QVERIFY(box().stateJson(guest)[QStringLiteral("cloud_init_done")].toBool());
        QCOMPARE(said(QStringLiteral("systemctl is-active cloud-init.target || true")),
                 QStringLiteral("inactive"));
        QCOMPARE(said(QStringLiteral("cloud-init status")), QStringLiteral("status: done"));
        QCOMPARE(said(QStringLiteral("hostname; hostname --fqdn")),
                 QStringLiteral("first\nfirst.example.org"));
        QCOMPARE(said(QStringLiteral("cat '/mnt/from host/note'")),
                 QStringLiteral("from the host"));
        const QString size = said(QStringLiteral("df --output=size -B1M / | tail -1"));
        QVERIFY2(size.toInt() > 3500, qPrintable(size));
        const QString network = said(QStringLiteral("networkctl status --no-pager; sudo id -un"));
        QVERIFY2(network.contains(u"routable") && network.endsWith(u"root"), qPrintable(network));
        const QString failed = said(QStringLiteral("systemctl --failed --no-legend"));
        QVERIFY2(failed.isEmpty(), qPrintable(failed));
        const QStringList first = identity();
        QCOMPARE(first[0].size(), 32);
        const QByteArray key =
            contentOf(box().vmState(guest) + QStringLiteral("/ssh_host_ed25519_key.pub"));
        QVERIFY2(key.contains(first[1].toUtf8()), qPrintable(first[1]));

        // What the user changed survives a reboot, and what the lab file changes arrives.
        VERIFY_EXIT(box().guest(guest, QStringLiteral("sudo hostnamectl hostname mine; sync")), 0);
        VERIFY_EXIT(box().hydractl({QStringLiteral("down"), lab, QStringLiteral("--timeout"),
                                    QStringLiteral("120")},
                                   seconds(150)),
                    0);
        VERIFY_EXIT(up(), 0);
        QCOMPARE(said(QStringLiteral("hostname")), QStringLiteral("mine"));
        QCOMPARE(identity(), first);
        VERIFY_EXIT(box().hydractl({QStringLiteral("down"), lab, QStringLiteral("--timeout"),
                                    QStringLiteral("120")},
                                   seconds(150)),
                    0);
        VERIFY_EXIT(box().hydractl({QStringLiteral("set"), lab, QStringLiteral("vm"),
                                    QStringLiteral("hostname=second")}),
                    0);
        VERIFY_EXIT(up({QStringLiteral("--keep-disk")}), 0);
        QCOMPARE(said(QStringLiteral("hostname")), QStringLiteral("second"));
        QCOMPARE(identity(), first);
    }
};

HYDRA_TEST_MAIN(TestEarlySeed)
#include "test_early_seed.moc"
