// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/vm/shares.h"
#include "core/vm/virtiofsd_probe.h"
#include "tests/support/test_main.h"

using namespace hydra;

namespace {

const VirtiofsdFacts inRust{QStringLiteral("/usr/libexec/virtiofsd"), false, false, true};
const VirtiofsdFacts inC{QStringLiteral("/usr/lib/qemu/virtiofsd"), true, true, false};

HostFacts host(const VirtiofsdFacts &virtiofsd, bool root = false)
{
    HostFacts facts;
    facts.os = QStringLiteral("linux");
    facts.virtiofsd = virtiofsd;
    facts.root = root;
    return facts;
}

VmSpec sharing(ShareType type, bool readOnly = false)
{
    VmSpec vm;
    vm.shares = {{QStringLiteral("/srv/x"), QStringLiteral("/x"), {}, readOnly, type}};
    return vm;
}

QString kind(const VmSpec &vm, const HostFacts &facts)
{
    const ChosenShares chosen = chooseShares(vm, facts);
    return toString(chosen.shares.front().type) +
           (chosen.notes.empty() ? QString() : QStringLiteral(": ") + chosen.notes.front());
}

} // namespace

class TestShares : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void plan9IsTheUsualKind()
    {
        QCOMPARE(kind(sharing(ShareType::Auto), host(inRust)), QStringLiteral("9p"));
        QCOMPARE(kind(sharing(ShareType::NineP), host(inRust)), QStringLiteral("9p"));
    }

    void virtiofsIsTakenWhereTheHostHasIt()
    {
        QCOMPARE(kind(sharing(ShareType::Virtiofs), host(inRust)), QStringLiteral("virtiofs"));
        QCOMPARE(kind(sharing(ShareType::Virtiofs, true), host(inRust)),
                 QStringLiteral("virtiofs"));
        QCOMPARE(kind(sharing(ShareType::Virtiofs), host(inC, true)), QStringLiteral("virtiofs"));
    }

    void elseItIsPlan9AndSaysWhy()
    {
        const QString but = QStringLiteral("9p: shares: /srv/x is shared by 9p, not by virtiofs: ");
        QCOMPARE(kind(sharing(ShareType::Virtiofs), host({})),
                 but + QStringLiteral("virtiofsd is not installed"));
        QCOMPARE(kind(sharing(ShareType::Virtiofs), host(inC)),
                 but + QStringLiteral("/usr/lib/qemu/virtiofsd must be run by root"));
        QCOMPARE(kind(sharing(ShareType::Virtiofs, true), host(inC, true)),
                 but + QStringLiteral("/usr/lib/qemu/virtiofsd cannot share read-only"));
        HostFacts macos = host(inRust);
        macos.os = QStringLiteral("macos");
        QCOMPARE(kind(sharing(ShareType::Virtiofs), macos),
                 but + QStringLiteral("QEMU has virtiofs on Linux hosts only"));
    }

    void aKernelWithoutPlan9GetsVirtiofs()
    {
        VmSpec vm = sharing(ShareType::Auto);
        vm.image = QStringLiteral("debian-12-genericcloud-amd64-20250316-2053.qcow2");
        QCOMPARE(kind(vm, host(inRust)), QStringLiteral("virtiofs"));
        QVERIFY(
            kind(vm, host({})).contains(QStringLiteral("the kernel of debian-12-genericcloud")));
        vm.kernelVersion = QStringLiteral("6.12.22+bpo"); // may be gone
        QCOMPARE(kind(vm, host(inRust)), QStringLiteral("virtiofs"));
        vm.kernelPackage = QStringLiteral("linux-image-amd64");
        QCOMPARE(kind(vm, host(inRust)), QStringLiteral("9p"));
    }

    void krunkitHasVirtiofsOnly()
    {
        VmSpec vm = sharing(ShareType::NineP);
        vm.backend = BackendKind::Krunkit;
        QCOMPARE(kind(vm, host({})), QStringLiteral("virtiofs"));
    }

    void aReadOnlyShareIsMountedSo()
    {
        const auto mounts = guestMounts(sharing(ShareType::Auto, true), host({}), kDiodPort);
        QCOMPARE(mounts[0].target, QStringLiteral("/x"));
        QVERIFY(mounts[0].options.endsWith(QStringLiteral(",ro")));
    }

    void theKubeletsDirectoriesComeOverTcpFromTheGateway()
    {
        VmSpec vm;
        vm.kubeletShares = KubeletShares::Tcp;
        vm.userNetwork.prefix = QStringLiteral("10.9.8");
        const auto mounts = guestMounts(vm, host({}), 4711);
        QCOMPARE(mounts.size(), std::size_t(2));
        QCOMPARE(mounts[1].source, QStringLiteral("10.9.8.2"));
        QVERIFY(mounts[1].options.contains(QStringLiteral("trans=tcp,port=4711")));
        QVERIFY(mounts[1].options.contains(QStringLiteral("aname=/var/log/pods")));
        QVERIFY(chooseShares(vm, host({})).shares.empty());
    }

    void whatVirtiofsdCanDoIsSeenInItsHelp()
    {
        const QString program = QStringLiteral("/x");
        QCOMPARE(virtiofsdFacts(program,
                                "usage: virtiofsd [options]\n    -o sandbox=namespace|chroot\n"),
                 (VirtiofsdFacts{program, true, true, false}));
        QCOMPARE(virtiofsdFacts(program, "  --shared-dir <SHARED_DIR>\n  --sandbox <SANDBOX>\n"),
                 (VirtiofsdFacts{program, false, false, false}));
        QCOMPARE(virtiofsdFacts(program, "  --shared-dir <SHARED_DIR>\n  --readonly\n"),
                 (VirtiofsdFacts{program, false, false, true}));
    }
};

HYDRA_TEST_MAIN(TestShares)
#include "test_shares.moc"
