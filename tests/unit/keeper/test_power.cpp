// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/keeper/power.h"
#include "tests/support/owned_vm_fixture.h"
#include "tests/support/test_main.h"

#include <QSignalSpy>

using namespace hydra;
using namespace hydra::test;

namespace {

/// The last answer to a request.
struct Answer {
    ControlServer::Reply reply = [this](Result<QJsonObject> result) { last = std::move(result); };
    std::optional<Result<QJsonObject>> last;
    [[nodiscard]] bool isDone() const { return last && *last; }
    [[nodiscard]] QString refusal() const
    {
        return last && !*last ? last->error().what : QString();
    }
};

} // namespace

class TestPower : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatAHypervisorCannotDoIsRefusedInWords()
    {
        OwnedVmFixture house;
        FakeHypervisor &krunkit = house.run(true);
        Power power(house.vm);
        Answer paused, resumed, restarted;
        power.pause(paused.reply);
        power.resume(resumed.reply);
        power.restart(restarted.reply);
        QCOMPARE(paused.refusal(), QStringLiteral("krunkit cannot pause a VM"));
        QCOMPARE(resumed.refusal(), QStringLiteral("krunkit cannot resume a VM"));
        QCOMPARE(restarted.refusal(), QStringLiteral("krunkit cannot reset a VM"));
        QVERIFY(krunkit.told.isEmpty());
    }

    void whatItCanIsDone()
    {
        OwnedVmFixture house;
        FakeHypervisor &able = house.run(true, {.pause = true, .reset = true});
        Power power(house.vm);
        Answer paused, restarted;
        power.pause(paused.reply);
        power.restart(restarted.reply);
        QVERIFY(paused.isDone() && restarted.isDone());
        QCOMPARE(able.told, QStringList({QStringLiteral("pause"), QStringLiteral("reset")}));
    }

    void theGuestIsAskedAndMayIgnoreIt()
    {
        OwnedVmFixture house;
        FakeHypervisor &krunkit = house.run(true);
        Power power(house.vm);
        Answer answer;
        power.powerdown({{QStringLiteral("timeout_s"), 0}}, answer.reply);
        QVERIFY(answer.isDone());
        QCOMPARE(krunkit.told, QStringList(QStringLiteral("power button")));
        QCOMPARE(toString(house.vm.status().state), toString(VmState::Stopping));
        QVERIFY(power.isPowerdownAsked());
        QTRY_COMPARE(toString(house.vm.status().state), toString(VmState::Running));
        QVERIFY(house.vm.status().reason.contains(QStringLiteral("ignores the power button")));
        QVERIFY(!power.isPowerdownAsked());
    }

    void withoutAGuestThatCouldHearItTheVmIsKilled_data()
    {
        QTest::addColumn<bool>("hasBegun");
        QTest::addColumn<bool>("canShutDown");
        QTest::newRow("not let run yet") << false << true;
        QTest::newRow("no power button") << true << false;
    }

    void withoutAGuestThatCouldHearItTheVmIsKilled()
    {
        QFETCH(bool, hasBegun);
        QFETCH(bool, canShutDown);
        OwnedVmFixture house;
        FakeHypervisor &hypervisor = house.run(hasBegun, {.gracefulShutdown = canShutDown});
        QSignalSpy ended(house.vm.run.get(), &VmRun::ended);
        Power power(house.vm);
        Answer answer;
        power.powerdown({}, answer.reply);
        QVERIFY(answer.isDone() && power.isKillAsked());
        QCOMPARE(hypervisor.told, QStringList(QStringLiteral("quit")));
        QTRY_COMPARE(ended.count(), 1); // it does not quit by itself
        QCOMPARE(hypervisor.told.last(), QStringLiteral("kill"));
    }

    void aVmThatWaitsIsCalledOffAndOneThatEndedHasNoButtons()
    {
        OwnedVmFixture house;
        Power power(house.vm);
        QSignalSpy calledOff(&power, &Power::calledOff);
        Answer first, second;
        power.powerdown({}, first.reply);
        QVERIFY(first.isDone());
        QCOMPARE(calledOff.count(), 1);
        power.close();
        power.powerdown({}, second.reply);
        QCOMPARE(second.refusal(), QStringLiteral("the VM is not running"));
        QCOMPARE(calledOff.count(), 1);
    }
};

HYDRA_TEST_MAIN(TestPower)
#include "test_power.moc"
