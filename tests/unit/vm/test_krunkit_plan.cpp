// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/vm/krunkit/krunkit_plan.h"
#include "core/vm/ports.h"
#include "tests/support/places.h"
#include "tests/support/test_main.h"
#include "tests/unit/vm/plan_input_data.h"

#include <QFile>
#include <QJsonDocument>

#include <functional>

using namespace hydra;
using hydra::test::sourcePath;

namespace {

PlanInput mac()
{
    PlanInput in;
    in.lab = QStringLiteral("home");
    in.vm.name = QStringLiteral("sme");
    in.vm.backend = BackendKind::Krunkit;
    in.vm.cpu = 8;
    in.vm.memory = MemorySize::gib(16);
    in.host.os = QStringLiteral("macos");
    in.host.arch = QStringLiteral("aarch64");
    in.files.stateDir = QStringLiteral("/Users/u/Library/hydra/home/sme");
    in.files.runtimeDir = QStringLiteral("/tmp/hydra-501/0123456789");
    in.files.systemDisk = in.files.stateDir + QStringLiteral("/disk.qcow2");
    in.files.seed = in.files.stateDir + QStringLiteral("/seed.iso");
    in.ports =
        planPorts(in.vm, {{QStringLiteral("ssh"), 20022}, {QStringLiteral("containerd"), 20350}});
    in.mac = QStringLiteral("52:54:00:01:02:03");
    return in;
}

PlanInput changed(const std::function<void(PlanInput &)> &change)
{
    PlanInput in = mac();
    change(in);
    return in;
}

void add(QString &out, const Command &command)
{
    out += command.program;
    for (const QString &arg : command.args)
        out += arg.startsWith(u'-') ? QStringLiteral("\n") + arg : QStringLiteral(" ") + arg;
    out += QStringLiteral("\n\n");
}

QString text(const KrunkitPlan &plan)
{
    QString out;
    add(out, plan.gvproxy);
    out += QStringLiteral("# %1\n").arg(plan.gvproxyConfigFile) +
           QString::fromUtf8(plan.gvproxyConfig) + u'\n';
    for (const HttpCall &call : plan.calls)
        out += QStringLiteral("%1 %2 %3\n")
                   .arg(call.method, call.path,
                        QString::fromUtf8(QJsonDocument(call.body).toJson(QJsonDocument::Compact)));
    out += u'\n';
    add(out, plan.krunkit);
    out += QStringLiteral("state: %1\nconsole: %2\nreboots: %3\n")
               .arg(plan.restUri, plan.consoleLog)
               .arg(plan.reboots);
    for (const QString &note : plan.notes)
        out += QStringLiteral("note: %1\n").arg(note);
    return out;
}

} // namespace

