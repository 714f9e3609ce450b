// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/figures.h"
#include "tests/bench/memory.h"
#include "tests/cli/world.h"
#include "tests/support/places.h"

#include "core/config/read_lab.h"
#include "core/image/store.h"
#include "core/process/process_id.h"
#include "core/process/usage.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

#include <algorithm>
#include <cstdio>
#include <thread>

// What users wait for and what a VM costs, with goals. A figure of more than three times its goal
// fails; a smaller miss may be the machine's load and is only printed.

namespace {

using namespace hydra;
using hydra::test::testPath;
using namespace hydra::bench;
using hydra::test::Child;
using hydra::test::Outcome;
using hydra::test::World;

using Figures = std::vector<Figure>;

QStringList words(const QString &line)
{
    return line.split(u' ');
}

/// Runs hydractl; any failure ends the measurements.
Outcome must(const World &world, const QStringList &args)
{
    Outcome outcome = world.hydractl(args);
    if (outcome.exitCode != 0)
        qFatal("hydractl %s: %s", qPrintable(args.join(u' ')), outcome.words().constData());
    return outcome;
}

double msOf(const Outcome &outcome)
{
    return toMs(outcome.wall);
}

QByteArray vmList(int count)
{
    QByteArray vms;
    for (int i = 0; i < count; ++i)
        vms += "  - name: vm" + QByteArray::number(i) + '\n';
    return vms;
}

void measurePlan(Figures &figures)
{
    const World world;
    const QString lab = world.writeLab(QStringLiteral("home"));
    must(world, {QStringLiteral("plan"), lab}); // fills the cache of QEMU's facts
    Figure figure{QStringLiteral("hydractl plan"), QStringLiteral("ms"), 50, {}};
    for (int i = 0; i < 15; ++i)
        figure.samples.push_back(msOf(must(world, {QStringLiteral("plan"), lab})));
    figures.push_back(figure);
}

// The time from hydractl's fork to QEMU's main().
double upToExec(const World &world, const QString &lab)
{
    const auto start = std::chrono::steady_clock::now().time_since_epoch();
    must(world, {QStringLiteral("up"), lab});
    return toMs(std::chrono::nanoseconds(world.launches().back().monotonicNs) - start);
}

void measureUp(Figures &figures)
{
    const World world;
    must(world, {QStringLiteral("plan"), world.writeLab(QStringLiteral("home"))});
    Figure first{
        QStringLiteral("hydractl up to QEMU, a VM's first start"), QStringLiteral("ms"), 200, {}};
    Figure again{
        QStringLiteral("hydractl up to QEMU, later starts"), QStringLiteral("ms"), 200, {}};
    for (int i = 0; i < 7; ++i) {
        const QString name = QStringLiteral("lab%1").arg(i);
        const QString lab = world.writeLab(name);
        first.samples.push_back(upToExec(world, lab));
        must(world, {QStringLiteral("kill"), name});
        again.samples.push_back(upToExec(world, lab));
        must(world, {QStringLiteral("kill"), name});
    }
    figures.push_back(first);
    figures.push_back(again);
}

void measureCreate(Figures &figures)
{
    constexpr int count = 100;
    Figure labs{QStringLiteral("100 labs by hydractl create"), QStringLiteral("ms"), 2000, {}};
    Figure disks{QStringLiteral("100 overlays of a 3 GB image"), QStringLiteral("ms"), 2000, {}};
    Figure both{QStringLiteral("100 labs and overlays, time"), QStringLiteral("ms"), 2000, {}};
    Figure size{QStringLiteral("100 labs and overlays, on disk"), QStringLiteral("MiB"), 50, {}};
    for (int run = 0; run < 3; ++run) {
        const World world;
        const auto base = ImageStore(world.paths().imagesDir()).find(world.image());
        const QString overlays = world.path(QStringLiteral("overlays"));
        QDir().mkpath(overlays);
        labs.samples.push_back(timed([&] {
            for (int i = 0; i < count; ++i)
                must(world, {QStringLiteral("create"), QStringLiteral("lab%1").arg(i),
                             QStringLiteral("--preset"), QStringLiteral("plain")});
        }));
        disks.samples.push_back(timed([&] {
            for (int i = 0; i < count; ++i) {
                const auto made =
                    createOverlay(QStringLiteral("%1/%2.qcow2").arg(overlays).arg(i), *base, {});
                if (!made)
                    qFatal("%s", qPrintable(formatError(made.error())));
            }
        }));
        both.samples.push_back(labs.samples.back() + disks.samples.back());
        size.samples.push_back(diskMib(overlays) + diskMib(world.paths().configDir));
    }
    for (const Figure &figure : {labs, disks, both, size})
        figures.push_back(figure);
}

double keeperPss(const World &world, const QString &lab)
{
    const qint64 keeper =
        world.status(lab)[0][QStringLiteral("pids")][QStringLiteral("keeper")].toInteger();
    return pssMibWithout(keeper, testPath("fake_qemu"));
}

// The fake's last block of 1 KiB begins with the number of bytes left then.
void awaitFlood(const World &world, const QString &lab)
{
    QFile transcript(world.paths().vmState({lab, QStringLiteral("hub")}) +
                     QStringLiteral("/serial.log"));
    for (int i = 0; i < 2400; ++i) {
        if (transcript.open(QIODevice::ReadOnly)) {
            transcript.seek(std::max<qint64>(0, transcript.size() - 1024));
            if (transcript.read(5) == "1024.")
                return;
            transcript.close();
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    qFatal("the console's output did not arrive within two minutes");
}

void measureKeeper(Figures &figures)
{
    constexpr int floodKib = 256 << 10;
    Figure idle{QStringLiteral("keeper's memory (PSS), idle"), QStringLiteral("MiB"), 10, {}};
    Figure flooded{QStringLiteral("keeper's memory (PSS), after 256 MiB of console"),
                   QStringLiteral("MiB"),
                   10,
                   {}};
    for (int run = 0; run < 3; ++run) {
        World world;
        world.setFake(test::bootingFake());
        must(world, {QStringLiteral("up"), world.writeLab(QStringLiteral("home")),
                     QStringLiteral("--wait"), QStringLiteral("boot")});
        idle.samples.push_back(keeperPss(world, QStringLiteral("home")));
        must(world, words(QStringLiteral("kill home")));
        QJsonObject fake = test::bootingFake();
        fake[QStringLiteral("flood_kib")] = floodKib;
        world.setFake(fake);
        must(world, words(QStringLiteral("up home")));
        awaitFlood(world, QStringLiteral("home"));
        flooded.samples.push_back(keeperPss(world, QStringLiteral("home")));
    }
    figures.push_back(idle);
    figures.push_back(flooded);
}

/// CPU that the keepers and the switch of a lab's idle VMs use, in percent of a core.
double idlePercent(const World &world, const QString &lab)
{
    std::vector<ProcessId> programs;
    for (const QJsonValue &vm : world.status(lab)) {
        if (const auto id = identify(pid_t(vm[u"pids"][u"keeper"].toInteger())))
            programs.push_back(*id);
    }
    const auto used = [&programs] {
        qint64 ms = 0;
        for (const ProcessId &id : programs)
            ms += usageOf(id).cpuMs;
        return double(ms);
    };
    constexpr std::chrono::seconds time(5);
    const double before = used();
    std::this_thread::sleep_for(time);
    return 100 * (used() - before) / toMs(time);
}

void measureMany(Figures &figures)
{
    constexpr int count = 100;
    Figure up{QStringLiteral("100 VMs up"), QStringLiteral("ms"), 5000, {}};
    Figure again{QStringLiteral("100 VMs up, later starts"), QStringLiteral("ms"), 5000, {}};
    Figure list{QStringLiteral("hydractl list, 100 running VMs"), QStringLiteral("ms"), 500, {}};
    Figure pss{
        QStringLiteral("keepers' memory (PSS) each, 100 VMs"), QStringLiteral("MiB"), 10, {}};
    Figure idle{QStringLiteral("keepers' CPU in sum, 100 idle VMs"), QStringLiteral("%"), 5, {}};
    for (int run = 0; run < 2; ++run) {
        World world;
        world.setFake(test::bootingFake());
        const QString lab =
            world.writeLab(QStringLiteral("many"), vmList(count), "network:\n  mode: lab\n");
        must(world, {QStringLiteral("plan"), lab});
        up.samples.push_back(msOf(must(world, {QStringLiteral("up"), lab})));
        must(world, words(QStringLiteral("wait many boot --timeout 60")));
        for (int i = 0; i < 3; ++i)
            list.samples.push_back(msOf(must(world, words(QStringLiteral("list")))));
        pss.samples.push_back(keeperPss(world, QStringLiteral("many")));
        idle.samples.push_back(idlePercent(world, QStringLiteral("many")));
        must(world, words(QStringLiteral("kill many")));
        again.samples.push_back(msOf(must(world, words(QStringLiteral("up many")))));
    }
    for (const Figure &figure : {up, again, list, pss, idle})
        figures.push_back(figure);
}

void measureReader(Figures &figures)
{
    QByteArray text = "name: many\ncommon: {cpu: 2, memory: 2, image: debian-13}\nvms:\n";
    for (int i = 0; i < 15; ++i)
        text +=
            "  - name: vm" + QByteArray::number(i) +
            "\n    packages: [htop, vim]\n    ports: {ssh: " + QByteArray::number(2200 + i) +
            ", extra: [\"" + QByteArray::number(30800 + i) + ":8000\"]}\n" +
            "    shares: [{host: /srv/a, guest: /a}, {host: /srv/b, guest: /b, read_only: true}]\n";
    Figure figure{QStringLiteral("reading a lab of 15 VMs"), QStringLiteral("ms"), 10, {}};
    for (int i = 0; i < 30; ++i)
        figure.samples.push_back(timed([&] {
            if (const auto lab = readLab(text, QStringLiteral("many.yaml")); !lab)
                qFatal("%s", qPrintable(formatDiagnostic(lab.error().front())));
        }));
    figures.push_back(figure);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    Figures figures;
    for (const auto measure :
         {measureReader, measurePlan, measureUp, measureCreate, measureKeeper, measureMany}) {
        const size_t before = figures.size();
        measure(figures);
        for (size_t i = before; i < figures.size(); ++i)
            std::fprintf(stderr, "measured: %s\n", qPrintable(figures[i].name));
    }
    std::printf("\n%s", qPrintable(toTable(figures)));
    return std::any_of(figures.begin(), figures.end(),
                       [](const Figure &figure) { return figure.isFarOff(); })
               ? 1
               : 0;
}
