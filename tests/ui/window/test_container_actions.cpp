// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/test_main.h"
#include "tests/ui/window/containers_world.h"
#include "ui/containers/containers_page.h"

#include <QPlainTextEdit>
#include <QScopeGuard>

using namespace hydra;
using namespace hydra::ui;

/// What the Containers page does with a selected row, and with images.
class TestContainerActions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aContainerIsRemovedOnceTheUserSaidSo()
    {
        ContainersWorld w;
        w.runtime.runPod(QStringLiteral("lamp"));
        QTRY_COMPARE_WITH_TIMEOUT(w.names("Containers"), list({"lamp"}), kPatience);
        RuntimeView &view = w.view("Containers");
        QTRY_VERIFY_WITH_TIMEOUT(view.proxy().row(view.proxy().index(0, 0)).runs, kPatience);
        view.selectRow(0);
        view.setFocus();
        QTest::keyClick(&view, Qt::Key_Delete);
        QVERIFY(w.says(
            QStringLiteral("Remove the container lamp, which runs? What it wrote is lost.")));
        QVERIFY(!w.runtime.calls().contains(QStringLiteral("RemoveContainer")));
        w.press(QStringLiteral("Remove container"));
        QTRY_COMPARE_WITH_TIMEOUT(w.names("Containers"), QStringList(), kPatience);
        QVERIFY(w.runtime.calls().contains(QStringLiteral("StopContainer")));
    }

    void whatFailsIsToldWithItsWords()
    {
        ContainersWorld w(list({"--fail", "StopPodSandbox=2"}));
        w.runtime.runPod(QStringLiteral("lamp"));
        QTRY_COMPARE_WITH_TIMEOUT(w.names("Pods"), list({"lamp"}), kPatience);
        w.press(QStringLiteral("Show pods"));
        w.view("Pods").selectRow(0);
        RuntimeActions actions(w.house.context());
        std::function<void()> stop;
        connect(&actions, &RuntimeActions::questioned, this,
                [&stop](const QString &, const QString &, const std::function<void()> &run) {
                    stop = run;
                });
        std::optional<Error> failure;
        connect(&actions, &RuntimeActions::failed, this,
                [&failure](const Error &error) { failure = error; });
        const auto all = actions.of(RuntimeList::Pods, *w.view("Pods").selected());
        QCOMPARE(all[0].command,
                 QStringLiteral("hydractl crictl home/hub stopp ") + w.view("Pods").selected()->id);
        QVERIFY(all[0].danger);
        all[0].run();
        QVERIFY(stop != nullptr);
        stop();
        QTRY_VERIFY_WITH_TIMEOUT(failure.has_value(), kPatience);
        QVERIFY(failure->what.contains(QStringLiteral("StopPodSandbox was told to fail")));
    }

    void anImageIsPulledRunAndRemoved()
    {
        ContainersWorld w;
        QTRY_VERIFY_WITH_TIMEOUT(w.says(QStringLiteral("live · fake_cri")), kPatience);
        w.press(QStringLiteral("Show images"));
        w.press(QStringLiteral("Pull image…"));
        for (QLineEdit *edit : w.page().findChildren<QLineEdit *>()) {
            if (edit->accessibleName() == u"Image to pull")
                edit->setText(QStringLiteral("registry.local/hub:1"));
        }
        w.press(QStringLiteral("Pull"));
        QTRY_COMPARE_WITH_TIMEOUT(w.names("Images", 1),
                                  list({"docker.io/library/busybox", "registry.local/hub"}),
                                  kPatience);
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
        QTRY_COMPARE_WITH_TIMEOUT(w.names("Images", 1), list({"docker.io/library/busybox"}),
                                  kPatience);
    }

    void aPullCanBeCancelled()
    {
        ContainersWorld w(list({"--delay", "PullImage=60000"}));
        QTRY_VERIFY_WITH_TIMEOUT(w.says(QStringLiteral("live · fake_cri")), kPatience);
        w.press(QStringLiteral("Pull image…"));
        for (QLineEdit *edit : w.page().findChildren<QLineEdit *>()) {
            if (edit->accessibleName() == u"Image to pull")
                edit->setText(QStringLiteral("registry.local/hub:1"));
        }
        w.press(QStringLiteral("Pull"));
        QTRY_VERIFY_WITH_TIMEOUT(w.runtime.calls().contains(QStringLiteral("PullImage")),
                                 kPatience);
        QVERIFY(w.says(QStringLiteral("Pulling registry.local/hub:1")));
        w.press(QStringLiteral("Do not pull"));
        QTRY_VERIFY_WITH_TIMEOUT(!w.says(QStringLiteral("Pulling registry.local/hub:1")),
                                 kPatience);
        QCOMPARE(w.house.context().jobs.running().size(), std::size_t(0));
    }

    void aSelectedRowIsInspectedAsJsonAndYaml()
    {
        ContainersWorld w;
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
        // An ssh that prints two lines and fails, and then prints the whole log with one more line.
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
        ContainersWorld w;
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
                line = line.mid(13); // its time is shown in local time
            return all;
        };
        QTRY_VERIFY_WITH_TIMEOUT(w.says(QStringLiteral("the line is cut. It is tried again.")),
                                 kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(
            lines(), list({"stdout  one", "stderr  two <b>", "stdout  three"}), kPatience);
    }
};

HYDRA_TEST_MAIN(TestContainerActions)
#include "test_container_actions.moc"
