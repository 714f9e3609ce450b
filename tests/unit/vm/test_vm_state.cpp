// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/vm/conditions.h"
#include "core/vm/launch_plan.h"
#include "core/vm/vm_state.h"
#include "tests/support/test_main.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace hydra;

namespace {

LaunchPlan somePlan()
{
    LaunchPlan plan;
    plan.vm = {QStringLiteral("lab"), QStringLiteral("one")};
    plan.stateDir = QStringLiteral("/s");
    plan.runtimeDir = QStringLiteral("/r");
    plan.image = QStringLiteral("debian-13");
    Command command{.program = QStringLiteral("/usr/bin/qemu"),
                    .args = {QStringLiteral("-S")},
                    .outputFile = QStringLiteral("/s/qemu.log")};
    plan.attempts = {{QStringLiteral("kvm"), command}, {QStringLiteral("tcg"), command}};
    plan.warnings = {QStringLiteral("careful")};
    plan.ports = {
        {QStringLiteral("ssh"), {}, QStringLiteral("tcp"), QStringLiteral("127.0.0.1"), 2222, 22}};
    plan.consoles = {{QStringLiteral("ttyS0"), QStringLiteral("/r/s"), QStringLiteral("/r/t"),
                      QStringLiteral("/s/serial.log"), false},
                     {QStringLiteral("hvc0"), QStringLiteral("/r/h"), QStringLiteral("/r/i"),
                      QStringLiteral("/s/hvc0.log"), true}};
    plan.qmpSocket = QStringLiteral("/r/q");
    plan.after = {{QStringLiteral("zero"), QStringLiteral("/z/c"), QStringLiteral("ssh")}};
    plan.silenceSeconds = 7;
    plan.expectCloudInit = true;
    plan.webhookPort = 1234;
    plan.webhookToken = QStringLiteral("token");
    return plan;
}

VmStatus someStatus()
{
    VmStatus status;
    status.vm = {QStringLiteral("lab"), QStringLiteral("one")};
    status.state = VmState::Running;
    status.phase = Phase::Ssh;
    status.backend = QStringLiteral("qemu");
    status.accelerator = QStringLiteral("tcg");
    status.acceleratorReason = QStringLiteral("kvm: killed by SIGABRT");
    status.startedAtMs = 1'000'000;
    status.keeper = ProcessId{12, QStringLiteral("5@x")};
    status.vmProcess = ProcessId{13, QStringLiteral("6@x")};
    status.ports = somePlan().ports;
    status.criSocket = QStringLiteral("/r/r");
    status.image = QStringLiteral("debian-13");
    status.bootId = QStringLiteral("abc");
    status.boot = 3;
    status.userSpace = true;
    status.phases = {{Phase::Firmware, 1'000'001}, {Phase::Ssh, 1'000'002}};
    status.warnings = {QStringLiteral("careful")};
    return status;
}

} // namespace

