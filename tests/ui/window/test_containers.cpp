// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "containers/containers_page.h"
#include "containers/runtime_view.h"
#include "fake_runtime.h"
#include "house.h"
#include "lab/lab_page.h"
#include "running_vm.h"
#include "ui_test_main.h"
#include "vm/vm_page.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QMenu>
#include <QPlainTextEdit>
#include <QScopeGuard>

using namespace hydra;
using namespace hydra::ui;
using hydra::test::FakeRuntime;

namespace {

constexpr int kPatience = 30000;

const VmRef hub{QStringLiteral("home"), QStringLiteral("hub")};

/// One lab with one VM, its page at Containers.
struct World {
    explicit World(const QStringList &behaviour = {}) : runtime(behaviour), keeper((house.writeLab(hub.lab, "name: home\nvms:\n  - name: hub\n"), house), hub, runtime)
    {
        house.open().go(Place::of(hub));
        page().showTab(VmPage::Containers);
        if (!QTest::qWaitFor([this] { return house.store().vm(hub)->status().state == VmState::Running; }, kPatience))
            qFatal("the VM does not seem to run");
    }
    [[nodiscard]] VmPage &page() { return *house.window().findChild<VmPage *>(); }
    [[nodiscard]] RuntimeView &view(const char *name)
    {
        for (RuntimeView *view : page().findChildren<RuntimeView *>()) {
            if (view->accessibleName() == QLatin1String(name))
                return *view;
        }
        qFatal("no table %s", name);
    }
    [[nodiscard]] QStringList names(const char *table, int column = 2)
    {
        QStringList all;
        const RuntimeProxy &proxy = view(table).proxy();
        for (int row = 0; row < proxy.rowCount(); ++row)
            all << proxy.index(row, column).data().toString();
        all.sort();
        return all;
    }
    [[nodiscard]] bool says(const QString &words)
    {
        const auto labels = page().findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(), [&](const QLabel *label) { return label->isVisible() && (label->text().contains(words) || label->accessibleName().contains(words)); });
    }
    void press(const QString &name)
    {
        QPushButton *found = nullptr;
        const auto look = [&] {
            for (QPushButton *button : page().findChildren<QPushButton *>()) {
                if (button->isVisible() && button->isEnabled() && (button->accessibleName() == name || button->text() == name))
                    found = button;
            }
            return found != nullptr;
        };
        QVERIFY2(QTest::qWaitFor(look, kPatience), qPrintable(QStringLiteral("no button ") + name));
        found->click();
    }
    QLineEdit &filter()
    {
        for (QLineEdit *edit : page().findChildren<QLineEdit *>()) {
            if (edit->accessibleName() == u"Only rows with these words")
                return *edit;
        }
        qFatal("no filter");
    }
    FakeRuntime runtime;
    House house;
    RunningVm keeper;
};

QStringList list(std::initializer_list<const char *> words)
{
    QStringList all;
    for (const char *word : words)
        all << QLatin1String(word);
    return all;
}

} // namespace

