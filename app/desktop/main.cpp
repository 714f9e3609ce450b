// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "main_window.h"
#include "notifier.h"
#include "services.h"
#include "single_instance.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QMessageBox>

#include <csignal>

using namespace hydra;

namespace {

int complain(const Error &error)
{
    std::fprintf(stderr, "hydra-desktop: %s\n", qPrintable(formatError(error)));
    QMessageBox::critical(nullptr, QStringLiteral("Hydra Desktop"), formatError(error), QMessageBox::Close);
    return exitCode(error.code);
}

int run(QApplication &app, const Environment &environment, const QStringList &files)
{
    SingleInstance instance(environment.paths);
    const auto first = instance.claim(files);
    if (!first)
        return complain(first.error());
    if (!*first)
        return 0;
    ui::Theme theme(ui::ThemeChoice::System);
    ui::JobList jobs;
    ui::LabStore store(environment);
    ui::Actions actions(store, jobs);
    ui::Context context{theme, store, jobs, actions};
    QSettings memory(environment.paths.stateDir + QStringLiteral("/window.ini"), QSettings::IniFormat);
    ui::MainWindow window(context, memory);
    ui::Notifier notifier(context, window);
    QObject::connect(&notifier, &ui::Notifier::showWanted, &window, &ui::MainWindow::showUp);
    QObject::connect(&notifier, &ui::Notifier::quitWanted, &window, &QWidget::close);
    QObject::connect(&instance, &SingleInstance::filesArrived, &window, [&window](const QStringList &more) {
        window.showUp();
        window.openFiles(more);
    });
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
    if (!environment)
        return complain(environment.error());
    return run(app, *environment, parser.positionalArguments());
}
