// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/desktop/program.h"

#include "core/job/running_jobs.h"
#include "core/services.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QMessageBox>

#include <csignal>

namespace hydra {
namespace {

// Jobs were cancelled with the window: time to end their programs and remove their files.
constexpr std::chrono::seconds kJobsEndWithin(2);

int complain(const Error &error)
{
    std::fprintf(stderr, "hydra-desktop: %s\n", qPrintable(formatError(error)));
    QMessageBox::critical(nullptr, QStringLiteral("Hydra Desktop"), formatError(error),
                          QMessageBox::Close);
    return exitCode(error.code);
}

int run(const Environment &environment, const QStringList &files,
        const std::function<void(Desktop &)> &ready)
{
    SingleInstance instance(environment.paths);
    const auto first = instance.claim(files);
    if (!first)
        return complain(first.error());
    if (!*first) {
        std::fprintf(stderr, "hydra-desktop: runs already; its window comes to the front\n");
        return 0;
    }
    Desktop desktop(environment, instance);
    if (ready)
        ready(desktop);
    desktop.show(files);
    return QApplication::exec();
}

} // namespace

int runDesktop(int argc, char **argv, const std::function<void(Desktop &)> &ready)
{
    std::signal(SIGPIPE, SIG_IGN);
    QApplication app(argc, argv);
    QApplication::setApplicationName(QStringLiteral("Hydra Desktop"));
    QApplication::setApplicationVersion(version());
    QApplication::setDesktopFileName(QStringLiteral("hydra-desktop"));
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("Configure, start and watch isolated Linux environments."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption verbose(QStringLiteral("verbose"),
                                     QStringLiteral("Say more about what is done."));
    parser.addOption(verbose);
    parser.addPositionalArgument(QStringLiteral("FILE"), QStringLiteral("Lab files to open."),
                                 QStringLiteral("[FILE...]"));
    parser.process(app);
    startProgramLog(Paths::fromEnvironment(), QStringLiteral("hydra-desktop"),
                    parser.isSet(verbose));
    const auto environment = makeEnvironment();
    if (!environment)
        return complain(environment.error());
    const int code = run(*environment, parser.positionalArguments(), ready);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    endWhileJobsRun(code, kJobsEndWithin);
    return code;
}

} // namespace hydra
