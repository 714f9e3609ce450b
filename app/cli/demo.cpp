// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"

#include "app/cli/output.h"
#include "core/start/run_demo.h"

#include <CLI/CLI.hpp>
#include <QDateTime>

namespace hydra::cli {
namespace {

void show(Session &session, const VmRef &vm, const DemoReport &report)
{
    const CriContainer &container = report.container.container;
    const qint64 seconds =
        QDateTime::currentSecsSinceEpoch() - container.createdAtNs / 1'000'000'000;
    print(table({QStringLiteral("CONTAINER"), QStringLiteral("IMAGE"), QStringLiteral("CREATED"),
                 QStringLiteral("STATE"), QStringLiteral("NAME")},
                {{container.id.left(13), container.image, age(seconds) + QStringLiteral(" ago"),
                  toString(container.state), container.name}}));
    for (const QByteArray &reading : report.readings)
        print(QString::fromUtf8(reading) + u'\n');
    session.say(
        QStringLiteral(
            "\n%1 goes on without this command. Look around with\n"
            "  hydractl list\n  hydractl console %1\n  hydractl shell %1\n  hydractl down %1")
            .arg(vm.toString()));
}

void followBoot(Session &session, const VmRef &vm)
{
    auto *link = session.keep(std::make_unique<VmLink>(session.environment(), vm));
    sayPhases(session, *link);
    link->open();
}

void start(Session &session, const LoadedTarget &demo)
{
    const VmRef vm = demo.lab.ref(demo.vms.front());
    auto work = [&session, environment = session.environment(), demo, vm](const JobContext &job) {
        // Once the VM runs, its phases are said instead, in more words than a job's progress has.
        bool boots = false;
        JobContext untilBoot = job;
        untilBoot.progress = [&](const Progress &progress) {
            if (!boots)
                job.progress(progress);
        };
        return runDemo(environment, demo, untilBoot, [&] {
            boots = true;
            QMetaObject::invokeMethod(&session, [&session, vm] { followBoot(session, vm); });
        });
    };
    runJob<DemoReport>(session, work, [&session, vm](const Result<DemoReport> &report) {
        if (!report)
            return session.finish(report.error());
        show(session, vm, *report);
        session.finish(0);
    });
}

} // namespace

void addDemo(CLI::App &app, Action &action)
{
    app.add_subcommand("demo", "Start the demo lab and show its thermostat")->callback([&action] {
        action = [](Session &session) {
            const auto lab = ensureDemoLab(session.paths());
            if (!lab)
                return session.finish(lab.error());
            session.record(QStringLiteral("demo"), lab->lab.spec.name,
                           session.paths().labState(lab->lab.spec.name));
            start(session, *lab);
        };
    });
}

} // namespace hydra::cli
