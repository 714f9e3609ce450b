// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/block_watch.h"
#include "tests/bench/figures.h"

#include "core/console/pty.h"
#include "ui/terminal/feed.h"
#include "ui/terminal/view.h"

#include <QApplication>
#include <QEventLoop>
#include <QFile>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>

// Coloured text from a real program, through a real pseudo terminal, into a visible view.

namespace {

using namespace hydra;
using namespace hydra::bench;
using Clock = std::chrono::steady_clock;

constexpr qint64 kFloodBytes = 50'000'000;

TerminalColors someColors()
{
    TerminalColors colors;
    colors.background = Qt::black;
    colors.foreground = Qt::lightGray;
    colors.cursor = Qt::white;
    colors.selection = Qt::darkBlue;
    colors.findMatch = Qt::darkYellow;
    for (int i = 0; i < 16; ++i)
        colors.ansi[std::size_t(i)] = QColor::fromHsv(i * 22, 200, i < 8 ? 170 : 255);
    return colors;
}

QByteArray colouredLine(int number)
{
    QByteArray line;
    for (int word = 0; word < 10; ++word)
        line += "\x1b[3" + QByteArray::number((number + word) % 8) + 'm' +
                QByteArray::number(number * 31 + word).leftJustified(8, 'x');
    return line + "\x1b[m\n";
}

void writeFlood(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        qFatal("cannot write the flood");
    for (int number = 0; file.pos() < kFloodBytes; ++number)
        file.write(colouredLine(number));
}

/// Wall time and this thread's CPU time; the latter does not depend on other programs.
struct Flood {
    double ms = 0;
    double longestBlockMs = 0;
    double scrollbackMb = 0;
};

Flood runFlood(const Command &command)
{
    TerminalSurface surface;
    TerminalView view(surface, someColors());
    TerminalFeed feed(surface);
    Pty pty(command);
    QEventLoop loop;
    bool hasEnded = false;
    QObject::connect(&pty, &Pty::output, &feed, [&](const QByteArray &bytes) { feed.add(bytes); });
    QObject::connect(&feed, &TerminalFeed::roomChanged, &pty, &Pty::setReading);
    QObject::connect(&pty, &Pty::done, &feed, [&] { hasEnded = true; });
    QObject::connect(&feed, &TerminalFeed::drained, &loop, [&] {
        if (hasEnded)
            loop.quit();
    });
    QObject::connect(&pty, &Pty::done, &loop, [&] {
        if (feed.bytesPending() == 0)
            loop.quit();
    });
    view.resize(1000, 700);
    view.show();
    BlockWatch watch;
    const auto start = Clock::now();
    pty.start(surface.columns(), surface.rows());
    loop.exec();
    return {toMs(Clock::now() - start), watch.longestMs(),
            double(surface.scrollbackMemory()) / 1e6};
}

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    // --write FILE, and --run PROGRAM ARGUMENT...: for window_bench.
    const QStringList args = app.arguments();
    if (args.size() == 3 && args[1] == u"--write") {
        writeFlood(args[2]);
        return 0;
    }
    if (args.size() > 2 && args[1] == u"--run") {
        runFlood({.program = args[2], .args = args.mid(3)});
        return 0;
    }
    const QTemporaryDir dir;
    const QString file = dir.filePath(QStringLiteral("flood"));
    writeFlood(file);
    Figure time{QStringLiteral("50 MB of coloured text to a shown terminal"),
                QStringLiteral("ms"),
                1500,
                {}};
    Figure block{
        QStringLiteral("longest pass of the event loop meanwhile"), QStringLiteral("ms"), 30, {}};
    Figure memory{
        QStringLiteral("scrollback of 100,000 coloured lines"), QStringLiteral("MB"), 12, {}};
    for (int run = 0; run < 5; ++run) {
        const Flood flood = runFlood({.program = QStringLiteral("cat"), .args = {file}});
        time.samples.push_back(flood.ms);
        block.samples.push_back(flood.longestBlockMs);
        memory.samples.push_back(flood.scrollbackMb);
    }
    const std::vector<Figure> figures{time, block, memory};
    std::printf("\n%s", qPrintable(toTable(figures)));
    return std::any_of(figures.begin(), figures.end(),
                       [](const Figure &figure) { return figure.isFarOff(); })
               ? 1
               : 0;
}
