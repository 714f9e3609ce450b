// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/atomic_file.h"
#include "core/keeper/keeper.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <csignal>
#include <cstdio>
#include <sys/stat.h>

namespace {

int complain(const hydra::Error &error)
{
    std::fprintf(stderr, "hydra-keeper: %s\n", qPrintable(hydra::formatError(error)));
    return hydra::exitCode(error.code);
}

hydra::Result<hydra::LaunchPlan> readPlan(const QString &path)
{
    const hydra::Result<QByteArray> text = hydra::readFile(path);
    if (!text)
        return hydra::fail(text.error());
    return hydra::launchPlanFromJson(*text);
}

} // namespace

int main(int argc, char **argv)
{
    ::umask(0077);
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGHUP, SIG_IGN);
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("hydra-keeper"));
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("Owns one VM of Hydra Desktop; started by it, not by hand."));
    parser.addHelpOption();
    const QCommandLineOption planOption(
        QStringLiteral("plan"), QStringLiteral("The VM's launch plan."), QStringLiteral("FILE"));
    const QCommandLineOption adoptOption(
        QStringLiteral("adopt-only"),
        QStringLiteral("Take over a running VM or record its end; start none."));
    parser.addOptions({planOption, adoptOption});
    parser.process(app);

    const hydra::Result<hydra::LaunchPlan> plan = readPlan(parser.value(planOption));
    if (!plan)
        return complain(plan.error());
    hydra::Keeper keeper(*plan, parser.isSet(adoptOption) ? hydra::KeeperMode::AdoptOnly
                                                          : hydra::KeeperMode::StartOrAdopt);
    QObject::connect(&keeper, &hydra::Keeper::gone, &app, &QCoreApplication::quit,
                     Qt::QueuedConnection);
    const hydra::Result<bool> started = keeper.start();
    if (!started)
        return complain(started.error());
    return *started ? QCoreApplication::exec() : 0;
}