class TestContainers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rowsAppearAndADiffKeepsTheSelection()
    {
        World w;
        RuntimeView &view = w.view("Containers");
        const QAbstractItemModelTester table(&view.table(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QAbstractItemModelTester proxy(&view.proxy(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QTRY_VERIFY_WITH_TIMEOUT(w.says(QStringLiteral("No containers yet")), kPatience);
        w.runtime.runPod(QStringLiteral("lamp"));
        const QString door = w.runtime.runPod(QStringLiteral("door"));
        QTRY_COMPARE_WITH_TIMEOUT(w.names("Containers"), list({"door", "lamp"}), kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(w.says(QStringLiteral("live · fake_cri 1.7.24 · CRI v1")), kPatience);
        QCOMPARE(w.names("Containers", 1).contains(door.left(13)), true);

        view.selectRow(view.proxy().mapFromSource(view.table().index(view.table().find(&VmRuntime::of(*w.house.store().vm(hub)), door), 0)).row());
        QCOMPARE(view.selected()->name, QStringLiteral("door"));
        w.runtime.runPod(QStringLiteral("bell"));
        w.runtime.call("StopContainer", {{QStringLiteral("containerId"), door}});
        QTRY_COMPARE_WITH_TIMEOUT(view.selected() ? view.selected()->cells.value(6) : QString(), QStringLiteral("Exited (143)"), kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(w.names("Containers"), list({"bell", "door", "lamp"}), kPatience);
        QCOMPARE(view.selected()->name, QStringLiteral("door"));
        w.press(QStringLiteral("Pods"));
        QCOMPARE(w.names("Pods"), list({"bell", "door", "lamp"}));
        w.press(QStringLiteral("Images"));
        QCOMPARE(w.names("Images", 1), list({"docker.io/library/busybox"}));
        w.press(QStringLiteral("Events"));
        QVERIFY(w.view("Events").proxy().rowCount() >= 6);
        w.press(QStringLiteral("Containers"));
        w.runtime.call("RemoveContainer", {{QStringLiteral("containerId"), door}});
        QTRY_COMPARE_WITH_TIMEOUT(w.names("Containers"), list({"bell", "lamp"}), kPatience);
        QVERIFY(!view.selected());
    }

    void theFilterLooksIntoNamesAndLabels()
    {
        World w;
        w.runtime.runPod(QStringLiteral("lamp"), {{QStringLiteral("room"), QStringLiteral("Kitchen")}});
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
        World w;
        w.runtime.runPod(QStringLiteral("lamp"));
        QTRY_COMPARE_WITH_TIMEOUT(w.names("Containers"), list({"lamp"}), kPatience);
        VmRuntime &runtime = VmRuntime::of(*w.house.store().vm(hub));
        QTRY_VERIFY_WITH_TIMEOUT(runtime.watch().isLive(), kPatience);
        QVERIFY(!runtime.isStale());
        w.runtime.kill();
        QTRY_VERIFY_WITH_TIMEOUT(w.says(QStringLiteral("The container runtime of home/hub does not answer")), kPatience);
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
        World w;
        w.runtime.runPod(QStringLiteral("lamp"));
        QTRY_COMPARE_WITH_TIMEOUT(w.names("Containers"), list({"lamp"}), kPatience);
        w.keeper.become(VmState::Paused);
        QTRY_VERIFY_WITH_TIMEOUT(w.says(QStringLiteral("Paused: its containers stand still.")), kPatience);
        QCOMPARE(w.names("Containers"), list({"lamp"}));
        const auto asked = w.runtime.calls().size();
        QTest::qWait(1500);
        QVERIFY(w.runtime.calls().size() <= asked + 1);
        w.keeper.become(VmState::Running);
        QTRY_VERIFY_WITH_TIMEOUT(w.says(QStringLiteral("live · fake_cri")), kPatience);
    }

    void hiddenItAsksNothing()
    {
        World w;
        w.runtime.runPod(QStringLiteral("lamp"));
        QTRY_COMPARE_WITH_TIMEOUT(w.names("Containers"), list({"lamp"}), kPatience);
        w.page().showTab(VmPage::Logs);
        const auto asked = w.runtime.calls().size();
        QTest::qWait(2500);
        QVERIFY(w.runtime.calls().size() <= asked + 1); // one may have been under way
        w.page().showTab(VmPage::Containers);
        QTRY_VERIFY_WITH_TIMEOUT(w.runtime.calls().size() > asked + 2, kPatience);
    }

    void foreignTextIsNeverMarkupOrControl()
    {
        World w;
        w.runtime.runPod(QStringLiteral("<b>bold</b>\x1b[31m"), {{QStringLiteral("l"), QString(20000, u'x')}});
        QTRY_COMPARE_WITH_TIMEOUT(w.names("Containers"), QStringList{QStringLiteral("<b>bold</b>\\u001b[31m")}, kPatience);
        const RuntimeProxy &proxy = w.view("Containers").proxy();
        for (int column = 0; column < proxy.columnCount(); ++column) {
            const QString tip = proxy.index(0, column).data(Qt::ToolTipRole).toString();
            QVERIFY2(!tip.contains(QStringLiteral("<b>")), qPrintable(tip));
            QVERIFY(!tip.contains(u'\x1b'));
        }
        w.view("Containers").selectRow(0);
        for (const QLabel *label : w.page().findChildren<QLabel *>())
            QVERIFY2(label->textFormat() == Qt::PlainText || !Qt::mightBeRichText(label->text()), qPrintable(label->text()));
    }

    void aContainerIsRemovedOnceTheUserSaidSo()
    {
        World w;
        w.runtime.runPod(QStringLiteral("lamp"));
        QTRY_COMPARE_WITH_TIMEOUT(w.names("Containers"), list({"lamp"}), kPatience);
        RuntimeView &view = w.view("Containers");
        QTRY_VERIFY_WITH_TIMEOUT(view.proxy().row(view.proxy().index(0, 0)).runs, kPatience);
        view.selectRow(0);
        view.setFocus();
        QTest::keyClick(&view, Qt::Key_Delete);
        QVERIFY(w.says(QStringLiteral("Remove the container lamp, which runs? What it wrote is lost.")));
        QVERIFY(!w.runtime.calls().contains(QStringLiteral("RemoveContainer")));
        w.press(QStringLiteral("Remove container"));
        QTRY_COMPARE_WITH_TIMEOUT(w.names("Containers"), QStringList(), kPatience);
        QVERIFY(w.runtime.calls().contains(QStringLiteral("StopContainer")));
    }

    void whatFailsIsToldWithItsWords()
    {
        World w(list({"--fail", "StopPodSandbox=2"}));
        w.runtime.runPod(QStringLiteral("lamp"));
        QTRY_COMPARE_WITH_TIMEOUT(w.names("Pods"), list({"lamp"}), kPatience);
        w.press(QStringLiteral("Pods"));
        w.view("Pods").selectRow(0);
        RuntimeActions actions(w.house.context());
        std::function<void()> stop;
        connect(&actions, &RuntimeActions::questioned, this, [&stop](const QString &, const QString &, const std::function<void()> &run) { stop = run; });
        std::optional<Error> failure;
        connect(&actions, &RuntimeActions::failed, this, [&failure](const Error &error) { failure = error; });
        const auto all = actions.of(RuntimeList::Pods, *w.view("Pods").selected());
        QCOMPARE(all[0].command, QStringLiteral("hydractl crictl home/hub stopp ") + w.view("Pods").selected()->id);
        QVERIFY(all[0].danger);
        all[0].run();
        QVERIFY(stop != nullptr);
        stop();
        QTRY_VERIFY_WITH_TIMEOUT(failure.has_value(), kPatience);
        QVERIFY(failure->what.contains(QStringLiteral("StopPodSandbox was told to fail")));
    }

    void anImageIsPulledRunAndRemoved()
    {
        World w;
        QTRY_VERIFY_WITH_TIMEOUT(w.says(QStringLiteral("live · fake_cri")), kPatience);
        w.press(QStringLiteral("Images"));
        w.press(QStringLiteral("Pull image…"));
        for (QLineEdit *edit : w.page().findChildren<QLineEdit *>()) {
            if (edit->accessibleName() == u"Image to pull")
                edit->setText(QStringLiteral("registry.local/hub:1"));
        }
        w.press(QStringLiteral("Pull"));
        QTRY_COMPARE_WITH_TIMEOUT(w.names("Images", 1), list({"docker.io/library/busybox", "registry.local/hub"}), kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(!w.says(QStringLiteral("Pulling")), kPatience);

        RuntimeView &view = w.view("Images");
        const auto run = [&](const QString &image, const QString &action) {
            for (int row = 0; row < view.proxy().rowCount(); ++row) {
                if (view.proxy().index(row, 1).data().toString() == image)
                    view.selectRow(row);
            }
            view.setFocus();
            if (action == u"remove")
                QTest::keyClick(&view, Qt::Key_Delete);
        };
        run(QStringLiteral("registry.local/hub"), QStringLiteral("remove"));
        w.press(QStringLiteral("Remove image"));
        QTRY_COMPARE_WITH_TIMEOUT(w.names("Images", 1), list({"docker.io/library/busybox"}), kPatience);
    }

    void aPullCanBeCancelled()
    {
        World w(list({"--delay", "PullImage=60000"}));
        QTRY_VERIFY_WITH_TIMEOUT(w.says(QStringLiteral("live · fake_cri")), kPatience);
        w.press(QStringLiteral("Pull image…"));
        for (QLineEdit *edit : w.page().findChildren<QLineEdit *>()) {
            if (edit->accessibleName() == u"Image to pull")
                edit->setText(QStringLiteral("registry.local/hub:1"));
        }
        w.press(QStringLiteral("Pull"));
        QTRY_VERIFY_WITH_TIMEOUT(w.runtime.calls().contains(QStringLiteral("PullImage")), kPatience);
        QVERIFY(w.says(QStringLiteral("Pulling registry.local/hub:1")));
        w.press(QStringLiteral("Do not pull"));
        QTRY_VERIFY_WITH_TIMEOUT(!w.says(QStringLiteral("Pulling registry.local/hub:1")), kPatience);
        QCOMPARE(w.house.context().jobs.running().size(), std::size_t(0));
    }

    void aSelectedRowIsInspectedAsJsonAndYaml()
    {
        World w;
        w.runtime.runPod(QStringLiteral("lamp"));
        QTRY_COMPARE_WITH_TIMEOUT(w.names("Containers"), list({"lamp"}), kPatience);
        w.view("Containers").selectRow(0);
        w.press(QStringLiteral("Inspect"));
        const auto text = [&w] {
            for (const QPlainTextEdit *edit : w.page().findChildren<QPlainTextEdit *>()) {
                if (edit->isVisible() && edit->accessibleName() == u"All that is known of it")
                    return edit->toPlainText();
            }
            return QString();
        };
        QTRY_VERIFY_WITH_TIMEOUT(text().contains(QStringLiteral("\"name\": \"lamp\"")), kPatience);
        QVERIFY(QJsonDocument::fromJson(text().toUtf8()).isObject());
        w.press(QStringLiteral("YAML"));
        QVERIFY(text().contains(QStringLiteral("name: lamp")));
        w.press(QStringLiteral("Close the details"));
        QVERIFY(!w.view("Containers").selected());
    }

    void aLogGoesOnAfterItsConnectionBroke()
    {
        // An ssh that shows two lines and breaks, then has the whole log again with one line more.
        const QTemporaryDir programs;
        const QString ssh = written(programs, QStringLiteral("ssh"), R"(#!/bin/sh
echo '2026-11-25T20:00:00.000000001Z stdout F one'
echo '2026-11-25T20:00:00.000000001Z stderr F two <b>'
[ -e "$0.broke" ] || { touch "$0.broke"; echo 'the line is cut' >&2; exit 255; }
echo '2026-11-25T20:00:01Z stdout P thr'
echo '2026-11-25T20:00:01Z stdout F ee'
exec sleep 60
)");
        QFile::setPermissions(ssh, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        const QByteArray path = qgetenv("PATH");
        qputenv("PATH", programs.path().toLocal8Bit() + ':' + path);
        const auto restore = qScopeGuard([&path] { qputenv("PATH", path); });
        World w;
        QFile key(w.house.paths().vmState(hub) + QStringLiteral("/ssh_host_ed25519_key.pub"));
        QVERIFY(key.open(QIODevice::WriteOnly) && key.write("ssh-ed25519 AAAA test\n") > 0);
        key.close();
        w.runtime.runPod(QStringLiteral("lamp"));
        QTRY_COMPARE_WITH_TIMEOUT(w.names("Containers"), list({"lamp"}), kPatience);
        w.view("Containers").selectRow(0);
        const auto lines = [&w] {
            QStringList all;
            for (const QPlainTextEdit *edit : w.page().findChildren<QPlainTextEdit *>()) {
                if (edit->isVisible() && edit->accessibleName() == u"What the container wrote")
                    all = edit->toPlainText().split(u'\n');
            }
            for (QString &line : all)
                line = line.mid(13); // its time is told in the local zone
            return all;
        };
        QTRY_VERIFY_WITH_TIMEOUT(w.says(QStringLiteral("the line is cut. It is tried again.")), kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(lines(), list({"stdout  one", "stderr  two <b>", "stdout  three"}), kPatience);
    }

    void theLabShowsAllItsEnvironments()
    {
        FakeRuntime first, second;
        House house;
        house.writeLab(hub.lab, "name: home\nvms:\n  - name: hub\n  - name: oven\n  - name: cold\n");
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

HYDRA_UI_TEST_MAIN(TestContainers)
#include "test_containers.moc"
