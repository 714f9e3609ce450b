// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/atomic_file.h"
#include "core/workload/run_pod.h"
#include "tests/support/places.h"
#include "tests/support/test_main.h"
#include "tests/ui/window/house.h"
#include "ui/containers/run_pod_dialog.h"

#include <QJsonDocument>
#include <QListWidget>
#include <QProcess>
#include <QSignalSpy>

using namespace hydra;
using hydra::test::programPath;
using namespace hydra::ui;

namespace {

const VmRef vm{QStringLiteral("home"), QStringLiteral("hub")};
// The image that the fake has.
const QString busybox = QStringLiteral("docker.io/library/busybox:latest");

} // namespace

/// The dialog with fake_cri as runtime, and the files that a keeper would have written for a
/// running VM.
class TestRunPodDialog : public QObject
{
    Q_OBJECT

    std::unique_ptr<House> m_house;
    std::unique_ptr<QProcess> m_fake;
    std::unique_ptr<RunPodDialog> m_dialog;

    void openDialog(const QStringList &behaviour = {})
    {
        m_dialog.reset();
        m_fake = std::make_unique<QProcess>();
        m_fake->start(programPath("fake_cri"), behaviour);
        QTRY_VERIFY(m_fake->canReadLine());
        VmStatus status;
        status.vm = vm;
        status.state = VmState::Running;
        PlannedPort port;
        port.role = QStringLiteral("containerd");
        port.hostAddress = QStringLiteral("127.0.0.1");
        port.hostPort = m_fake->readLine().trimmed().toUShort();
        status.ports = {port};
        const QString dir = m_house->paths().vmState(vm);
        QVERIFY(QDir().mkpath(dir));
        QVERIFY(writeFileAtomically(dir + QStringLiteral("/state.json"),
                                    QJsonDocument(toJson(status)).toJson()));
        m_dialog = std::make_unique<RunPodDialog>(m_house->context(), vm);
        m_dialog->show();
    }

    template <typename T> T *called(const char *name)
    {
        for (T *widget : m_dialog->findChildren<T *>()) {
            if (widget->accessibleName() == QLatin1String(name) && widget->isVisible())
                return widget;
        }
        qFatal("no %s", name);
    }
    bool says(const char *words)
    {
        for (const QLabel *label : m_dialog->findChildren<QLabel *>()) {
            if (label->isVisible() && label->text().contains(QLatin1String(words)))
                return true;
        }
        return false;
    }
    QPushButton *runButton()
    {
        for (QPushButton *button : m_dialog->findChildren<QPushButton *>()) {
            if (button->text() == u"Run")
                return button;
        }
        return nullptr;
    }
    void fillForm()
    {
        m_dialog->choose(RunPodDialog::Image);
        called<QLineEdit>("Name")->setText(QStringLiteral("lamp"));
        called<QComboBox>("Image")->setEditText(busybox);
    }

private Q_SLOTS:
    void init()
    {
        m_house = std::make_unique<House>();
        m_house->open();
    }
    void cleanup()
    {
        m_dialog.reset();
        m_house.reset();
        if (m_fake) {
            m_fake->kill();
            m_fake->waitForFinished(5000);
        }
    }

    void theLibraryTellsWhatEachNeedsAndItsCommand()
    {
        openDialog();
        QVERIFY(says("mosquitto"));
        QCOMPARE(m_dialog->command(), QStringLiteral("hydractl workload run broker home/hub"));
        auto *list = called<QListWidget>("Workloads");
        QCOMPARE(list->count(), int(workloads().size()));
        list->setCurrentItem(
            list->findItems(QStringLiteral("Thermostat"), Qt::MatchExactly).value(0));
        QVERIFY(says("Needs a running broker"));
        called<QLineEdit>("ROOM")->setText(QStringLiteral("big kitchen"));
        called<QLineEdit>("Pod")->setText(QStringLiteral("upstairs"));
        QCOMPARE(m_dialog->command(), QStringLiteral("hydractl workload run thermostat home/hub "
                                                     "--set 'ROOM=big kitchen' --name upstairs"));
        called<QLineEdit>("Pod")->setText(QStringLiteral("Up Stairs"));
        QVERIFY(says("lower-case"));
        QVERIFY(!runButton()->isEnabled());
        list->setCurrentRow(0);
        QVERIFY(runButton()->isEnabled());
    }

