// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/process/usage.h"
#include "tests/bench/figures.h"
#include "tests/integration/support/warm_guest.h"
#include "tests/support/places.h"
#include "tests/window/support/screen.h"
#include "tests/window/support/window_program.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QDir>
#include <QProcess>
#include <QSettings>
#include <QStandardPaths>
#include <QTest>

#include <cstdio>

// The window on an X server of its own over a running VM, compared with virt-manager and Konsole
// where they are installed: their figures of the same run are the goals.

namespace {

using namespace hydra;
using namespace hydra::bench;
using namespace hydra::test;

constexpr int kStarts = 5, kFloods = 9;
constexpr auto kIdle = std::chrono::seconds(20);
constexpr double kCharacterMs = 30; ///< the longest the event loop may be blocked

const QString manyLab = QStringLiteral("many");

/// Detects a window's first appearance, as its window manager reports it.
class Appearance
{
public:
    explicit Appearance(const QString &display)
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("DISPLAY"), display);
        m_spy.setProcessEnvironment(environment);
        m_spy.start(QStringLiteral("xprop"), {QStringLiteral("-root"), QStringLiteral("-spy"),
                                              QStringLiteral("_NET_CLIENT_LIST")});
        if (!m_spy.waitForReadyRead(10000))
            qFatal("xprop says nothing: install x11-utils");
        m_spy.readAll();
    }
    ~Appearance()
    {
        m_spy.kill();
        m_spy.waitForFinished(5000);
    }
    /// Waits for the first window, while an earlier one's end may still be reported.
    [[nodiscard]] bool isAwaited()
    {
        const QDeadlineTimer limit(std::chrono::seconds(60));
        while (!limit.hasExpired()) {
            if (m_spy.waitForReadyRead(int(limit.remainingTime())) &&
                m_spy.readAll().contains("0x"))
                return true;
        }
        return false;
    }

private:
    QProcess m_spy;
};

double pssMib(qint64 pid)
{
    QFile rollup(QStringLiteral("/proc/%1/smaps_rollup").arg(pid));
    if (!rollup.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : rollup.readAll().split('\n')) {
        if (line.startsWith("Pss:"))
            return line.mid(4).simplified().split(' ').first().toDouble() / 1024;
    }
    return 0;
}

struct Started {
    double visibleMs = 0;
    double pss = 0;
};

/// Starts PROGRAM and measures the time to its window and its memory once idle.
Started startOnce(const QString &display, const QProcessEnvironment &environment,
                  const QString &program, const QStringList &args)
{
    Appearance appearance(display);
    QProcess process;
    QProcessEnvironment onDisplay = environment;
    onDisplay.insert(QStringLiteral("DISPLAY"), display);
    onDisplay.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("xcb"));
    onDisplay.remove(QStringLiteral("WAYLAND_DISPLAY"));
    process.setProcessEnvironment(onDisplay);
    process.setProcessChannelMode(QProcess::MergedChannels);
    bool isThere = false;
    const double ms = timed([&] {
        process.start(program, args);
        isThere = appearance.isAwaited();
    });
    if (isThere)
        QTest::qWait(3000);
    const double pss = pssMib(process.processId());
    process.kill();
    process.waitForFinished(10000);
    if (!isThere)
        qFatal("%s shows no window: %s", qPrintable(program), process.readAll().constData());
    return {ms, pss};
}

void startOften(std::vector<Figure> &figures, const Sandbox &box, const QString &display)
{
    Figure visible{QStringLiteral("window visible after"), QStringLiteral("ms"), 0, {}};
    Figure memory{
        QStringLiteral("window's PSS, the demo's lab open"), QStringLiteral("MiB"), 0, {}};
    Figure theirs{QStringLiteral("  virt-manager visible after"), QStringLiteral("ms"), 0, {}};
    Figure theirMemory{
        QStringLiteral("  virt-manager's PSS, a test VM shown"), QStringLiteral("MiB"), 0, {}};
    const bool canCompare =
        !QStandardPaths::findExecutable(QStringLiteral("virt-manager")).isEmpty();
    for (int i = 0; i < kStarts; ++i) {
        const Started ours =
            startOnce(display, box.environment(), programPath("hydra-desktop"), {});
        visible.samples.push_back(ours.visibleMs);
        memory.samples.push_back(ours.pss);
        if (!canCompare)
            continue;
        const Started other = startOnce(display, box.environment(), QStringLiteral("virt-manager"),
                                        {QStringLiteral("--no-fork"), QStringLiteral("--connect"),
                                         QStringLiteral("test:///default")});
        theirs.samples.push_back(other.visibleMs);
        theirMemory.samples.push_back(other.pss);
    }
    if (!canCompare) {
        std::printf("virt-manager is not installed: nothing to compare the window's start with\n");
        return;
    }
    visible.goal = 0.6 * theirs.median();
    memory.goal = theirMemory.median();
    theirs.goal = theirs.median();
    theirMemory.goal = theirMemory.median();
    figures.insert(figures.end(), {visible, theirs, memory, theirMemory});
}

/// CPU use, in percent of a core, of the idle window.
double idlePercent(WindowProgram &window)
{
    QTest::qWait(3000); // what the page's opening costs is not idling
    const qint64 before = usageOf(*window.id()).cpuMs;
    const double ms = timed([] { QTest::qWait(int(std::chrono::milliseconds(kIdle).count())); });
    return 100.0 * double(usageOf(*window.id()).cpuMs - before) / ms;
}

