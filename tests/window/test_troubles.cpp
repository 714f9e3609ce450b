// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/host/paths.h"
#include "core/keeper_client/launch.h"
#include "tests/integration/support/integration_test.h"
#include "tests/support/mounts.h"
#include "tests/support/places.h"
#include "tests/window/support/screen.h"
#include "tests/window/support/window_program.h"

#include <QDir>

#include <csignal>

using namespace hydra;
using namespace hydra::test;
using std::chrono::seconds;

namespace {

const QString lab = QStringLiteral("home");
const QString vm = QStringLiteral("home/vm");

constexpr int kContainersTab = 4; // VmPage::Containers

QString plainLab(const QString &more = {})
{
    return QStringLiteral(
               "version: 1\nvms:\n  - name: vm\n    image: debian-13\n    memory: 512MiB\n") +
           more;
}

} // namespace

/// Failures around the window: each shows a message with a remedy, and gets a picture.
class TestTroubles : public IntegrationTest
{
    Q_OBJECT

    std::unique_ptr<WindowProgram> m_window;

    [[nodiscard]] QString runtimeOf(const QString &name)
    {
        Paths paths;
        paths.stateDir = box().root() + QStringLiteral("/s/hydra");
        paths.runtimeDir = box().runtime();
        return paths.vmRuntime({name.section(u'/', 0, 0), name.section(u'/', 1)});
    }

