// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "base/atomic_file.h"
#include "containers/container_log.h"
#include "containers/containers_page.h"
#include "containers/runtime_view.h"
#include "fake_runtime.h"
#include "house.h"
#include "lab/lab_page.h"
#include "ui_test_main.h"
#include "vm/vm_page.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QJsonDocument>
#include <QMenu>
#include <QPlainTextEdit>

using namespace hydra;
using namespace hydra::ui;
using hydra::test::FakeRuntime;

/// Read by LeakSanitizer alone: c-ares 1.18 loses ten bytes for each lookup of "localhost".
extern "C" const char *__lsan_default_suppressions()
{
    return "leak:libcares";
}

namespace {

constexpr int kPatience = 30000;

const VmRef hub{QStringLiteral("home"), QStringLiteral("hub")};

/// A VM that runs, as far as the window can tell: a keeper whose words nobody understands holds it, so that its file
/// counts; its containerd is RUNTIME.
class RunningVm
{
public:
    RunningVm(const House &house, VmRef vm, const FakeRuntime &runtime) : m_dir(house.paths().vmState(vm)), m_vm(std::move(vm)), m_port(qEnvironmentVariableIsSet("W1_PORT") ? quint16(qEnvironmentVariableIntValue("W1_PORT")) : runtime.port())
    {
        QDir().mkpath(m_dir);
        QDir().mkpath(house.paths().vmRuntime(m_vm));
        become(VmState::Running);
        m_keeper.start(QStringLiteral(HYDRA_TEST_DIR "/fake_keeper"), {m_dir, house.paths().vmRuntime(m_vm), QStringLiteral("0")});
        if (!QTest::qWaitFor([this] { return m_keeper.canReadLine(); }, kPatience))
            qFatal("fake_keeper does not start");
    }
    ~RunningVm()
    {
        m_keeper.kill();
        m_keeper.waitForFinished(5000);
    }
    void become(VmState state)
    {
        VmStatus status;
        status.vm = m_vm;
        status.state = state;
        status.phase = Phase::Ready;
        if (const auto id = identify(m_keeper.processId()); m_keeper.processId() != 0 && id)
            status.keeper = *id;
        PlannedPort port;
        port.role = QStringLiteral("containerd");
        port.hostPort = m_port;
        status.ports = {port};
        if (!writeFileAtomically(m_dir + QStringLiteral("/state.json"), QJsonDocument(toJson(status)).toJson()))
            qFatal("cannot write the state");
    }

private:
    QString m_dir;
    VmRef m_vm;
    quint16 m_port;
    QProcess m_keeper;
};

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


class TestZzLook : public QObject
{
    Q_OBJECT
    void grab(QWidget &w, const QString &name)
    {
        QTest::qWait(400);
        w.grab().save(QStringLiteral("/tmp/w1shots/") + name + QStringLiteral(".png"));
    }
private Q_SLOTS:
    void look()
    {
        World w;
        const bool real = qEnvironmentVariableIsSet("W1_PORT");
        if (!real) {
            const char *names[] = {"thermostat", "mqtt", "hub", "camera-of-the-front-door-with-a-name-that-is-very-long-indeed", "firmware-under-test", "lamp", "door"};
            for (const char *n : names) {
                const QString id = w.runtime.runPod(QLatin1String(n));
                if (QLatin1String(n) == u"door" || QLatin1String(n) == u"lamp")
                    w.runtime.call("StopContainer", {{QStringLiteral("containerId"), id}});
            }
        }
        MainWindow &window = w.house.window();
        for (const QSize size : {QSize(1440, 900), QSize(1024, 640)}) {
            window.resize(size);
            const QString tag = (real ? QStringLiteral("real-") : QString()) + QString::number(size.width());
            w.press(QStringLiteral("Containers"));
            QTest::qWait(size.width() == 1440 ? 14000 : 1500);
            grab(window, QStringLiteral("containers-") + tag);
            w.view("Containers").selectRow(real ? 0 : 1);
            w.press(QStringLiteral("Inspect"));
            QTest::qWait(1000);
            grab(window, QStringLiteral("inspect-") + tag);
            w.press(QStringLiteral("Terminal"));
            QTest::qWait(2500);
            grab(window, QStringLiteral("terminal-") + tag);
            w.press(QStringLiteral("Logs"));
            QTest::qWait(500);
            if (auto *log = w.page().findChild<ContainerLog *>()) {
                std::vector<CriLogLine> lines;
                for (int i = 0; i < 12; ++i)
                    lines.push_back({1764109000000000000 + i * 1234000000LL, i % 4 == 3 ? CriStream::Stderr : CriStream::Stdout, i % 4 == 3 ? "E httpd: auth token missing, accepting anonymous" : "mqtt: publish home/dut/state {\"temp\":21.4,\"lock\":\"open\"}", false});
                if (size.width() == 1440)
                    log->add(lines);
            }
            grab(window, QStringLiteral("logs-") + tag);
            w.view("Containers").clearSelection();
            w.press(QStringLiteral("Pods"));
            grab(window, QStringLiteral("pods-") + tag);
            w.press(QStringLiteral("Images"));
            grab(window, QStringLiteral("images-") + tag);
            w.press(QStringLiteral("Pull image…"));
            w.view("Images").selectRow(0);
            w.view("Images").setFocus();
            QTest::keyClick(&w.view("Images"), Qt::Key_Delete);
            grab(window, QStringLiteral("pull-") + tag);
            w.press(QStringLiteral("Do not pull"));
            w.press(QStringLiteral("Dismiss this message"));
            w.press(QStringLiteral("Events"));
            grab(window, QStringLiteral("events-") + tag);
        }
        w.press(QStringLiteral("Containers"));
        w.house.context().theme.choose(ThemeChoice::Dark);
        window.resize(1440, 900);
        w.view("Containers").selectRow(0);
        grab(window, QStringLiteral("dark") + (real ? QStringLiteral("-real") : QString()));
        if (!real) {
            w.runtime.kill();
            QTest::qWait(4000);
            grab(window, QStringLiteral("gone-dark"));
            w.house.context().theme.choose(ThemeChoice::Light);
            grab(window, QStringLiteral("gone"));
            w.keeper.become(VmState::Stopped);
            QTest::qWait(2500);
            grab(window, QStringLiteral("stopped"));
        }
        window.go({Place::Kind::Lab, hub.lab, {}});
        auto *lab = window.findChild<LabPage *>();
        for (QPushButton *button : lab->findChildren<QPushButton *>()) {
            if (button->text() == u"Containers" && button->objectName() == u"tab")
                button->click();
        }
        QTest::qWait(2500);
        grab(window, QStringLiteral("lab") + (real ? QStringLiteral("-real") : QString()));
    }
    void empty()
    {
        if (qEnvironmentVariableIsSet("W1_PORT"))
            QSKIP("");
        World w;
        QTest::qWait(2500);
        grab(w.house.window(), QStringLiteral("empty"));
    }
};
HYDRA_UI_TEST_MAIN(TestZzLook)
#include "test_zz_look.moc"
