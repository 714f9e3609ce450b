// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/job/job.h"
#include "core/process/process.h"
#include "core/process/replace.h"
#include "core/process/run.h"

#include <QCoreApplication>
#include <QEventLoop>

#include <cstdio>

// A program that ends while three children of its ignore SIGTERM: one was dropped in the main
// thread, one in a job's, one is what a job still waits for. `return`: main returns; `exec`: it
// becomes another program. Prints their pids.

using namespace hydra;

namespace {

Command stubborn()
{
    const QString script = QStringLiteral("trap '' TERM; echo $$; exec sleep 1000");
    return {.program = QStringLiteral("/bin/sh"), .args = {QStringLiteral("-c"), script}};
}

void startAndDrop()
{
    Process process(stubborn());
    QEventLoop loop;
    QObject::connect(&process, &Process::output, &loop, [&loop](const QByteArray &pid) {
        std::printf("%s", pid.constData());
        loop.quit();
    });
    process.start();
    loop.exec();
}

Result<bool> startAndWait(const JobContext &job)
{
    RunOptions options;
    options.onLine = [](const QByteArray &pid) {
        std::printf("%s\n", pid.constData());
        QMetaObject::invokeMethod(QCoreApplication::instance(), [] { QCoreApplication::quit(); });
    };
    const Result<RunResult> ended = run(stubborn(), job.cancel, options);
    return ended ? Result<bool>(true) : fail(ended.error());
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const bool isToExec = argc > 1 && QByteArrayView(argv[1]) == "exec";
    startAndDrop();
    const auto work = [](const JobContext &job) {
        startAndDrop();
        return startAndWait(job);
    };
    const Job<bool> job(work, [](const Result<bool> &) {});
    QCoreApplication::exec();
    std::fflush(stdout);
    if (isToExec)
        (void)replaceProcess({.program = QStringLiteral("/bin/true")});
    std::exit(0); // the job is still at work, as when somebody closes the window
}
