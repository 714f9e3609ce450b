// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/keeper/run_follower.h"
#include "tests/support/owned_vm_fixture.h"
#include "tests/support/test_main.h"

using namespace hydra;
using namespace hydra::test;

namespace {

/// All that a run concerns, around a fake hypervisor.
struct Followed : OwnedVmFixture {
    GuestClock clock{vm};
    BootWatch boot{vm};
    LabPort port{vm};
    ForkStart fork{vm, port};
    SnapshotJobs snapshots{vm, clock};
    Power power{vm};
    RunFollower follower{{vm, power, boot, clock, fork, snapshots}};

    FakeHypervisor &follow(RunState state)
    {
        auto made = std::make_unique<FakeHypervisor>();
        made->state = state;
        FakeHypervisor &hypervisor = *made;
        vm.run = std::make_unique<VmRun>(std::move(made), std::vector<ConsoleServer *>(), 0);
        follower.follow();
        vm.run->go();
        return hypervisor;
    }
    [[nodiscard]] QString state() const { return toString(vm.status().state); }
};

} // namespace

/// A run with the least that a hypervisor can do, which is krunkit's: no QMP, no pause.
class TestRunFollower : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aLinkedGuestIsLetRun()
    {
        Followed house;
        FakeHypervisor &hypervisor = house.follow(RunState::Prelaunch);
        QCOMPARE(hypervisor.told, QStringList({QStringLiteral("go"), QStringLiteral("resume")}));
        QVERIFY(house.vm.hasBegun());
        QCOMPARE(house.state(), toString(VmState::Running));
        QCOMPARE(toString(house.vm.status().phase), toString(Phase::Firmware));
    }

    void itsStateIsTakenAsItIsFound_data()
    {
        QTest::addColumn<RunState>("found");
        QTest::addColumn<VmState>("state");
        QTest::newRow("running") << RunState::Running << VmState::Running;
        QTest::newRow("paused") << RunState::Paused << VmState::Paused;
        QTest::newRow("a full disk") << RunState::DiskFull << VmState::Paused;
    }

    void itsStateIsTakenAsItIsFound()
    {
        QFETCH(RunState, found);
        QFETCH(VmState, state);
        Followed house;
        FakeHypervisor &hypervisor = house.follow(found);
        QVERIFY(!hypervisor.told.contains(QStringLiteral("resume")));
        QCOMPARE(house.state(), toString(state));
        QCOMPARE(house.vm.status().reason.contains(QStringLiteral("free some space")),
                 found == RunState::DiskFull);
    }

    void aBrokenOneIsGivenUp()
    {
        Followed house;
        FakeHypervisor &hypervisor = house.follow(RunState::InternalError);
        QVERIFY(house.vm.run->isGivenUp());
        QCOMPARE(hypervisor.told.last(), QStringLiteral("kill"));
    }

    void aResetIsANewBoot()
    {
        Followed house;
        FakeHypervisor &hypervisor = house.follow(RunState::Prelaunch);
        house.boot.read("Linux version 6.1\n");
        QTRY_COMPARE(toString(house.vm.status().phase), toString(Phase::Kernel));
        const QString boot = house.vm.status().bootId;
        Q_EMIT hypervisor.wasReset();
        QVERIFY(house.vm.status().bootId != boot);
        QCOMPARE(toString(house.vm.status().phase), toString(Phase::Firmware));
    }

    // Both were there when the keeper woke up, and the console was read first.
    void outputThatCameWithAResetIsOfTheNewBoot()
    {
        Followed house;
        FakeHypervisor &hypervisor = house.follow(RunState::Prelaunch);
        house.boot.read("Linux version 6.1\n");
        Q_EMIT hypervisor.wasReset();
        QCOMPARE(toString(house.vm.status().phase), toString(Phase::Firmware));
        QTRY_COMPARE(toString(house.vm.status().phase), toString(Phase::Kernel));
    }

    void whoIsBeingKilledIsNotLetRun()
    {
        Followed house;
        FakeHypervisor &hypervisor = house.follow(RunState::Running);
        house.power.kill([](const Result<QJsonObject> &) {});
        hypervisor.state = RunState::Paused;
        Q_EMIT hypervisor.stopped();
        QCOMPARE(house.state(), toString(VmState::Stopping));
    }

    void panicsAndDiskErrorsAreWarnings()
    {
        Followed house;
        FakeHypervisor &hypervisor = house.follow(RunState::Running);
        Q_EMIT hypervisor.guestPanicked();
        Q_EMIT hypervisor.diskFailed(QStringLiteral("bad sector"));
        QCOMPARE(house.vm.status().warnings.size(), std::size_t(2));
        QCOMPARE(house.vm.status().warnings[1], QStringLiteral("disk error: bad sector"));
    }
};

HYDRA_TEST_MAIN(TestRunFollower)
#include "test_run_follower.moc"
