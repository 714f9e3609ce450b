// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/figures.h"
#include "tests/cli/world.h"
#include "tests/support/web_server.h"

#include "core/base/atomic_file.h"

#include <QCoreApplication>
#include <QFile>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstring>
#include <thread>

// What a checked download costs beside its two halves alone: `curl -o` and `sha512sum`, in turns,
// so that all see the same load. Hashing shall cost nothing on top of the transfer, and no memory.

namespace {

using namespace hydra;
using namespace hydra::bench;
using hydra::test::Child;
using hydra::test::WebAnswer;
using hydra::test::WebRequest;
using hydra::test::WebServer;
using hydra::test::World;

constexpr int kRounds = 5;
constexpr int kMib = 1024;
constexpr double kMostTimes = 1.1;
constexpr double kMostMib = 20;

// Noise: a file of zeros is not transferred and not stored as an image is.
void writeImage(const QString &path)
{
    QFile file(path);
    QByteArray block(1 << 20, Qt::Uninitialized);
    quint64 state = 88172645463325252ULL;
    if (!file.open(QIODevice::WriteOnly))
        qFatal("cannot write %s", qPrintable(path));
    for (int mib = 0; mib < kMib; ++mib) {
        for (qsizetype at = 0; at < block.size(); at += 8) {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            memcpy(block.data() + at, &state, 8);
        }
        if (mib == 0)
            block.replace(510, 2, "\x55\xaa");
        if (file.write(block) != block.size())
            qFatal("cannot write %s", qPrintable(path));
    }
}

hydra::test::Outcome run(const Command &command)
{
    auto outcome = Child(command).finish(std::chrono::minutes(5));
    if (outcome.exitCode != 0)
        qFatal("%s: %s", qPrintable(command.program), outcome.words().constData());
    return outcome;
}

double cpuMs(const hydra::test::Outcome &outcome)
{
    return toMs(outcome.cpu);
}

/// The largest proportional set size of a process, in MiB, looked at fifty times a second until it
/// ends. What libraries take is shared with other programs, so that the resident set says little.
class PeakMemory
{
public:
    explicit PeakMemory(qint64 pid)
        : m_file(QStringLiteral("/proc/%1/smaps_rollup").arg(pid)), m_thread([this] { watch(); })
    {
    }
    double end()
    {
        m_ends = true;
        m_thread.join();
        return double(m_peakKib) / 1024;
    }

private:
    void watch()
    {
        for (; !m_ends; std::this_thread::sleep_for(std::chrono::milliseconds(20))) {
            const QByteArray text = readFile(m_file).value_or(QByteArray());
            const QByteArray line = text.mid(text.indexOf("\nPss:") + 5).trimmed();
            m_peakKib = std::max(m_peakKib, line.left(line.indexOf(' ')).toLongLong());
        }
    }

    QString m_file;
    qint64 m_peakKib = 0;
    std::atomic<bool> m_ends = false;
    std::thread m_thread;
};

Figure figure(const char *name, const char *unit, double goal)
{
    return {QString::fromLatin1(name), QString::fromLatin1(unit), goal, {}};
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication qt(argc, argv);
    const World world;
    const QString image = world.path(QStringLiteral("image.raw"));
    writeImage(image);
    const WebServer server([&](const WebRequest &request) {
        if (request.target == "/image.raw")
            return WebAnswer{.status = 200, .headers = {}, .body = {}, .file = image};
        return hydra::test::notFound();
    });
    const QString url = server.url(QStringLiteral("/image.raw"));
    const QString copy = world.path(QStringLiteral("copy"));
    const Command curl{.program = QStringLiteral("curl"),
                       .args = {QStringLiteral("-sS"), QStringLiteral("-o"), copy, url}};
    const Command sum{.program = QStringLiteral("sha512sum"), .args = {image}};
    const QString digest = QString::fromLatin1(run(sum).output.left(128));
    Figure transfer = figure("curl -o of 1 GiB", "ms", 0);
    Figure hash = figure("sha512sum of 1 GiB", "ms", 0);
    Figure pull = figure("hydractl image pull of 1 GiB, checked", "ms", 0);
    Figure ratio = figure("the same, in times of the longer of both", "x", kMostTimes);
    Figure halves = figure("processor time of curl and sha512sum", "ms", 0);
    Figure cpu = figure("processor time of the pull", "ms", 0);
    Figure memory = figure("its peak memory (PSS)", "MiB", kMostMib);
    for (int i = 0; i < kRounds; ++i) {
        const auto transferred = run(curl);
        QFile::remove(copy);
        const auto hashed = run(sum);
        Child child(world.command({QStringLiteral("image"), QStringLiteral("pull"), url,
                                   QStringLiteral("--sha512"), digest}));
        PeakMemory peak(child.pid());
        const auto pulled = child.finish(std::chrono::minutes(5));
        memory.samples.push_back(peak.end());
        if (pulled.exitCode != 0)
            qFatal("%s", pulled.words().constData());
        transfer.samples.push_back(toMs(transferred.wall));
        hash.samples.push_back(toMs(hashed.wall));
        pull.samples.push_back(toMs(pulled.wall));
        ratio.samples.push_back(pull.samples.back() /
                                std::max(transfer.samples.back(), hash.samples.back()));
        halves.samples.push_back(cpuMs(transferred) + cpuMs(hashed));
        cpu.samples.push_back(cpuMs(pulled));
        run(world.command(
            {QStringLiteral("image"), QStringLiteral("remove"), QStringLiteral("image")}));
    }
    transfer.goal = transfer.median();
    hash.goal = hash.median();
    pull.goal = kMostTimes * std::max(transfer.median(), hash.median());
    halves.goal = halves.median();
    cpu.goal = kMostTimes * halves.median();
    const std::vector<Figure> figures{transfer, hash, pull, ratio, halves, cpu, memory};
    std::printf("%s", qPrintable(toTable(figures)));
    return std::any_of(figures.begin(), figures.end(),
                       [](const Figure &f) { return f.isFarOff(); });
}
