// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/fake_runtime.h"
#include "tests/support/test_main.h"
#include "tests/ui/window/house.h"
#include "tests/ui/window/running_vm.h"
#include "ui/vm/vm_page.h"

using namespace hydra;
using namespace hydra::ui;
using hydra::test::FakeRuntime;

namespace {

constexpr int patience = 30000;

const VmRef home{QStringLiteral("demo"), QStringLiteral("home")};

/// The demo's VM, which runs, and its Overview.
struct World {
    World()
        : keeper((house.writeLab(home.lab, "name: demo\nvms:\n  - name: home\n"), house), home,
                 runtime)
    {
    }
    void look()
    {
        house.open().go(Place::of(home));
        house.window().findChild<VmPage *>()->showTab(VmPage::Overview);
    }
    [[nodiscard]] int called(const char *method) const
    {
        return int(runtime.calls().count(QLatin1String(method)));
    }
    FakeRuntime runtime;
    House house;
    RunningVm keeper;
};

} // namespace

class TestThermostatCard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lookingAtTheDemoRunsNothing()
    {
        World world;
        world.look();
        QTRY_VERIFY_WITH_TIMEOUT(
            says(world.house.window(), QStringLiteral("No thermostat runs in this environment")),
            patience);
        QTRY_VERIFY_WITH_TIMEOUT(world.called("ListContainers") >= 2, patience); // it looks again
        QCOMPARE(world.called("RunPodSandbox"), 0);
    }

    void aThermostatThatRunsIsShown()
    {
        World world;
        world.runtime.runPod(QStringLiteral("thermostat"));
        world.look();
        QTRY_VERIFY_WITH_TIMEOUT(world.called("ContainerStatus") >= 1, patience);
        QCOMPARE(world.called("RunPodSandbox"), 1); // the test's own
    }
};

HYDRA_TEST_MAIN(TestThermostatCard)
#include "test_thermostat_card.moc"
