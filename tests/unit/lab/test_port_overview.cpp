// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/atomic_file.h"
#include "core/config/read_lab.h"
#include "core/lab/ports/port_overview.h"
#include "tests/support/test_main.h"

#include <QDir>
#include <QJsonDocument>
#include <QTemporaryDir>

using namespace hydra;

namespace {

const QString here = QStringLiteral("127.0.0.1");

/// The lab LAB with one VM `hub` whose ports are PORTS, a map in flow style.
LoadedLab labWithPorts(const QString &lab, const QByteArray &ports)
{
    LoadedLab loaded;
    loaded.file = lab + QStringLiteral(".yaml");
    loaded.text = "name: " + lab.toUtf8() + "\nvms:\n  - name: hub\n    ports: " + ports + '\n';
    const auto spec = readLab(loaded.text, loaded.file);
    if (!spec)
        qFatal("%s", qPrintable(formatDiagnostic(spec.error().front())));
    loaded.spec = *spec;
    return loaded;
}

const QByteArray onlySsh = "{ssh: 5556, containerd: off, streaming: off}";

VmPorts hubOf(const LoadedLab &lab, VmState state = VmState::Stopped, qint64 pid = 0)
{
    VmPorts vm;
    vm.vm = {lab.spec.name, QStringLiteral("hub")};
    vm.spec = lab.spec.vms.front();
    vm.status.state = state;
    if (pid != 0)
        vm.status.vmProcess = ProcessId{pid, {}};
    return vm;
}

PlannedPort sshOn(std::uint16_t number)
{
    PlannedPort port;
    port.role = QStringLiteral("ssh");
    port.hostPort = number;
    port.guestPort = 22;
    return port;
}

VmPorts runningHub(const LoadedLab &lab, std::uint16_t ssh, qint64 pid)
{
    VmPorts vm = hubOf(lab, VmState::Running, pid);
    vm.status.ports = {sshOn(ssh)};
    return vm;
}

Listener listenerOn(std::uint16_t port, const char *program, qint64 pid)
{
    return {here, port, Protocol::Tcp, PortHolder{pid, QString::fromLatin1(program)}};
}

QStringList statesOf(const std::vector<PortRow> &rows)
{
    QStringList states;
    for (const PortRow &row : rows)
        states << row.port.role + u' ' + toString(row.state);
    return states;
}

std::vector<Listener> nobody()
{
    return {};
}

bool everyPortIsFree(const QString &, std::uint16_t, Protocol)
{
    return true;
}

/// The lab after ROW has moved to PORT, with the text of its file.
LoadedLab labAfter(const LoadedLab &lab, const PortRow &row, std::uint16_t port)
{
    const auto edits = editsToMove(lab, row, port);
    if (!edits)
        return {};
    const auto text = editLab(lab.text, lab.file, *edits);
    const auto spec = readLab(text.value_or(QByteArray()), lab.file);
    return text && spec ? LoadedLab{lab.file, *text, *spec} : LoadedLab{};
}

} // namespace