void go(WindowProgram &window, const char *kind, const QString &lab = {}, const QString &vm = {})
{
    if (!window.goes(kind, lab, vm))
        qFatal("the window does not go to %s", kind);
}

Figure typeToFilter(WindowProgram &window)
{
    Figure figure{QStringLiteral("a letter in the filter over 100 VMs, to its rows"),
                  QStringLiteral("ms"),
                  kCharacterMs,
                  {}};
    const QString filter = QStringLiteral("Find a lab or VM, or run an action");
    for (const QChar letter : QStringLiteral("vm-77")) {
        figure.samples.push_back(timed([&] {
            if (!window.ask(QStringLiteral("type"), {{QStringLiteral("name"), filter},
                                                     {QStringLiteral("text"), QString(letter)}}))
                qFatal("the filter takes no text");
        }));
    }
    if (!window.shows(QStringLiteral("vm-77")) || window.shows(QStringLiteral("vm-78")))
        qFatal("the filter shows other rows than asked for");
    return figure;
}

void idle(std::vector<Figure> &figures, const Sandbox &box, const QString &display)
{
    WindowProgram window(box, {{QStringLiteral("DISPLAY"), display},
                               {QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("xcb")}});
    window.start();
    go(window, "vm", QStringLiteral("demo"), QStringLiteral("vm"));
    figures.push_back({QStringLiteral("idle on Overview of a running VM"),
                       QStringLiteral("%"),
                       2,
                       {idlePercent(window)}});
    go(window, "images");
    figures.push_back({QStringLiteral("idle on another page while it runs"),
                       QStringLiteral("%"),
                       0.5,
                       {idlePercent(window)}});
    figures.push_back(typeToFilter(window));
}

void run(const QProcessEnvironment &environment, const QString &program, const QStringList &args)
{
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(program, args);
    if (!process.waitForFinished(120000) || process.exitCode() != 0)
        qFatal("%s fails: %s", qPrintable(program), process.readAllStandardError().constData());
}

/// Runs the same script in our terminal and in Konsole; it prints how long its `cat` was blocked.
void flood(std::vector<Figure> &figures, const Sandbox &box, const QString &display)
{
    if (QStandardPaths::findExecutable(QStringLiteral("konsole")).isEmpty()) {
        std::printf("Konsole is not installed: nothing to compare the terminal with\n");
        return;
    }
    QProcessEnvironment environment = box.environment();
    environment.insert(QStringLiteral("DISPLAY"), display);
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("xcb"));
    const QString terminal = programPath("terminal_bench"),
                  file = box.root() + QStringLiteral("/flood"),
                  answer = box.root() + QStringLiteral("/answer");
    run(environment, terminal, {QStringLiteral("--write"), file});
    const QStringList script{
        QStringLiteral("sh"), QStringLiteral("-c"),
        QStringLiteral("a=$(date +%s%N); cat '%1'; b=$(date +%s%N); echo $(((b-a)/1000000)) > '%2'")
            .arg(file, answer)};
    Figure ours{
        QStringLiteral("50 MB of coloured text on this screen"), QStringLiteral("ms"), 0, {}};
    Figure theirs{QStringLiteral("  Konsole"), QStringLiteral("ms"), 0, {}};
    for (int i = 0; i < kFloods; ++i) {
        run(environment, terminal, QStringList{QStringLiteral("--run")} + script);
        ours.samples.push_back(contentOf(answer).trimmed().toDouble());
        run(environment, QStringLiteral("konsole"), QStringList{QStringLiteral("-e")} + script);
        theirs.samples.push_back(contentOf(answer).trimmed().toDouble());
    }
    ours.goal = theirs.goal = theirs.median();
    figures.insert(figures.end(), {ours, theirs});
}

QString manyVms()
{
    QString text = QStringLiteral("version: 1\nvms:\n");
    for (int i = 0; i < 100; ++i)
        text += QStringLiteral("  - name: vm-%1\n    image: debian-13\n").arg(i);
    return text;
}

/// Where the next window begins.
void rememberOverview(const Sandbox &box)
{
    QSettings memory(box.root() + QStringLiteral("/s/hydra/window.ini"), QSettings::IniFormat);
    memory.setValue(QStringLiteral("place/kind"), 2);
    memory.setValue(QStringLiteral("place/lab"), QStringLiteral("demo"));
    memory.setValue(QStringLiteral("place/vm"), QStringLiteral("vm"));
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    if (!Screen::missing().isEmpty()) {
        std::printf("no window is measured: %s\n", qPrintable(Screen::missing()));
        return 0;
    }
    const auto warm = WarmGuest::ensure();
    if (!warm)
        qFatal("%s", qPrintable(formatError(warm.error())));
    Sandbox box;
    const Outcome forked = warm->fork(box, QStringLiteral("demo"));
    if (!forked.ok())
        qFatal("%s", qPrintable(forked.say()));
    const Screen screen(box);
    if (!screen.isOpen())
        qFatal("Xvfb does not start");
    std::vector<Figure> figures;
    rememberOverview(box);
    startOften(figures, box, screen.name());
    box.writeLab(manyLab, manyVms());
    idle(figures, box, screen.name());
    flood(figures, box, screen.name());
    std::printf("\n%s", qPrintable(toTable(figures)));
    return std::any_of(figures.begin(), figures.end(),
                       [](const Figure &figure) { return figure.isFarOff(); })
               ? 1
               : 0;
}
