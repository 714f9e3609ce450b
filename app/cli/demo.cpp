// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "commands.h"

#include "lab/demo.h"
#include "lab/start.h"
#include "lab/waiter.h"
#include "output.h"

#include <CLI/CLI.hpp>
#include <QDateTime>

namespace hydra::cli {
namespace {

constexpr int shownReadings = 3;

void show(Session &session, const VmRef &vm, const DemoReport &report)
{
    const CriContainer &container = report.container.container;
    const qint64 seconds = QDateTime::currentSecsSinceEpoch() - container.createdAtNs / 1'000'000'000;
    print(table({QStringLiteral("CONTAINER"), QStringLiteral("IMAGE"), QStringLiteral("CREATED"), QStringLiteral("STATE"), QStringLiteral("NAME")},
                {{container.id.left(13), container.image, age(seconds) + QStringLiteral(" ago"), toString(container.state), container.name}}));
    for (const QByteArray &reading : report.readings)
        print(QString::fromUtf8(reading) + u'\n');
    session.say(QStringLiteral("\n%1 goes on without this command. Look around with\n"
                               "  hydractl list\n  hydractl console %1\n  hydractl shell %1\n  hydractl down %1")
                    .arg(vm.toString()));
}

void runPod(Session &session, const VmStatus &status, const QString &username, const VmDone &done)
{
    auto *pod = session.keep(std::make_unique<DemoPod>(
        session.environment(), status, username, shownReadings,
        [&session, vm = status.vm, done](const Result<DemoReport> &report) {
            if (report)
                show(session, vm, *report);
            done(report ? Result<void>() : fail(report.error()));
        }));
    pod->start();
}

void waitAndRun(Session &session, const LoadedTarget &lab)
{
    const QString username = lab.lab.spec.vm(lab.vms.front())->username;
    forEachVm(session, {lab}, [&session, username](VmLink &link, const VmDone &done) {
        sayPhases(session, link);
        session.keep(std::make_unique<Waiter>(link, Condition::Cri, std::chrono::minutes(10),
                                              [&session, username, done](const Result<VmStatus> &status) {
                                                  if (status)
                                                      runPod(session, *status, username, done);
                                                  else
                                                      done(fail(status.error()));
                                              }));
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
            session.record(QStringLiteral("demo"), lab->lab.spec.name, session.paths().labState(lab->lab.spec.name));
            auto work = [environment = session.environment(), lab = *lab](const JobContext &job) -> Result<bool> {
                if (auto started = startVms(environment, lab, {}, job); !started)
                    return fail(started.error());
                return true;
            };
            auto *job = session.keep(std::make_unique<Job<bool>>(work, [&session, lab = *lab](const Result<bool> &started) {
                session.onInterrupt(nullptr);
                if (started)
                    waitAndRun(session, lab);
                else
                    session.finish(started.error());
            }));
            QObject::connect(job, &JobBase::progress, &session, &Session::showProgress);
            session.onInterrupt([job] { job->cancel(); });
        };
    });
}

} // namespace hydra::cli
