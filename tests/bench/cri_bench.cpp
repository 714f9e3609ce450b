// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/figures.h"
#include "tests/cli/world.h"
#include "tests/support/places.h"

#include "core/cri/client.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QStandardPaths>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <sys/resource.h>

// What containers cost: our crictl verbs beside crictl itself in the same run, and the refresh of a
// connected window, over a runtime in memory.

namespace {

using namespace hydra;
using hydra::test::programPath;
using namespace hydra::bench;
using hydra::test::Child;
using hydra::test::World;

constexpr int kRounds = 20;

/// A runtime on a unix socket, since crictl refuses TCP.
class Runtime
{
public:
    Runtime(const World &world, int pods, int containers)
        : m_path(world.path(QStringLiteral("cri-%1.sock").arg(containers))),
          m_child({.program = programPath("fake_cri"),
                   .args = {QStringLiteral("--listen"), QStringLiteral("unix:") + m_path,
                            QStringLiteral("--pods"), QString::number(pods),
                            QStringLiteral("--containers"), QString::number(containers)}})
    {
        if (!m_child.waitForOutput("\n"))
            qFatal("fake_cri does not start");
    }
    [[nodiscard]] QString endpoint() const { return QStringLiteral("unix://") + m_path; }

private:
    QString m_path;
    Child m_child;
};

QString findCrictl()
{
    const QString found = QStandardPaths::findExecutable(QStringLiteral("crictl"));
    const QStringList places{qEnvironmentVariable("GOBIN"),
                             qEnvironmentVariable("HOME") + QStringLiteral("/go/bin")};
    return found.isEmpty() ? QStandardPaths::findExecutable(QStringLiteral("crictl"), places)
                           : found;
}

double msOf(const Command &command)
{
    const auto outcome = Child(command).finish();
    if (outcome.exitCode != 0)
        qFatal("%s: %s", qPrintable(command.program), outcome.words().constData());
    return toMs(outcome.wall);
}

// Alternating, so that both see the same load; GOAL is ours as a share of crictl's.
void measureCommand(const World &world, const Runtime &runtime, const QString &what, double goal,
                    std::vector<Figure> &figures)
{
    const QStringList args{QStringLiteral("-r"), runtime.endpoint(), QStringLiteral("ps"),
                           QStringLiteral("-a")};
    const QString crictl = findCrictl();
    Figure ours{QStringLiteral("hydractl crictl ps -a, ") + what, QStringLiteral("ms"), 0, {}};
    Figure theirs{QStringLiteral("crictl ps -a, ") + what, QStringLiteral("ms"), 0, {}};
    for (int i = 0; i < kRounds; ++i) {
        ours.samples.push_back(msOf(world.command(QStringList{QStringLiteral("crictl")} + args)));
        if (!crictl.isEmpty())
            theirs.samples.push_back(msOf({.program = crictl, .args = args}));
    }
    if (crictl.isEmpty()) {
        std::fprintf(
            stderr,
            "no crictl on PATH, in GOBIN or ~/go/bin: its figure is left out, 15 ms is the goal\n");
        ours.goal = 15;
        return figures.push_back(ours);
    }
    theirs.goal = theirs.median();
    ours.goal = theirs.goal * goal;
    figures.push_back(ours);
    figures.push_back(theirs);
    figures.push_back({QStringLiteral("hydractl's share of crictl's time, ") + what,
                       QStringLiteral("%"),
                       100 * goal,
                       {100 * ours.median() / theirs.median()}});
}

double cpuMs()
{
    rusage usage = {};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto ms = [](const timeval &time) {
        return double(time.tv_sec) * 1e3 + double(time.tv_usec) / 1e3;
    };
    return ms(usage.ru_utime) + ms(usage.ru_stime);
}

// The requests of a visible window, once a second.
void refresh(CriClient &client)
{
    QEventLoop loop;
    int left = 2;
    const auto done = [&](bool ok) {
        if (!ok)
            qFatal("the list failed");
        if (--left == 0)
            loop.quit();
    };
    client.listPods([&](const auto &pods) { done(pods.has_value()); });
    client.listContainers([&](const auto &containers) { done(containers.has_value()); });
    loop.exec();
}

void measureRefresh(const Runtime &runtime, const QString &what, double goal,
                    std::vector<Figure> &figures)
{
    const auto client = makeCriClient(runtime.endpoint());
    if (!client)
        qFatal("%s", qPrintable(formatError(client.error())));
    refresh(**client);
    Figure time{
        QStringLiteral("refresh on an open connection, ") + what, QStringLiteral("ms"), goal, {}};
    Figure share{
        QStringLiteral("core taken by a refresh a second, ") + what, QStringLiteral("%"), 10, {}};
    Figure blocked{
        QStringLiteral("event loop's longest pause, ") + what, QStringLiteral("ms"), 50, {}};
    QElapsedTimer since;
    double longest = 0;
    QTimer beat;
    beat.callOnTimeout(
        [&] { longest = std::max(longest, double(since.nsecsElapsed()) / 1e6), since.start(); });
    beat.start(1);
    for (int i = 0; i < kRounds; ++i) {
        longest = 0;
        since.start();
        const double before = cpuMs();
        time.samples.push_back(timed([&] { refresh(**client); }));
        share.samples.push_back((cpuMs() - before) / 10);
        blocked.samples.push_back(longest);
    }
    figures.push_back(time);
    figures.push_back(share);
    figures.push_back(blocked);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const World world;
    const Runtime small(world, 4, 20);
    const Runtime large(world, 600, 5000);
    std::vector<Figure> figures;
    measureCommand(world, small, QStringLiteral("20 containers"), 0.5, figures);
    measureCommand(world, large, QStringLiteral("5,000 containers"), 1, figures);
    measureRefresh(small, QStringLiteral("20 containers"), 5, figures);
    measureRefresh(large, QStringLiteral("5,000 containers"), 250, figures);
    std::printf("\n%s", qPrintable(toTable(figures)));
    return std::any_of(figures.begin(), figures.end(),
                       [](const Figure &figure) { return figure.isFarOff(); })
               ? 1
               : 0;
}
