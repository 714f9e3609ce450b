// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "main_window.h"
#include "services.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QMessageBox>

#include <csignal>

using namespace hydra;

namespace {

int run(QApplication &app, const Environment &environment, const QStringList &files)
{
    ui::Theme theme(ui::ThemeChoice::System);
    ui::JobList jobs;
    ui::LabStore store(environment);
    ui::Actions actions(store, jobs);
    ui::Context context{theme, store, jobs, actions};
    QSettings memory(environment.paths.stateDir + QStringLiteral("/window.ini"), QSettings::IniFormat);
    ui::MainWindow window(context, memory);
    window.show();
    window.openFiles(files);
    return app.exec();
}

} // namespace

int main(int argc, char **argv)
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
    if (!environment) {
        QMessageBox::critical(nullptr, QStringLiteral("Hydra Desktop"), formatError(environment.error()));
        return 1;
    }
    return run(app, *environment, parser.positionalArguments());
}
