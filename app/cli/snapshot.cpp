// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"

#include "app/cli/output.h"
#include "core/snapshot/snapshots.h"

#include <CLI/CLI.hpp>

namespace hydra::cli {
namespace {

struct SnapshotArguments {
    std::string target;
    std::string name;
    std::string note;
    bool memory = false;
    bool diskOnly = false;
    Format format = Format::Table;
};

QString nameOf(const SnapshotArguments &options)
{
    return QString::fromStdString(options.name);
}

void tell(Session &session, const SnapshotReport &report)
{
    for (const SnapshotOutcome &outcome : report.vms)
        session.say(outcome.vm.toString() + QStringLiteral(": ") + outcome.words);
}

using Work = std::function<Result<SnapshotReport>(const Environment &, const LoadedTarget &,
                                                  const JobContext &)>;

// Ctrl-C cancels the job, which then restores the previous state.
void change(Session &session, const char *kind, const SnapshotArguments &options, Work work,
            std::function<void(const SnapshotReport &)> then = {})
{
    const auto target = session.load(QString::fromStdString(options.target));
    if (!target)
        return;
    session.record(QString::fromLatin1(kind),
                   QString::fromStdString(options.target + ' ' + options.name).trimmed(),
                   session.paths().labState(target->lab.spec.name));
    auto whole = [environment = session.environment(), target = *target,
                  work](const JobContext &job) { return work(environment, target, job); };
    auto *job = session.keep(std::make_unique<Job<SnapshotReport>>(
        whole, [&session, then](const Result<SnapshotReport> &report) {
            if (!report)
                return session.finish(report.error());
            session.finish(0);
            tell(session, *report);
            if (then)
                then(*report);
        }));
    QObject::connect(job, &JobBase::progress, &session, &Session::showProgress);
    session.onInterrupt([job] { job->cancel(); });
}

QString sizes(const Snapshot &snapshot)
{
    return snapshot.memory ? snapshot.memorySize.toDisplay() : QStringLiteral("-");
}

QString noteOf(const Snapshot &snapshot)
{
    return snapshot.pending ? QStringLiteral("(being made or deleted) ") + snapshot.note
                            : snapshot.note;
}

void show(Session &session, const std::vector<VmSnapshots> &vms, Format format)
{
    session.finish(0);
    if (format != Format::Table)
        return printValue(toJson(vms), format);
    std::vector<QStringList> rows;
    for (const VmSnapshots &vm : vms) {
        for (const SnapshotRow &row : snapshotTree(vm.record)) {
            const Snapshot &snapshot = row.snapshot;
            rows.push_back(
                {vm.vm.toString(),
                 row.branch + snapshot.name + (row.current ? QStringLiteral(" *") : QString()),
                 snapshot.createdAt, sizes(snapshot), snapshot.diskSize.toDisplay(),
                 noteOf(snapshot)});
        }
    }
    print(table({QStringLiteral("VM"), QStringLiteral("SNAPSHOT"), QStringLiteral("CREATED"),
                 QStringLiteral("MEMORY"), QStringLiteral("DISK THEN"), QStringLiteral("NOTE")},
                rows));
}

void listSnapshots(Session &session, const SnapshotArguments &options)
{
    const auto target = session.load(QString::fromStdString(options.target));
    if (!target)
        return;
    auto work = [environment = session.environment(), target = *target](const JobContext &job) {
        return listSnapshots(environment, target, job);
    };
    session.keep(std::make_unique<Job<std::vector<VmSnapshots>>>(
        work, [&session, options](const Result<std::vector<VmSnapshots>> &vms) {
            if (!vms)
                return session.finish(vms.error());
            show(session, *vms, options.format);
        }));
}

void create(Session &session, const SnapshotArguments &options)
{
    const SnapshotOptions chosen{.name = nameOf(options),
                                 .note = QString::fromStdString(options.note),
                                 .memory = options.memory};
    change(
        session, "snapshot-create", options,
        [chosen](const Environment &environment, const LoadedTarget &target,
                 const JobContext &job) {
            return createSnapshot(environment, target, chosen, job);
        },
        [](const SnapshotReport &report) { print(report.name + u'\n'); });
}

void restore(Session &session, const SnapshotArguments &options)
{
    change(session, "snapshot-restore", options,
           [options](const Environment &environment, const LoadedTarget &target,
                     const JobContext &job) {
               return restoreSnapshot(environment, target, nameOf(options), options.diskOnly, job);
           });
}

void removeSnapshot(Session &session, const SnapshotArguments &options)
{
    change(session, "snapshot-delete", options,
           [options](const Environment &environment, const LoadedTarget &target,
                     const JobContext &job) {
               return deleteSnapshot(environment, target, nameOf(options), job);
           });
}

CLI::App *add(CLI::App &parent, Action &action, const char *name, const char *words,
              const std::shared_ptr<SnapshotArguments> &options,
              void (*run)(Session &, const SnapshotArguments &))
{
    CLI::App *command = parent.add_subcommand(name, words);
    command->add_option("TARGET", options->target, "LAB, LAB/VM or a lab file")->required();
    command->callback([options, run, &action] {
        action = [options, run](Session &session) { run(session, *options); };
    });
    return command;
}

} // namespace

void addSnapshot(CLI::App &app, Action &action)
{
    CLI::App *snapshot = app.add_subcommand(
        "snapshot", "States of VMs, or of a whole lab at one moment, to go back to");
    snapshot->require_subcommand(1);
    auto options = std::make_shared<SnapshotArguments>();
    CLI::App *command =
        add(*snapshot, action, "create", "Keep the disks as they are, and the memory too if asked",
            options, &create);
    command->add_option("NAME", options->name, "What to call it (the time)");
    command->add_flag("--memory", options->memory,
                      "Keep the memory of running VMs, so that they go on from here");
    command->add_option("--note", options->note, "A line about it");
    options = std::make_shared<SnapshotArguments>();
    addFormat(*add(*snapshot, action, "list",
                   "Show what descends from what; * is where the VM goes on from", options,
                   &listSnapshots),
              options->format);
    options = std::make_shared<SnapshotArguments>();
    command = add(*snapshot, action, "restore",
                  "Go back: a VM runs on from a kept memory, or its disk is as it was", options,
                  &restore);
    command->add_option("NAME", options->name, "The snapshot")->required();
    command->add_flag("--disk-only", options->diskOnly,
                      "Leave a kept memory out; the VM must be stopped");
    options = std::make_shared<SnapshotArguments>();
    add(*snapshot, action, "delete", "Forget a snapshot; what descends from it stays", options,
        &removeSnapshot)
        ->add_option("NAME", options->name, "The snapshot")
        ->required();
}

} // namespace hydra::cli