    void aFormSaysWhatIsWrongWhileItIsTyped()
    {
        openDialog();
        m_dialog->choose(RunPodDialog::Image);
        // Not reported before the user was in the field.
        QVERIFY(!runButton()->isEnabled() && !says("lower-case"));
        QTest::keyClicks(called<QLineEdit>("Name"), QStringLiteral("Lamp"));
        QVERIFY(says("Use lower-case letters"));
        called<QLineEdit>("Name")->setText(QStringLiteral("lamp"));
        QVERIFY(!says("Use lower-case letters") && says("An image is needed"));
        called<QComboBox>("Image")->setEditText(busybox);
        QVERIFY(runButton()->isEnabled());
        called<QPlainTextEdit>("Environment")->setPlainText(QStringLiteral("ROOM=hall\nnonsense"));
        QVERIFY(says("nonsense") && !runButton()->isEnabled());
    }

    void theImagesThatAreThereCanBeChosen()
    {
        openDialog();
        m_dialog->choose(RunPodDialog::Image);
        auto *images = called<QComboBox>("Image");
        QTRY_VERIFY(images->findText(busybox) >= 0);
        QCOMPARE(images->currentText(), QString());
        m_dialog->chooseImage(busybox);
        QCOMPARE(images->currentText(), busybox);
    }

    void aPodOfAFormRunsAndTheDialogCloses()
    {
        openDialog();
        fillForm();
        QSignalSpy started(m_dialog.get(), &RunPodDialog::started);
        QTest::mouseClick(runButton(), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(started.count(), 1, 20000);
        const auto pod = started.front().at(1).value<StartedPod>();
        QVERIFY(!pod.pod.isEmpty() && !pod.container.isEmpty());
        QVERIFY(!m_dialog->isVisible());
    }

    void aFailureIsToldInsideAndNothingTypedIsLost()
    {
        openDialog({QStringLiteral("--fail"), QStringLiteral("StartContainer=2")});
        fillForm();
        called<QLineEdit>("Command")->setText(QStringLiteral("sleep 9"));
        QTest::mouseClick(runButton(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(says("told to fail"), 20000);
        QVERIFY(m_dialog->isVisible() && runButton()->isEnabled());
        QCOMPARE(called<QLineEdit>("Command")->text(), QStringLiteral("sleep 9"));
        QVERIFY(!says("could not be removed")); // the partially created pod was removed
    }

    void aRunCanBeCalledOff()
    {
        openDialog({QStringLiteral("--delay"), QStringLiteral("RunPodSandbox=2000")});
        fillForm();
        QTest::mouseClick(runButton(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(says("Starting the pod"), 20000);
        QVERIFY(!runButton()->isEnabled());
        m_dialog->reject();
        QVERIFY(m_dialog->isVisible()); // until the removal is done
        QTRY_VERIFY_WITH_TIMEOUT(says("Cancelled"), 20000);
        QVERIFY(runButton()->isEnabled());
        m_dialog->reject();
        QVERIFY(!m_dialog->isVisible());
    }

    void crictlsConfigsAreReadAsTheyArePasted()
    {
        openDialog();
        m_dialog->choose(RunPodDialog::Configs);
        QVERIFY(!runButton()->isEnabled());
        auto *pod = called<QPlainTextEdit>("Configuration: Pod");
        pod->setPlainText(QStringLiteral("metadata: {name: lamp}"));
        QVERIFY(says("metadata.namespace: is missing"));
        pod->setPlainText(QStringLiteral("metadata: {name: lamp, namespace: home}"));
        called<QPlainTextEdit>("Configuration: Container")
            ->setPlainText(
                QStringLiteral(
                    "{\"metadata\": {\"name\": \"lamp\"}, \"image\": {\"image\": \"%1\"}}")
                    .arg(busybox));
        QVERIFY(runButton()->isEnabled());
        QVERIFY2(m_dialog->command().startsWith(
                     u"hydractl crictl home/hub run --no-pull <(printf %s '{"),
                 qPrintable(m_dialog->command()));
        QSignalSpy started(m_dialog.get(), &RunPodDialog::started);
        QTest::mouseClick(runButton(), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(started.count(), 1, 20000);
    }

    void aVmThatDoesNotRunIsNamed()
    {
        openDialog();
        QVERIFY(QFile::remove(m_house->paths().vmState(vm) + QStringLiteral("/state.json")));
        fillForm();
        QTest::mouseClick(runButton(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(says("hydractl up home/hub"), 20000);
    }
};

HYDRA_TEST_MAIN(TestRunPodDialog)
#include "test_run_pod_dialog.moc"
