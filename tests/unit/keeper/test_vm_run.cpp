// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/keeper/startup.h"
#include "tests/support/owned_vm_fixture.h"
#include "tests/support/test_main.h"

#include <QLocalServer>
#include <QLocalSocket>
#include <QSignalSpy>

using namespace hydra;
using namespace hydra::test;

/// One run, and how runs come to be.
class TestVmRun : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itIsLinkedWithItsConsolesAndEndsAfterTheirLastBytes()
    {
        OwnedVmFixture house;
        ConsoleServer console({.name = QStringLiteral("ttyS0"),
                               .vmSocket = house.dir.filePath(QStringLiteral("v")),
                               .socket = house.dir.filePath(QStringLiteral("c")),
                               .transcript = house.dir.filePath(QStringLiteral("log"))});
        QVERIFY(console.open(true));
        auto made = std::make_unique<FakeHypervisor>();
        FakeHypervisor &hypervisor = *made;
        VmRun run(std::move(made), {&console}, 0);
        QSignalSpy linked(&run, &VmRun::linked);
        QSignalSpy ended(&run, &VmRun::ended);
        run.go();
        QCOMPARE(linked.count(), 0); // the console's socket is not there yet
        QLocalServer guest;
        QVERIFY(guest.listen(console.console().vmSocket));
        QTRY_COMPARE(linked.count(), 1);

        QTRY_VERIFY(guest.hasPendingConnections());
        QLocalSocket *line = guest.nextPendingConnection();
        line->write("last words");
        hypervisor.end({.shutdownReason = QStringLiteral("guest-shutdown")});
        line->disconnectFromServer();
        QTRY_COMPARE(ended.count(), 1);
        QCOMPARE(console.receivedBytes(), 10);
        QCOMPARE(ended[0][0].value<RunEnd>().facts.shutdownReason,
                 QStringLiteral("guest-shutdown"));
    }

    void whatWasDecidedIsToldAtItsEnd()
    {
        OwnedVmFixture house;
        FakeHypervisor &hypervisor = house.run(true);
        VmRun &run = *house.vm.run;
        QSignalSpy givenUp(&run, &VmRun::givenUp);
        QSignalSpy ended(&run, &VmRun::ended);
        run.giveUp(QStringLiteral("it was silent"));
        run.giveUp(QStringLiteral("too late to say so"));
        QCOMPARE(givenUp.count(), 1);
        QTRY_COMPARE(ended.count(), 1);
        const auto end = ended[0][0].value<RunEnd>();
        QCOMPARE(end.givenUpFor, QStringLiteral("it was silent"));
        QVERIFY(end.hadBegun && !end.wasAdopted);
        QCOMPARE(hypervisor.told, QStringList(QStringLiteral("kill")));
    }

    void attemptsAreMadeInTheirOrderAndAnAdoptedOneIsFound()
    {
        OwnedVmFixture house;
        std::vector<FakeHypervisor *> made;
        LabPort port(house.vm);
        Startup startup(house.vm, port, [&made](const LaunchPlan &) {
            auto hypervisor = std::make_unique<FakeHypervisor>();
            made.push_back(hypervisor.get());
            return hypervisor;
        });
        QSignalSpy runs(&startup, &Startup::runMade);
        startup.startFresh();
        QCOMPARE(made[0]->told.first(), QStringLiteral("launch hvf"));
        QCOMPARE(house.vm.status().accelerator, QStringLiteral("hvf"));
        house.vm.run.reset();
        startup.tryNext();
        QCOMPARE(made[1]->told.first(), QStringLiteral("launch tcg"));
        QCOMPARE(house.vm.status().boot, 2);
        house.vm.run.reset();
        startup.adopt();
        QCOMPARE(made[2]->told, QStringList(QStringLiteral("adopt")));
        QCOMPARE(house.vm.run->attempt(), std::size_t(1));
        QVERIFY(house.vm.run->wasAdopted());
        QCOMPARE(runs.count(), 3);
    }

    void aPlanWithoutAnAttemptSaysSo()
    {
        OwnedVmFixture house;
        house.vm.plan.attempts.clear();
        LabPort port(house.vm);
        Startup startup(house.vm, port, [](const LaunchPlan &) { return nullptr; });
        QSignalSpy failed(&startup, &Startup::failed);
        startup.startFresh();
        QCOMPARE(failed.count(), 1);
    }
};

HYDRA_TEST_MAIN(TestVmRun)
#include "test_vm_run.moc"
