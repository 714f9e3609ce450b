// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/integration/support/integration_test.h"

#include <QJsonArray>

using namespace hydra::test;
using std::chrono::seconds;

namespace {

const QString lab = QStringLiteral("cold");

} // namespace

/// Boots from power on, with any accelerator that this machine offers, working or not.
class TestColdBoot : public IntegrationTest
{
    Q_OBJECT

    Outcome up(const QStringList &lines, const QString &wait)
    {
        box().writeLab(lab, labText(guestHardware() + lines));
        return up(wait);
    }

    Outcome up(const QString &wait)
    {
        return box().hydractl({QStringLiteral("up"), lab, QStringLiteral("--wait"), wait,
                               QStringLiteral("--timeout"), QStringLiteral("270")},
                              seconds(290));
    }

    // When an accelerator other than the first choice is used, `status` and the log say why.
    void checkReasonIsSaid(const QString &vm = QStringLiteral("cold/vm"))
    {
        const QJsonObject entry = box().listed(vm);
        const QString accelerator = entry[QStringLiteral("accelerator")].toString();
        qInfo("%s: %s", qPrintable(accelerator),
              qPrintable(entry[QStringLiteral("accelerator_reason")].toString()));
        if (accelerator != u"tcg")
            return;
        const QByteArray status = box().hydractl({QStringLiteral("status"), lab}).out;
        QVERIFY2(status.toLower().contains("kvm"), status.constData());
        const QByteArray log = contentOf(box().vmState(vm) + QStringLiteral("/vm.log"));
        QVERIFY2(log.toLower().contains("kvm"), log.constData());
        QVERIFY(!entry[QStringLiteral("accelerator_reason")].toString().isEmpty() ||
                !entry[QStringLiteral("warnings")].toArray().isEmpty());
    }

private Q_SLOTS:
    void theDemoPresetReachesCriAndTheFirstLoginAsksNothing()
    {
        const QString vm = QStringLiteral("cold/home");
        VERIFY_EXIT(box().hydractl({QStringLiteral("create"), lab, QStringLiteral("--preset"),
                                    QStringLiteral("demo")}),
                    0);
        const Outcome ssh = up(QStringLiteral("ssh"));
        VERIFY_EXIT(ssh, 0);
        const Outcome login = box().guest(vm, QStringLiteral("true"));
        VERIFY_EXIT(login, 0);
        QVERIFY2(!login.err.contains("authenticity") && !login.err.toLower().contains("warning"),
                 qPrintable(login.say()));
        const Outcome cri = box().hydractl({QStringLiteral("wait"), lab, QStringLiteral("cri"),
                                            QStringLiteral("--timeout"), QStringLiteral("240")},
                                           seconds(250));
        VERIFY_EXIT(cri, 0);
        qInfo("ssh after %lld ms, CRI %lld ms later", ssh.ms, cri.ms);
        checkReasonIsSaid(vm);
    }

    // A broken KVM accepts this processor and stops or hangs later.
    void aDirectKernelBootReachesCri()
    {
        const Outcome cri =
            up({QStringLiteral("boot: kernel"), QStringLiteral("cpu_model: qemu64"),
                QStringLiteral("kernel:"), QStringLiteral("  kernel: ") + warm().kernel(),
                QStringLiteral("  initrd: ") + warm().initrd(),
                QStringLiteral("  cmdline: \"%1\"").arg(warm().cmdline()),
                QStringLiteral("  data_disk: debian-13")},
               QStringLiteral("cri"));
        VERIFY_EXIT(cri, 0);
        qInfo("CRI after %lld ms", cri.ms);
        checkReasonIsSaid();
    }

    void theHostsCpuModelReachesCri()
    {
        const Outcome cri = up(
            {QStringLiteral("image: debian-13"), QStringLiteral("cpu_model: host"),
             QStringLiteral(
                 "registries: [{host: \"registry.local:5000\", username: me, password: secret}]")},
            QStringLiteral("cri"));
        VERIFY_EXIT(cri, 0);
        const Outcome registry = box().guest(
            QStringLiteral("cold/vm"),
            QStringLiteral("sudo cat /etc/containerd/certs.d/registry.local:5000/hosts.toml"));
        QVERIFY2(registry.out.contains("[host.\"https://registry.local:5000\"]"),
                 qPrintable(registry.say()));
        qInfo("CRI after %lld ms", cri.ms);
        checkReasonIsSaid();
    }

    void kvmAloneRunsOrFailsWithItsReason()
    {
        const Outcome boot =
            up({QStringLiteral("image: debian-13"), QStringLiteral("accelerator: kvm")},
               QStringLiteral("boot"));
        if (boot.ok()) {
            QCOMPARE(
                box().listed(QStringLiteral("cold/vm"))[QStringLiteral("accelerator")].toString(),
                QStringLiteral("kvm"));
            return;
        }
        QVERIFY2(boot.code == 1 || boot.code == 4, qPrintable(boot.say()));
        QVERIFY2(boot.err.toLower().contains("kvm"), qPrintable(boot.say()));
        QVERIFY(box().qemus().empty());
        qInfo("after %lld ms: %s", boot.ms, boot.err.trimmed().constData());
    }
};

HYDRA_TEST_MAIN(TestColdBoot)
#include "test_cold_boot.moc"