class TestKrunkitPlan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theWholePlanIsAsRecorded_data()
    {
        QTest::addColumn<PlanInput>("in");
        QTest::newRow("krunkit") << mac();
        QTest::newRow("krunkit-everything") << changed([](PlanInput &in) {
            VmSpec &vm = in.vm;
            vm.krunkit = {61800, 4};
            vm.disks = {{QStringLiteral("logs"), MemorySize::gib(4)}};
            in.files.dataDisks = {in.files.stateDir + QStringLiteral("/disk-logs.qcow2")};
            vm.kubeletShares = KubeletShares::Local;
            vm.shares = {{QStringLiteral("/Users/u/models"),
                          QStringLiteral("/models"),
                          {},
                          false,
                          ShareType::NineP}};
            vm.userNetwork.prefix = QStringLiteral("10.9.8");
            vm.kernelVersion = QStringLiteral("6.16");
            vm.qemuArgs = {QStringLiteral("-s")};
            vm.machine = QStringLiteral("virt");
            vm.ports.extra = {
                {QStringLiteral("web"), QStringLiteral("0.0.0.0"), Protocol::Tcp, 30800, 8000},
                {.protocol = Protocol::Udp, .host = 30053, .guest = 53}};
            in.ports = planPorts(
                vm, {{QStringLiteral("ssh"), 5557}, {QStringLiteral("containerd"), 35000}});
        });
        QTest::newRow("krunkit-kernel") << changed([](PlanInput &in) {
            in.vm.boot = BootMode::Kernel;
            in.vm.rimd = RimdSpec();
            in.files.seed.clear();
        });
    }

    void theWholePlanIsAsRecorded()
    {
        QFETCH(PlanInput, in);
        const auto plan = planKrunkit(in);
        QVERIFY2(plan, plan ? "" : qPrintable(formatError(plan.error())));
        QFile golden(
            sourcePath("tests/golden/plans/%1.txt").arg(QLatin1String(QTest::currentDataTag())));
        if (qEnvironmentVariableIsSet("HYDRA_UPDATE_GOLDEN")) {
            QVERIFY(golden.open(QIODevice::WriteOnly));
            golden.write(text(*plan).toUtf8());
            return;
        }
        QVERIFY2(golden.open(QIODevice::ReadOnly), "set HYDRA_UPDATE_GOLDEN=1 to record it");
        QCOMPARE(text(*plan), QString::fromUtf8(golden.readAll()));
    }

    void theGuestIsStartedAgainUntilItIsSetUp_data()
    {
        QTest::addColumn<PlanInput>("in");
        QTest::addColumn<int>("reboots");
        QTest::newRow("set-up") << mac() << 1;
        QTest::newRow("asked for")
            << changed([](PlanInput &in) { in.vm.rebootAfterInstall = true; }) << 2;
        QTest::newRow("new kernel") << changed([](PlanInput &in) {
            in.vm.kernelPackage = QStringLiteral("linux-image-arm64");
        }) << 2;
        QTest::newRow("bare kernel")
            << changed([](PlanInput &in) { in.vm.boot = BootMode::Kernel; }) << 0;
    }

    void theGuestIsStartedAgainUntilItIsSetUp()
    {
        QFETCH(PlanInput, in);
        QFETCH(int, reboots);
        QCOMPARE(planKrunkit(in)->reboots, reboots);
    }

    void whatNoKrunkitCanRunIsRefused_data()
    {
        QTest::addColumn<PlanInput>("in");
        QTest::addColumn<QString>("word");
        const auto row = [](const char *name, const char *word,
                            const std::function<void(PlanInput &)> &change) {
            QTest::newRow(name) << changed(change) << QString::fromLatin1(word);
        };
        row("memory", "memory: ", [](PlanInput &in) { in.vm.memory = MemorySize::gib(61); });
        row("cpu", "cpu: ", [](PlanInput &in) { in.vm.cpu = 256; });
        row("shared memory", "shared_memory: ", [](PlanInput &in) {
            in.vm.sharedMemory.type = SharedMemoryType::Nvdimm;
        });
        row("read-only share", "read-only", [](PlanInput &in) {
            in.vm.shares = {
                {QStringLiteral("/a"), QStringLiteral("/a"), {}, true, ShareType::Auto}};
        });
        row("comma", "commas", [](PlanInput &in) {
            in.vm.shares = {
                {QStringLiteral("/a,b"), QStringLiteral("/a"), {}, false, ShareType::Auto}};
        });
        row("equals sign", "commas",
            [](PlanInput &in) { in.files.stateDir += QStringLiteral("/a=b"); });
    }

    void whatNoKrunkitCanRunIsRefused()
    {
        QFETCH(PlanInput, in);
        QFETCH(QString, word);
        const auto plan = planKrunkit(in);
        QVERIFY(!plan);
        QVERIFY2(plan.error().what.contains(word), qPrintable(plan.error().what));
        QCOMPARE(plan.error().where, QStringLiteral("home/sme"));
    }
};

HYDRA_TEST_MAIN(TestKrunkitPlan)
#include "test_krunkit_plan.moc"
