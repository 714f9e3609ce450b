// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/test_main.h"
#include "tests/ui/window/containers_world.h"
#include "ui/lab/lab_page.h"
#include "ui/models/vm_runtime.h"

#include <QAbstractItemModelTester>

using namespace hydra;
using namespace hydra::ui;
using hydra::test::FakeRuntime;

/// What the Containers page shows, and that it follows the runtime.
class TestContainers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rowsAppearAndADiffKeepsTheSelection()
    {
        ContainersWorld w;
        RuntimeView &view = w.view("Containers");
        const QAbstractItemModelTester table(
            &view.table(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QAbstractItemModelTester proxy(
            &view.proxy(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QTRY_VERIFY_WITH_TIMEOUT(w.says(QStringLiteral("No containers yet")), kPatience);
        w.runtime.runPod(QStringLiteral("lamp"));
        const QString door = w.runtime.runPod(QStringLiteral("door"));
        QTRY_COMPARE_WITH_TIMEOUT(w.names("Containers"), list({"door", "lamp"}), kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(w.says(QStringLiteral("live · fake_cri 1.7.24 · CRI v1")),
                                 kPatience);
        QCOMPARE(w.names("Containers", 1).contains(door.left(13)), true);

        view.selectRow(
            view.proxy()
                .mapFromSource(view.table().index(
                    view.table().find(&VmRuntime::of(*w.house.store().vm(hub)), door), 0))
                .row());
        QCOMPARE(view.selected()->name, QStringLiteral("door"));
        w.runtime.runPod(QStringLiteral("bell"));
        w.runtime.call("StopContainer", {{QStringLiteral("containerId"), door}});
        QTRY_COMPARE_WITH_TIMEOUT(view.selected() ? view.selected()->cells.value(6) : QString(),
                                  QStringLiteral("Exited (143)"), kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(w.names("Containers"), list({"bell", "door", "lamp"}), kPatience);
        QCOMPARE(view.selected()->name, QStringLiteral("door"));
        w.press(QStringLiteral("Show pods"));
        QCOMPARE(w.names("Pods"), list({"bell", "door", "lamp"}));
        w.press(QStringLiteral("Show images"));
        QCOMPARE(w.names("Images", 1), list({"docker.io/library/busybox"}));
        w.press(QStringLiteral("Show events"));
        QVERIFY(w.view("Events").proxy().rowCount() >= 6);
        w.press(QStringLiteral("Show containers"));
        w.runtime.call("RemoveContainer", {{QStringLiteral("containerId"), door}});
        QTRY_COMPARE_WITH_TIMEOUT(w.names("Containers"), list({"bell", "lamp"}), kPatience);
        QVERIFY(!view.selected());
    }

    void theFilterLooksIntoNamesAndLabels()
    {
        ContainersWorld w;
        w.runtime.runPod(QStringLiteral("lamp"),
                         {{QStringLiteral("room"), QStringLiteral("Kitchen")}});
        w.runtime.runPod(QStringLiteral("door"));
        QTRY_COMPARE_WITH_TIMEOUT(w.names("Containers"), list({"door", "lamp"}), kPatience);
        w.filter().setText(QStringLiteral("DOO"));
        QCOMPARE(w.names("Containers"), list({"door"}));
        w.filter().setText(QStringLiteral("room=kit busybox"));
        QCOMPARE(w.names("Containers"), list({"lamp"}));
        w.filter().setText(QStringLiteral("nowhere"));
        QCOMPARE(w.names("Containers"), QStringList());
        QVERIFY(w.says(QStringLiteral("Nothing here has “nowhere”.")));
        w.filter().clear();
        QCOMPARE(w.names("Containers"), list({"door", "lamp"}));
    }

    void aRuntimeThatEndsIsGreyAndRecoversByItself()
    {
        ContainersWorld w;
        w.runtime.runPod(QStringLiteral("lamp"));
        QTRY_COMPARE_WITH_TIMEOUT(w.names("Containers"), list({"lamp"}), kPatience);
        VmRuntime &runtime = VmRuntime::of(*w.house.store().vm(hub));
        QTRY_VERIFY_WITH_TIMEOUT(runtime.watch().isLive(), kPatience);
        QVERIFY(!runtime.isStale());
        w.runtime.kill();
        QTRY_VERIFY_WITH_TIMEOUT(
            w.says(QStringLiteral("The container runtime of home/hub does not answer")), kPatience);
        QVERIFY(runtime.isStale());
        QVERIFY(w.says(QStringLiteral("last seen")));
        QCOMPARE(w.names("Containers"), list({"lamp"}));
        w.runtime.start();
        w.runtime.runPod(QStringLiteral("door"));
        QTRY_COMPARE_WITH_TIMEOUT(w.names("Containers"), list({"door"}), kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(!runtime.isStale(), kPatience);
        QVERIFY(!w.says(QStringLiteral("does not answer")));
    }

    void aVmThatIsPausedAsksNothingAndSaysSo()
    {
        ContainersWorld w;
        w.runtime.runPod(QStringLiteral("lamp"));
        QTRY_COMPARE_WITH_TIMEOUT(w.names("Containers"), list({"lamp"}), kPatience);
        w.keeper.become(VmState::Paused);
        QTRY_VERIFY_WITH_TIMEOUT(w.says(QStringLiteral("Paused: its containers stand still.")),
                                 kPatience);
        QCOMPARE(w.names("Containers"), list({"lamp"}));
        const auto asked = w.runtime.calls().size();
        QTest::qWait(1500);
        QVERIFY(w.runtime.calls().size() <= asked + 1);
        w.keeper.become(VmState::Running);
        QTRY_VERIFY_WITH_TIMEOUT(w.says(QStringLiteral("live · fake_cri")), kPatience);
    }

    void hiddenItAsksNothing()
    {
        ContainersWorld w;
        w.runtime.runPod(QStringLiteral("lamp"));
        QTRY_COMPARE_WITH_TIMEOUT(w.names("Containers"), list({"lamp"}), kPatience);
        w.page().showTab(VmPage::Logs);
        const auto asked = w.runtime.calls().size();
        QTest::qWait(2500);
        QVERIFY(w.runtime.calls().size() <= asked + 1); // one may have been in flight
        w.page().showTab(VmPage::Containers);
        QTRY_VERIFY_WITH_TIMEOUT(w.runtime.calls().size() > asked + 2, kPatience);
    }

    void foreignTextIsNeverMarkupOrControl()
    {
        ContainersWorld w;
        w.runtime.runPod(QStringLiteral("<b>bold</b>\x1b[31m"),
                         {{QStringLiteral("l"), QString(20000, u'x')}});
        QTRY_COMPARE_WITH_TIMEOUT(w.names("Containers"),
                                  QStringList{QStringLiteral("<b>bold</b>\\u001b[31m")}, kPatience);
        const RuntimeProxy &proxy = w.view("Containers").proxy();
        for (int column = 0; column < proxy.columnCount(); ++column) {
            const QString tip = proxy.index(0, column).data(Qt::ToolTipRole).toString();
            QVERIFY2(!tip.contains(QStringLiteral("<b>")), qPrintable(tip));
            QVERIFY(!tip.contains(u'\x1b'));
        }
        w.view("Containers").selectRow(0);
        for (const QLabel *label : w.page().findChildren<QLabel *>())
            QVERIFY2(label->textFormat() == Qt::PlainText || !Qt::mightBeRichText(label->text()),
                     qPrintable(label->text()));
    }

    void theLabShowsAllItsEnvironments()
    {
        FakeRuntime first, second;
        House house;
        house.writeLab(hub.lab,
                       "name: home\nvms:\n  - name: hub\n  - name: oven\n  - name: cold\n");
        const RunningVm one(house, hub, first);
        const RunningVm two(house, {hub.lab, QStringLiteral("oven")}, second);
        first.runPod(QStringLiteral("lamp"));
        second.runPod(QStringLiteral("timer"));
        house.open().go({Place::Kind::Lab, hub.lab, {}});
        auto *lab = house.window().findChild<LabPage *>();
        for (QPushButton *button : lab->findChildren<QPushButton *>()) {
            if (button->text() == u"Containers" && button->objectName() == u"tab")
                button->click();
        }
        RuntimeView *view = nullptr;
        for (RuntimeView *each : lab->findChildren<RuntimeView *>()) {
            if (each->accessibleName() == u"Containers")
                view = each;
        }
        QVERIFY(view && !view->isColumnHidden(0));
        QTRY_COMPARE_WITH_TIMEOUT(view->proxy().rowCount(), 2, kPatience);
        QVERIFY(view->isVisible());
        view->sortByColumn(0, Qt::AscendingOrder);
        QCOMPARE(view->proxy().index(0, 0).data().toString(), QStringLiteral("hub"));
        QCOMPARE(view->proxy().index(1, 2).data().toString(), QStringLiteral("timer"));
    }
};

HYDRA_TEST_MAIN(TestContainers)
#include "test_containers.moc"
