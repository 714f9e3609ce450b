// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/process/usage.h"
#include "tests/bench/figures.h"
#include "tests/integration/support/warm_guest.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

#include <algorithm>
#include <cstdio>
#include <optional>

// The demo's cold start under emulation, from `hydractl up` to "CRI ready", phase by phase: an
// image of ours, a new disk. What counts is the processor time that QEMU has used when a phase is
// reached, which hardly depends on what else the machine does; the wall time beside it does.

namespace {

using namespace hydra;
using namespace hydra::bench;
using namespace hydra::test;

constexpr int kRounds = 3;
constexpr auto kPatience = std::chrono::minutes(10);
const QString lab = QStringLiteral("cold");
const QString vm = QStringLiteral("cold/home");

struct Step {
    const char *phase; ///< as in the VM's state
    const char *words;
    double cpuGoal; ///< in seconds, since the start; that of all phases is half of what it once was
    double wallGoal;
};
const Step steps[] = {
    {"kernel", "to the kernel", 5, 5},
    {"cloud-init", "to the seed's end", 20, 20},
    {"ssh", "to SSH", 40, 35},
    {"cri", "to CRI", 46, 40},
};
constexpr std::size_t kSteps = std::size(steps);

std::optional<ProcessId> qemuOf(const Sandbox &box)
{
    const std::vector<Running> qemus = box.qemus();
    return qemus.empty() ? std::nullopt : std::optional(qemus.front().id);
}

bool hasReached(const Sandbox &box, const char *phase)
{
    const QJsonArray phases = box.stateJson(vm)[QStringLiteral("phases")].toArray();
    return std::any_of(phases.begin(), phases.end(), [phase](const QJsonValue &reached) {
        return reached[QStringLiteral("phase")].toString() == QLatin1String(phase);
    });
}

Figure figure(const Step &step, const char *kind, double goal)
{
    return {QStringLiteral("%1, %2").arg(QLatin1String(step.words), QLatin1String(kind)),
            QStringLiteral("s"),
            goal,
            {}};
}

/// One start; the figures are two for each step.
void startCold(Sandbox &box, std::vector<Figure> &figures)
{
    const auto command =
        box.start({QStringLiteral("up"), lab, QStringLiteral("--wait"), QStringLiteral("cri"),
                   QStringLiteral("--timeout"), QStringLiteral("600")});
    QElapsedTimer clock;
    clock.start();
    const QDeadlineTimer limit(kPatience);
    std::optional<ProcessId> qemu;
    for (std::size_t next = 0; next < kSteps && !limit.hasExpired(); QTest::qWait(100)) {
        if (!qemu)
            qemu = qemuOf(box);
        for (; qemu && next < kSteps && hasReached(box, steps[next].phase); ++next) {
            figures[2 * next].samples.push_back(double(usageOf(*qemu).cpuMs) / 1000);
            figures[2 * next + 1].samples.push_back(double(clock.elapsed()) / 1000);
        }
    }
    if (limit.hasExpired())
        qFatal("CRI is not reached: %s", qPrintable(box.logs()));
    command->waitForFinished(30000);
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    std::vector<Figure> figures;
    for (const Step &step : steps) {
        figures.push_back(figure(step, "QEMU's CPU", step.cpuGoal));
        figures.push_back(figure(step, "wall", step.wallGoal));
    }
    for (int round = 0; round < kRounds; ++round) {
        Sandbox box;
        if (const auto image = ensureGuestImage(box); !image)
            qFatal("%s", qPrintable(inFull(image.error())));
        const Outcome made = box.hydractl(
            {QStringLiteral("create"), lab, QStringLiteral("--preset"), QStringLiteral("demo"),
             QStringLiteral("--set"), QStringLiteral("accelerator=tcg")});
        if (!made.ok())
            qFatal("%s", qPrintable(made.say()));
        startCold(box, figures);
    }
    std::printf("\n%s", qPrintable(toTable(figures)));
    return std::any_of(figures.begin(), figures.end(),
                       [](const Figure &figure) { return figure.isFarOff(); })
               ? 1
               : 0;
}