    void makeWindow(std::map<QString, QString> more = {})
    {
        more.emplace(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
        m_window = std::make_unique<WindowProgram>(box(), more);
    }

    void open()
    {
        m_window->start();
        sees("Find a lab or VM");
        QVERIFY(m_window->ask(QStringLiteral("size"),
                              {{QStringLiteral("width"), 1180}, {QStringLiteral("height"), 760}}));
    }

    void goes(const char *kind, const QString &toLab = {}, const QString &toVm = {})
    {
        QVERIFY(m_window->goes(kind, toLab, toVm));
    }

    void sees(const char *words, int patience = 30000)
    {
        const bool seen =
            QTest::qWaitFor([&] { return m_window->shows(QString::fromUtf8(words)); }, patience);
        QVERIFY2(seen, qPrintable(QString::fromUtf8(words) + QStringLiteral(" is not among:\n") +
                                  m_window->words().join(u'\n')));
    }

    void presses(const char *button)
    {
        const QJsonObject name{{QStringLiteral("name"), QString::fromUtf8(button)}};
        QVERIFY2(
            QTest::qWaitFor(
                [&] { return m_window->ask(QStringLiteral("press"), name).has_value(); }, 10000),
            button);
    }

    void picture(const char *name)
    {
        QVERIFY(m_window->takePictures(QStringLiteral("trouble-") + QLatin1String(name)));
    }

private Q_SLOTS:
    void cleanup()
    {
        m_window.reset();
        IntegrationTest::cleanup();
    }

    void aMissingQemu()
    {
        box().writeLab(lab, plainLab());
        makeWindow({{QStringLiteral("PATH"), box().root() + QStringLiteral("/nothing")}});
        open();
        goes("vm", lab, QStringLiteral("vm"));
        presses("Start");
        sees("is not installed; install the package qemu-system-");
        picture("no-qemu");
        presses("Open Doctor");
        sees("Nothing can be started without it.");
        picture("no-qemu-doctor");
    }

    void aForbiddenKvm()
    {
        Mounts mounts;
        if (!mounts.isAllowed() || !QFile::exists(QStringLiteral("/dev/kvm")))
            QSKIP("needs root and /dev/kvm");
        QVERIFY(
            mounts.forbid(QStringLiteral("/dev/kvm"), box().root() + QStringLiteral("/forbidden")));
        box().writeLab(lab, plainLab(QStringLiteral("    accelerator: kvm\n")));
        makeWindow();
        m_window->obeyPermissions();
        open();
        goes("vm", lab, QStringLiteral("vm"));
        presses("Start");
        sees("no permission for /dev/kvm: add yourself to the group kvm and log in again");
        picture("kvm-forbidden");
        goes("doctor");
        sees("sudo usermod -aG kvm $USER");
        picture("kvm-forbidden-doctor");
    }

    void aFullDiskAtAStart()
    {
        Mounts mounts;
        if (!mounts.isAllowed())
            QSKIP("mounting needs root");
        QVERIFY(mounts.putDisk(box().root() + QStringLiteral("/s"), "1m"));
        box().writeLab(lab, plainLab());
        makeWindow();
        open();
        goes("vm", lab, QStringLiteral("vm"));
        QFile filler(box().root() + QStringLiteral("/s/filler"));
        QVERIFY(filler.open(QIODevice::WriteOnly));
        while (filler.write(QByteArray(1000, 'x')) > 0 && filler.flush()) {
        }
        presses("Start");
        sees("No space left on device");
        picture("disk-full");
        QVERIFY(QFile::remove(filler.fileName()));
        QVERIFY(mounts.putDisk(box().root() + QStringLiteral("/s"), "64m"));
        presses("Start");
        sees("State: Running");
    }

    void aDiskThatFillsUpUnderAVm()
    {
        Mounts mounts;
        if (!mounts.isAllowed())
            QSKIP("mounting needs root");
        QVERIFY(mounts.putDisk(box().root() + QStringLiteral("/s"), "48m"));
        VERIFY_EXIT(warm().fork(box(), lab), 0);
        makeWindow();
        open();
        goes("vm", lab, QStringLiteral("vm"));
        sees("State: Running");
        const auto writer = box().start(
            {QStringLiteral("shell"), vm,
             QStringLiteral("sudo sh -c 'dd if=/dev/urandom of=/fill bs=1M count=96 && sync'")});
        sees("the disk of this machine is full", 60000);
        sees("State: Paused");
        picture("disk-full-paused");
        QVERIFY(mounts.putDisk(box().root() + QStringLiteral("/s"), "256m"));
        presses("Resume");
        sees("State: Running");
        QVERIFY(QTest::qWaitFor([&] { return writer->state() == QProcess::NotRunning; }, 60000));
        QCOMPARE(writer->exitCode(), 0);
        QCOMPARE(box().stateJson(vm)[QStringLiteral("state")].toString(),
                 QStringLiteral("running"));
    }

    void aRuntimeThatGoesAwayAndComesBack()
    {
        const auto inGuest = [this](const char *script) {
            VERIFY_EXIT(box().guest(vm, QLatin1String(script)), 0);
        };
        VERIFY_EXIT(warm().fork(box(), lab), 0);
        makeWindow();
        open();
        QVERIFY(
            m_window->ask(QStringLiteral("go"), {{QStringLiteral("kind"), QStringLiteral("vm")},
                                                 {QStringLiteral("lab"), lab},
                                                 {QStringLiteral("vm"), QStringLiteral("vm")},
                                                 {QStringLiteral("tab"), int(kContainersTab)}}));
        sees("live · containerd", 60000);

        inGuest("sudo systemctl stop hydra-cri containerd");
        sees("The container runtime of home/vm does not answer", 60000);
        sees("last seen");
        sees("Containers 1"); // the thermostat is still known
        picture("containerd-stopped");
        inGuest("sudo systemctl start containerd hydra-cri");
        sees("live · containerd", 120000);

        // Drops packets, so that nobody reports the connection's end.
        inGuest("sudo nft insert rule inet hydra input tcp dport 35000 drop");
        sees("The container runtime of home/vm does not answer", 60000);
        QTest::qWait(30000);
        inGuest("sudo systemctl restart hydra-firewall hydra-cri");
        sees("live · containerd", 120000);

        VERIFY_EXIT(box().hydractl({QStringLiteral("pause"), lab}), 0);
        sees("Paused: its containers stand still.");
        sees("Containers 1");
        VERIFY_EXIT(box().hydractl({QStringLiteral("resume"), lab}), 0);
        sees("live · containerd", 120000);

        VERIFY_EXIT(box().hydractl({QStringLiteral("kill"), lab}), 0);
        sees("Not running. Start it to see its containers.");
        sees("Containers 1");
        VERIFY_EXIT(box().hydractl({QStringLiteral("up"), lab, QStringLiteral("--fresh-disk"),
                                    QStringLiteral("--wait"), QStringLiteral("cri"),
                                    QStringLiteral("--timeout"), QStringLiteral("100")},
                                   seconds(120)),
                    0);
        sees("live · containerd", 120000);
    }

    void aLabFileThatBreaksAndGoesUnderTheWindow()
    {
        box().writeLab(lab, plainLab());
        box().writeLab(QStringLiteral("garden"), plainLab());
        makeWindow();
        open();
        goes("lab", lab);
        sees("1 environment");
        box().writeLab(lab, plainLab(QStringLiteral("    colour: red\n")));
        sees("The lab file cannot be used");
        sees("colour");
        picture("lab-invalid");
        QVERIFY(QFile::remove(box().labFile(lab)));
        sees("Start the demo");
        picture("lab-deleted");
    }

    void aJobThatGoesOnWhenTheWindowIsClosed()
    {
        makeWindow();
        open();
        QVERIFY(m_window->ask(QStringLiteral("work")));
        (void)m_window->ask(QStringLiteral("close")); // the window may be gone before it answers
        QVERIFY(m_window->hasEndedWell(std::chrono::seconds(30)));
    }

    void aSecondWindow()
    {
        makeWindow();
        open();
        const QString file = box().root() + QStringLiteral("/farm.hydra.yaml");
        QFile farm(file);
        QVERIFY(farm.open(QIODevice::WriteOnly) &&
                farm.write("name: farm\n" + plainLab().toUtf8()) > 0 && farm.flush());
        Outcome second = box().run(programPath("hydra-desktop"), {file, QStringLiteral("-platform"),
                                                                  QStringLiteral("offscreen")});
        VERIFY_EXIT(second, 0);
        QVERIFY2(second.err.contains("runs already"), qPrintable(second.say()));
        sees("farm – Hydra Desktop");
        picture("second-window");
    }

    void aSecondWindowWhenTheFirstHangs()
    {
        if (!Screen::missing().isEmpty())
            QSKIP(qPrintable(Screen::missing()));
        makeWindow();
        open();
        Screen screen(box());
        QVERIFY(screen.isOpen());
        QVERIFY(m_window->id() && sendSignal(*m_window->id(), SIGSTOP));
        QProcess second;
        QProcessEnvironment environment = box().environment();
        environment.insert(QStringLiteral("DISPLAY"), screen.name());
        second.setProcessEnvironment(environment);
        second.start(programPath("hydra-desktop"), QStringList());
        QByteArray words;
        QVERIFY(QTest::qWaitFor(
            [&] { return (words += second.readAllStandardError()).contains("does not answer"); },
            20000));
        QTest::qWait(1000); // time to paint
        screen.takePicture(shotPath("trouble-first-window-hangs.png"));
        screen.press(QStringLiteral("Escape"));
        QVERIFY(QTest::qWaitFor([&] { return second.state() == QProcess::NotRunning; }, 10000));
        QCOMPARE(second.exitCode(), 4);
        sendSignal(*m_window->id(), SIGCONT);
        sees("Find a lab or VM");
    }

    void aKeeperOfAnOlderVersion()
    {
        VERIFY_EXIT(warm().fork(box(), lab), 0);
        const QString boot = box().stateJson(vm)[QStringLiteral("boot_id")].toString();
        const auto status = readVmStatus(box().vmState(vm));
        QVERIFY(status && status->keeper && killHard(*status->keeper));
        QProcess older;
        older.start(testPath("fake_keeper"),
                    {box().vmState(vm), runtimeOf(vm), QStringLiteral("0")});
        QVERIFY(QTest::qWaitFor([&] { return older.readAllStandardOutput().contains("ready"); },
                                10000));
        makeWindow();
        open();
        goes("vm", lab, QStringLiteral("vm"));
        sees("its keeper is of an older version of Hydra (0.0.9)");
        picture("older-keeper");
        presses("Renew its keeper");
        sees("State: Running");
        QVERIFY(QTest::qWaitFor(
            [&] { return !m_window->shows(QStringLiteral("an older version")); }, 10000));
        QCOMPARE(box().qemus().size(), size_t(1));
        QCOMPARE(box().stateJson(vm)[QStringLiteral("boot_id")].toString(), boot);
        QVERIFY(m_window->shows(QStringLiteral("ready after")));
    }
};

HYDRA_TEST_MAIN(TestTroubles)
#include "test_troubles.moc"