class TestPortOverview : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aVmThatNeverRanHasThePortsOfItsFile()
    {
        const LoadedLab lab =
            labWithPorts(QStringLiteral("home"),
                         "{ssh: 5556, streaming: off, extra: [{host: 7000-7001, guest: 80-81, "
                         "bind: 0.0.0.0, protocol: udp, name: web}]}");
        const auto rows = portRows({hubOf(lab)}, nobody());
        QCOMPARE(statesOf(rows),
                 QStringList({QStringLiteral("ssh free"), QStringLiteral("containerd unchosen"),
                              QStringLiteral("extra free"), QStringLiteral("extra free")}));
        QCOMPARE(rows[0].key, QStringLiteral("ports.ssh"));
        QVERIFY(!rows[0].isAuto && rows[1].isAuto && !rows[0].isOpenToNetwork());
        QCOMPARE(int(rows[0].authentication), int(Authentication::Yes));
        QCOMPARE(int(rows[1].authentication), int(Authentication::No));
        QCOMPARE(int(rows[3].authentication), int(Authentication::Unknown));
        QCOMPARE(rows[3].key, QStringLiteral("ports.extra[0]"));
        QCOMPARE(rows[3].offset, 1);
        QCOMPARE(rows[3].count, 2);
        QCOMPARE(rows[3].port.hostPort, std::uint16_t(7001));
        QVERIFY(rows[3].isOpenToNetwork() && rows[3].protocol() == Protocol::Udp);
    }

    void aRunningVmListensAndItsFileSpeaksOfTheNextStart()
    {
        const LoadedLab lab =
            labWithPorts(QStringLiteral("home"), "{ssh: 5557, containerd: off, streaming: off}");
        const auto rows =
            portRows({runningHub(lab, 5556, 42)}, {{listenerOn(5556, "qemu-system-x86", 42)}});
        QCOMPARE(statesOf(rows),
                 QStringList({QStringLiteral("ssh listening"), QStringLiteral("ssh free")}));
        QVERIFY(!rows[0].next && rows[1].next);
        QCOMPARE(rows[0].holder->pid, qint64(42));
        QVERIFY(rows[0].conflict.isEmpty() && rows[1].conflict.isEmpty());
    }

    void aPortThatARunningVmKeepsIsNoConflictWithItself()
    {
        const LoadedLab before = labWithPorts(QStringLiteral("home"), onlySsh);
        LoadedLab after = before;
        after.spec.vms.front().bind = QStringLiteral("0.0.0.0");
        const auto rows =
            portRows({runningHub(after, 5556, 42)}, {{listenerOn(5556, "qemu-system-x86", 42)}});
        QCOMPARE(statesOf(rows),
                 QStringList({QStringLiteral("ssh listening"), QStringLiteral("ssh free")}));
        QVERIFY(rows[1].isOpenToNetwork());
        QCOMPARE(rows[1].conflict, QString());
    }

    void aVmThatRunsWithoutAListenerIsClosed()
    {
        const LoadedLab lab = labWithPorts(QStringLiteral("home"), onlySsh);
        QCOMPARE(statesOf(portRows({runningHub(lab, 5556, 42)}, nobody())),
                 QStringList(QStringLiteral("ssh closed")));
        QCOMPARE(statesOf(portRows({runningHub(lab, 5556, 42)}, std::nullopt)),
                 QStringList(QStringLiteral("ssh listening"))); // nobody knows better
    }

    void theUplinkAndWhoCannotBeSeenListenForTheirVm()
    {
        const LoadedLab lab = labWithPorts(QStringLiteral("home"), onlySsh);
        const VmPorts hub = runningHub(lab, 5556, 42);
        QCOMPARE(statesOf(portRows({hub}, {{listenerOn(5556, "hydra-uplink", 7)}})),
                 QStringList(QStringLiteral("ssh listening")));
        QCOMPARE(statesOf(portRows({hub}, {{Listener{here, 5556, Protocol::Tcp, {}}}})),
                 QStringList(QStringLiteral("ssh listening")));
        QCOMPARE(statesOf(portRows({hub}, {{listenerOn(5556, "nginx", 7)}})),
                 QStringList(QStringLiteral("ssh taken")));
    }

    void theHostsOtherProgramIsNamed()
    {
        const LoadedLab lab = labWithPorts(QStringLiteral("home"), onlySsh);
        const auto rows = portRows({hubOf(lab)}, {{listenerOn(5556, "nginx", 12)}});
        QCOMPARE(rows[0].conflict, QStringLiteral("nginx (pid 12) listens on it"));
        QCOMPARE(int(rows[0].state), int(PortState::Taken));
    }

    void anotherAddressOrProtocolIsNoConflict()
    {
        const LoadedLab lab = labWithPorts(QStringLiteral("home"), onlySsh);
        const std::vector<Listener> others{
            {QStringLiteral("127.0.0.2"), 5556, Protocol::Tcp, {}},
            {here, 5556, Protocol::Udp, {}},
        };
        QCOMPARE(statesOf(portRows({hubOf(lab)}, others)), QStringList(QStringLiteral("ssh free")));
    }

    void twoVmsThatWantOnePortAreToldOfEachOther()
    {
        const LoadedLab home = labWithPorts(QStringLiteral("home"), onlySsh);
        const LoadedLab attic = labWithPorts(QStringLiteral("attic"), onlySsh);
        const auto rows = portRows({hubOf(home), hubOf(attic)}, nobody());
        QCOMPARE(rows[0].conflict, QStringLiteral("attic/hub wants it for ssh, too"));
        QCOMPARE(rows[1].conflict, QStringLiteral("home/hub wants it for ssh, too"));
    }

    void whoListensHasNoConflictButWhoWantsToHas()
    {
        const LoadedLab home = labWithPorts(QStringLiteral("home"), onlySsh);
        const LoadedLab attic = labWithPorts(QStringLiteral("attic"), onlySsh);
        const auto rows = portRows({runningHub(home, 5556, 42), hubOf(attic)},
                                   {{listenerOn(5556, "qemu-system-x86", 42)}});
        QCOMPARE(rows[0].conflict, QString());
        QCOMPARE(rows[1].conflict, QStringLiteral("home/hub listens on it"));
        QCOMPARE(int(rows[1].state), int(PortState::Taken));
    }

    void whoRunsHadItsPortWhenItWasStarted()
    {
        const LoadedLab home = labWithPorts(QStringLiteral("home"), onlySsh);
        const LoadedLab attic = labWithPorts(QStringLiteral("attic"), onlySsh);
        const auto rows = portRows({runningHub(home, 5556, 42), hubOf(attic)}, nobody());
        QCOMPARE(statesOf(rows),
                 QStringList({QStringLiteral("ssh closed"), QStringLiteral("ssh free")}));
        QCOMPARE(rows[0].conflict, QString());
        QCOMPARE(rows[1].conflict, QStringLiteral("home/hub wants it for ssh, too"));
    }

    void anAutomaticPortGivesWay()
    {
        const LoadedLab home =
            labWithPorts(QStringLiteral("home"), "{ssh: auto, containerd: off, streaming: off}");
        const LoadedLab attic = labWithPorts(QStringLiteral("attic"), onlySsh);
        VmPorts hub = hubOf(home);
        hub.identity.ports[QStringLiteral("ssh")] = 5556;
        const auto rows = portRows({hub, hubOf(attic)}, nobody());
        QCOMPARE(rows[0].port.hostPort, std::uint16_t(5556));
        QCOMPARE(rows[0].conflict, QString());
        QCOMPARE(rows[1].conflict, QString());
    }

    void theKeepersWebhookIsAPortToo()
    {
        const LoadedLab lab = labWithPorts(QStringLiteral("home"), onlySsh);
        VmPorts hub = runningHub(lab, 5556, 42);
        hub.identity.webhookPort = 20001;
        QCOMPARE(statesOf(portRows({hub}, {{listenerOn(20001, "hydra-keeper", 42)}})),
                 QStringList({QStringLiteral("ssh closed"), QStringLiteral("webhook listening")}));
        QCOMPARE(statesOf(portRows({hub}, nobody())), QStringList(QStringLiteral("ssh closed")));
    }

    void aBrokenFileLeavesThePortsOfTheRun()
    {
        VmPorts hub = runningHub(labWithPorts(QStringLiteral("home"), onlySsh), 5556, 42);
        hub.spec.reset();
        const auto rows = portRows({hub}, {{listenerOn(5556, "qemu-system-x86", 42)}});
        QCOMPARE(statesOf(rows), QStringList(QStringLiteral("ssh listening")));
        QCOMPARE(rows[0].key, QString());
    }

    void aProposalIsFreeAndWantedByNobody()
    {
        const LoadedLab home = labWithPorts(QStringLiteral("home"), onlySsh);
        const LoadedLab attic =
            labWithPorts(QStringLiteral("attic"), "{ssh: 5557, containerd: off, streaming: off}");
        const auto rows = portRows({hubOf(home), hubOf(attic)}, nobody());
        const auto isFree = [](const QString &, std::uint16_t port, Protocol) {
            return port != 5558;
        };
        QCOMPARE(proposePort(rows, rows[0], isFree), std::optional<std::uint16_t>(5559));
        const auto onlyFar = [](const QString &, std::uint16_t port, Protocol) {
            return port >= 20000;
        };
        QCOMPARE(proposePort(rows, rows[0], onlyFar), std::optional<std::uint16_t>(20000));
        const auto none = [](const QString &, std::uint16_t, Protocol) { return false; };
        QCOMPARE(proposePort(rows, rows[0], none), std::optional<std::uint16_t>());
    }

    void noPortIsProposedTwice()
    {
        const QByteArray range = "{ssh: off, containerd: off, streaming: off, extra: "
                                 "[\"5556-5557:1-2\"]}";
        const std::vector<VmPorts> vms{hubOf(labWithPorts(QStringLiteral("home"), onlySsh)),
                                       hubOf(labWithPorts(QStringLiteral("attic"), range)),
                                       hubOf(labWithPorts(QStringLiteral("shed"), onlySsh))};
        const std::vector<Listener> nginx{listenerOn(5557, "nginx", 12)};
        QList<int> proposed;
        for (const PortRow &row : withProposals(portRows(vms, nginx), everyPortIsFree))
            proposed << int(row.proposal.value_or(0));
        // The two of a range move together.
        QCOMPARE(proposed, QList<int>({5558, 5559, 5559, 5561}));
    }

    void aRangeMovesAsAWhole()
    {
        const LoadedLab lab = labWithPorts(QStringLiteral("home"),
                                           "{ssh: 7004, containerd: off, streaming: off, extra: "
                                           "[\"9000:1\", \"7000-7002:7000-7002\"]}");
        const auto rows = portRows({hubOf(lab)}, {{listenerOn(7001, "nginx", 12)}});
        const auto taken = std::find_if(rows.begin(), rows.end(), [](const PortRow &row) {
            return row.state == PortState::Taken;
        });
        QCOMPARE(taken->port.hostPort, std::uint16_t(7001));
        const auto proposal = proposePort(rows, *taken, everyPortIsFree);
        QCOMPARE(proposal, std::optional<std::uint16_t>(7001)); // 7001-7003, as far as we know
        const auto isFree = [](const QString &, std::uint16_t port, Protocol) {
            return port != 7001;
        };
        QCOMPARE(proposePort(rows, *taken, isFree), std::optional<std::uint16_t>(7005));
        const LoadedLab moved = labAfter(lab, *taken, 7005);
        QCOMPARE(moved.spec.vms[0].ports.extra[1].host, std::uint16_t(7005));
        QCOMPARE(moved.spec.vms[0].ports.extra[1].count, std::uint16_t(3));
        QVERIFY(moved.text.contains("\"7005-7007:7000-7002\""));
    }

    void nothingElseOfTheLabIsChanged_data()
    {
        QTest::addColumn<QByteArray>("vms");
        const auto row = [](const char *name, const char *text) {
            QTest::newRow(name) << QByteArray(text);
        };
        row("pair", "vms:\n  - name: hub   # mine\n    ports: {extra: [\"7000:80\"]}\n");
        row("map", "vms:\n  - name: hub\n    ports:\n      extra:\n        - {host: 7000, guest: "
                   "80, bind: 0.0.0.0, protocol: udp, name: web}\n");
        row("two", "vms:\n  - name: hub\n    ports:\n      extra:\n        - \"6000:79\"\n        "
                   "- host: 7000 # here\n          guest: 80\n");
        row("common", "common:\n  ports: {extra: [\"7000:80\", {host: 7001, guest: 81, name: a}]}\n"
                      "vms:\n  - name: hub\n");
    }

    void nothingElseOfTheLabIsChanged()
    {
        QFETCH(QByteArray, vms);
        LoadedLab lab;
        lab.file = QStringLiteral("home.yaml");
        lab.text = "name: home\n" + vms;
        lab.spec = readLab(lab.text, lab.file).value();
        const auto rows = portRows({hubOf(lab)}, nobody());
        const auto row = std::find_if(rows.begin(), rows.end(),
                                      [](const PortRow &one) { return one.port.hostPort == 7000; });
        LabSpec expected = lab.spec;
        for (ExtraPortSpec &extra : expected.vms[0].ports.extra)
            extra.host = extra.host == 7000 ? 7100 : extra.host;
        QVERIFY(expected != lab.spec);
        QCOMPARE(labAfter(lab, *row, 7100).spec, expected);
    }

    void anOpenPortIsRestricted_data()
    {
        QTest::addColumn<QByteArray>("vms");
        const auto row = [](const char *name, const char *text) {
            QTest::newRow(name) << QByteArray(text);
        };
        row("all ports", "vms:\n  - name: hub   # mine\n    bind: 0.0.0.0\n    ports: {extra: "
                         "[\"7000:80\"]}\n");
        row("its own address", "vms:\n  - name: hub   # mine\n    ports:\n      extra:\n        - "
                               "{host: 7000, guest: 80, bind: 0.0.0.0, name: web}\n");
        row("in common", "common: {ports: {extra: [{host: 7000, guest: 80, bind: 0.0.0.0}]}}\n"
                         "vms:\n  - name: hub   # mine\n");
    }

    void anOpenPortIsRestricted()
    {
        QFETCH(QByteArray, vms);
        LoadedLab lab;
        lab.file = QStringLiteral("home.yaml");
        lab.text = "name: home\n" + vms;
        lab.spec = readLab(lab.text, lab.file).value();
        const auto rows = portRows({hubOf(lab)}, nobody());
        const auto row = std::find_if(rows.begin(), rows.end(),
                                      [](const PortRow &one) { return one.port.hostPort == 7000; });
        QVERIFY(row->isOpenToNetwork());
        const auto edits = editsToRestrict(lab, *row);
        const auto text = editLab(lab.text, lab.file, edits.value_or(std::vector<LabEdit>()));
        QVERIFY(edits && text && text->contains("# mine"));
        const LoadedLab after{lab.file, *text, readLab(*text, lab.file).value()};
        for (const PortRow &now : portRows({hubOf(after)}, nobody()))
            QVERIFY2(!now.isOpenToNetwork(), qPrintable(now.port.role));
        QCOMPARE(after.spec.vms[0].ports.extra[0].host, std::uint16_t(7000));
    }

    void aPortThatMovedMeanwhileIsLeftAlone()
    {
        const LoadedLab lab =
            labWithPorts(QStringLiteral("home"), "{ssh: off, containerd: off, streaming: off, "
                                                 "extra: [\"7000:80\"]}");
        const auto rows = portRows({hubOf(lab)}, nobody());
        LoadedLab changed = lab;
        changed.spec.vms[0].ports.extra[0].guest = 81;
        const auto refused = editsToMove(changed, rows[0], 7100);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Invalid);
        changed.spec.vms[0].ports.extra.clear();
        QVERIFY(!editsToMove(changed, rows[0], 7100));
        QVERIFY(!editsToRestrict(changed, rows[0]));
    }

    void everyLabOfTheMachineIsRead()
    {
        QTemporaryDir dir;
        const Paths paths{dir.filePath(QStringLiteral("c")), dir.filePath(QStringLiteral("d")),
                          dir.filePath(QStringLiteral("x")), dir.filePath(QStringLiteral("s")),
                          dir.filePath(QStringLiteral("r"))};
        QVERIFY(QDir().mkpath(paths.labsDir()));
        const QByteArray vms = "vms:\n  - name: hub\n    bind: 127.9.9.9\n    ports: " + onlySsh;
        for (const char *lab : {"attic", "home"})
            QVERIFY(writeFileAtomically(paths.labFile(QLatin1String(lab)), vms + '\n'));
        const auto rows = portOverview(paths, QStringLiteral("home"));
        QCOMPARE(int(rows.size()), 2);
        QCOMPARE(rows[0].vm.toString(), QStringLiteral("home/hub"));
        QCOMPARE(rows[1].vm.toString(), QStringLiteral("attic/hub"));
        QVERIFY(rows[0].proposal && *rows[0].proposal > 5556);
    }

    void conflictsAreSolvedInTheFiles()
    {
        QTemporaryDir dir;
        const Paths paths{dir.filePath(QStringLiteral("c")), dir.filePath(QStringLiteral("d")),
                          dir.filePath(QStringLiteral("x")), dir.filePath(QStringLiteral("s")),
                          dir.filePath(QStringLiteral("r"))};
        QVERIFY(QDir().mkpath(paths.labsDir()));
        const QByteArray vms = "vms:\n  - name: hub\n    bind: 127.9.9.9\n    ports: " + onlySsh;
        for (const char *lab : {"attic", "home", "shed"})
            QVERIFY(writeFileAtomically(paths.labFile(QLatin1String(lab)), vms + '\n'));
        QCOMPARE(solvePortConflicts(paths, QStringLiteral("home")).value_or(-1), 2);
        QCOMPARE(solvePortConflicts(paths).value_or(-1), 0);
        QCOMPARE(readFile(paths.labFile(QStringLiteral("shed"))).value_or(QByteArray()),
                 vms + '\n'); // the last that wants it keeps it
        const auto gone = movePort(paths, PortRow{.vm = {QStringLiteral("none"), {}}}, 1);
        QVERIFY(!gone);
        QCOMPARE(gone.error().code, ErrorCode::NotFound);
    }

    void jsonSaysWhatIsNotKnown()
    {
        const LoadedLab lab = labWithPorts(QStringLiteral("home"), onlySsh);
        const auto rows = portRows({hubOf(lab)}, {{listenerOn(5556, "nginx", 12)}});
        QCOMPARE(QJsonDocument(toJson(rows[0])).toJson(QJsonDocument::Compact),
                 QByteArray("{\"authenticates\":\"yes\",\"conflict\":\"nginx (pid 12) listens on "
                            "it\",\"guest_port\":22,\"holder\":{\"pid\":12,\"program\":\"nginx\","
                            "\"vm\":null},\"host_address\":\"127.0.0.1\",\"host_port\":5556,"
                            "\"lab\":\"home\",\"name\":\"\",\"next_start\":false,"
                            "\"open_to_network\":false,\"proposal\":null,\"protocol\":\"tcp\","
                            "\"role\":\"ssh\",\"state\":\"taken\",\"vm\":\"hub\"}"));
    }
};

HYDRA_TEST_MAIN(TestPortOverview)
#include "test_port_overview.moc"
