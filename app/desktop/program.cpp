// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "program.h"

#include "services.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QMessageBox>

#include <csignal>

namespace hydra {
namespace {

int complain(const Error &error)
{
    std::fprintf(stderr, "hydra-desktop: %s\n", qPrintable(formatError(error)));
    QMessageBox::critical(nullptr, QStringLiteral("Hydra Desktop"), formatError(error), QMessageBox::Close);
    return exitCode(error.code);
}

int run(const Environment &environment, const QStringList &files, const std::function<void(Desktop &)> &ready)
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
    parser.setApplicationDescription(QStringLiteral("Configure, start and watch isolated Linux environments."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(QStringLiteral("FILE"), QStringLiteral("Lab files to open."), QStringLiteral("[FILE...]"));
    parser.process(app);
    const auto environment = makeEnvironment();
    if (!environment)
        return complain(environment.error());
    return run(*environment, parser.positionalArguments(), ready);
}

} // namespace hydra