class TestVmState : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPlanSurvivesJson()
    {
        const auto read = launchPlanFromJson(QJsonDocument(toJson(somePlan())).toJson());
        QVERIFY(read);
        QCOMPARE(*read, somePlan());
        LaunchPlan provisioned = somePlan();
        provisioned.provisioning = {.file = QStringLiteral("/a.yaml"), .reboots = 1};
        QVERIFY(launchPlanFromJson(QJsonDocument(toJson(provisioned)).toJson()) == provisioned);
    }

    void aPlanOfAnotherVersionIsRefused()
    {
        QJsonObject json = toJson(somePlan());
        json[QStringLiteral("version")] = 2;
        QVERIFY(!launchPlanFromJson(QJsonDocument(json).toJson()));
        QVERIFY(!launchPlanFromJson("not json"));
        QVERIFY(!launchPlanFromJson("[]"));
    }

    void aPlanWithoutAnyOneFieldIsRefusedByName()
    {
        const QJsonObject whole = toJson(somePlan());
        for (const QString &key : whole.keys()) {
            QJsonObject json = whole;
            json.remove(key);
            const auto read = launchPlanFromJson(QJsonDocument(json).toJson());
            QVERIFY2(!read, qPrintable(key));
            QVERIFY2(read.error().what.contains(key), qPrintable(read.error().what));
        }
    }

    void aPlanWithABrokenPortIsRefused()
    {
        QJsonObject json = toJson(somePlan());
        QJsonArray ports = json[QStringLiteral("ports")].toArray();
        QJsonObject port = ports[0].toObject();
        port[QStringLiteral("host_port")] = 70000;
        ports[0] = port;
        json[QStringLiteral("ports")] = ports;
        const auto read = launchPlanFromJson(QJsonDocument(json).toJson());
        QVERIFY(!read);
        QVERIFY(read.error().what.contains(QStringLiteral("ports.host_port")));
    }

    void aStatusSurvivesJson()
    {
        const auto read = vmStatusFromJson(toJson(someStatus()));
        QVERIFY(read);
        QCOMPARE(*read, someStatus());
        VmStatus lost = someStatus();
        lost.runtimeLostAtMs = 1'700'000'000'123;
        QCOMPARE(*vmStatusFromJson(toJson(lost)), lost);
        QVERIFY(!vmStatusFromJson({}));
    }

    void theContractsShapeHasItsKeys()
    {
        const QJsonObject json = toContractJson(someStatus(), 1'005'500);
        for (const char *key : {"lab", "name", "state", "reason", "phase", "backend", "accelerator",
                                "uptime_s", "pids", "ports", "cri_socket", "image", "boot_id"})
            QVERIFY2(json.contains(QLatin1String(key)), key);
        QCOMPARE(json[QStringLiteral("uptime_s")].toInt(), 5);
        QCOMPARE(json[QStringLiteral("phase")].toString(), QStringLiteral("ssh"));
        QCOMPARE(json[QStringLiteral("pids")].toObject()[QStringLiteral("vm")].toInt(), 13);
        QVERIFY(json[QStringLiteral("runtime_lost_at_ms")].isNull());
        QVERIFY(json[QStringLiteral("provisioning")].isNull()); // cloud-init has said nothing
        VmStatus status = someStatus();
        status.provisioning.stages = {{.name = QStringLiteral("modules-final"), .beganMs = 5}};
        const QJsonObject provisioning =
            toContractJson(status, 6)[QStringLiteral("provisioning")].toObject();
        QCOMPARE(provisioning[QStringLiteral("stage")].toString(), QStringLiteral("modules-final"));
        for (const char *key : {"module", "since_ms", "modules_done", "modules_expected", "waiting",
                                "advice", "reboots_done", "reboots_to_come", "troubles", "stages"})
            QVERIFY2(provisioning.contains(QLatin1String(key)), key);
    }

    void aStoppedVmHasNoUptimeAndNullPids()
    {
        VmStatus status = someStatus();
        status.state = VmState::Stopped;
        status.keeper.reset();
        status.vmProcess.reset();
        const QJsonObject json = toContractJson(status, 1'005'500);
        QCOMPARE(json[QStringLiteral("uptime_s")].toInt(), 0);
        QVERIFY(json[QStringLiteral("pids")].toObject()[QStringLiteral("keeper")].isNull());
    }

    void namesGoBothWays()
    {
        for (VmState state :
             {VmState::Stopped, VmState::Starting, VmState::Running, VmState::Paused,
              VmState::Stopping, VmState::Crashed, VmState::Waiting, VmState::Unknown})
            QCOMPARE(vmStateFromString(toString(state)), std::optional(state));
        for (Phase phase : {Phase::None, Phase::Firmware, Phase::Kernel, Phase::CloudInit,
                            Phase::Ssh, Phase::Containerd, Phase::Cri, Phase::Ready})
            QCOMPARE(phaseFromString(toString(phase)), std::optional(phase));
        for (Condition condition : {Condition::Boot, Condition::Ssh, Condition::CloudInit,
                                    Condition::Containerd, Condition::Cri})
            QCOMPARE(conditionFromString(toString(condition)), std::optional(condition));
        QVERIFY(!conditionFromString(QStringLiteral("nothing")));
    }

    void conditionsHoldByWhatWasSeen()
    {
        VmStatus status = someStatus();
        QVERIFY(holds(Condition::Boot, status));
        QVERIFY(holds(Condition::Ssh, status));
        QVERIFY(!holds(Condition::CloudInit, status));
        QVERIFY(!holds(Condition::Containerd, status));
        status.cloudInitDone = true;
        status.phases.push_back({Phase::Cri, 1});
        QVERIFY(holds(Condition::CloudInit, status));
        QVERIFY(holds(Condition::Containerd, status));
        QVERIFY(holds(Condition::Cri, status));
        status.runtimeLostAtMs = 2;
        QVERIFY(!holds(Condition::Containerd, status));
        QVERIFY(!holds(Condition::Cri, status));
        QVERIFY(holds(Condition::Ssh, status));
        status.runtimeLostAtMs.reset();
        status.state = VmState::Crashed;
        QVERIFY(!holds(Condition::Boot, status));
        QVERIFY(isHopeless(status));
        status.state = VmState::Waiting;
        QVERIFY(!isHopeless(status));
    }
};

HYDRA_TEST_MAIN(TestVmState)
#include "test_vm_state.moc"
