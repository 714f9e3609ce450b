// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"

#include "app/cli/output.h"
#include "core/workload/run_pod.h"

#include <CLI/CLI.hpp>
#include <QJsonArray>

namespace hydra::cli {
namespace {

struct WorkloadArguments {
    std::string name, target, podName, nameSpace;
    std::vector<std::string> settings;
    Format format = Format::Table;
};

QJsonObject toJson(const Workload &workload)
{
    QJsonArray settings;
    for (const WorkloadSetting &setting : workload.settings)
        settings.append(QJsonObject{{QStringLiteral("key"), setting.key},
                                    {QStringLiteral("value"), setting.value},
                                    {QStringLiteral("help"), setting.help}});
    return {{QStringLiteral("name"), workload.name},
            {QStringLiteral("title"), workload.title},
            {QStringLiteral("description"), workload.description},
            {QStringLiteral("needs"), workload.needs},
            {QStringLiteral("image"), workload.image},
            {QStringLiteral("packages"), QJsonArray::fromStringList(workload.packages)},
            {QStringLiteral("settings"), settings},
            {QStringLiteral("pod"), workload.configs.pod},
            {QStringLiteral("container"), workload.configs.container}};
}

void listWorkloads(Session &session, const WorkloadArguments &arguments)
{
    QJsonArray json;
    std::vector<QStringList> rows;
    for (const Workload &workload : workloads()) {
        QStringList settings;
        for (const WorkloadSetting &setting : workload.settings)
            settings << setting.key + u'=' + setting.value;
        json.append(toJson(workload));
        rows.push_back(
            {workload.name, workload.needs.isEmpty() ? QStringLiteral("-") : workload.needs,
             settings.isEmpty() ? QStringLiteral("-") : settings.join(u' '), workload.description});
    }
    if (arguments.format == Format::Table)
        print(table({QStringLiteral("NAME"), QStringLiteral("NEEDS"), QStringLiteral("SETTINGS"),
                     QStringLiteral("WHAT IT DOES")},
                    rows));
    else
        printValue({{QStringLiteral("workloads"), json}}, arguments.format);
    session.finish(0);
}

struct Chosen {
    Workload workload;
    VmRef vm;
};

// Reports wrong input itself and finishes the session.
std::optional<Chosen> choose(Session &session, const WorkloadArguments &arguments)
{
    auto workload = findWorkload(QString::fromStdString(arguments.name));
    if (!workload) {
        session.finish(workload.error());
        return std::nullopt;
    }
    const auto target = session.loadVm(arguments.target);
    if (!target)
        return std::nullopt;
    return Chosen{std::move(*workload), target->lab.ref(target->vms.front())};
}

void run(Session &session, const WorkloadArguments &arguments)
{
    const auto chosen = choose(session, arguments);
    if (!chosen)
        return;
    WorkloadChoice choice{
        QString::fromStdString(arguments.podName), QString::fromStdString(arguments.nameSpace), {}};
    for (const std::string &setting : arguments.settings)
        choice.settings << QString::fromStdString(setting);
    const auto configs = configsOf(chosen->workload, choice);
    if (!configs)
        return session.finish(configs.error());
    session.record(QStringLiteral("workload-run"),
                   chosen->vm.toString() + u' ' + chosen->workload.name);
    auto work = [environment = session.environment(), vm = chosen->vm,
                 run = PodRun{*configs, false, chosen->workload}](const JobContext &job) {
        return runPod(environment, vm, run, job);
    };
    runJob<StartedPod>(
        session, work, [&session, vm = chosen->vm](const Result<StartedPod> &started) {
            if (!started)
                return session.finish(started.error());
            session.say(QStringLiteral("See what it does with `hydractl crictl %1 logs -f %2`.")
                            .arg(vm.toString(), started->container.left(13)));
            session.finish(0);
            print(started->pod + u'\n');
        });
}

void removeWorkload(Session &session, const WorkloadArguments &arguments)
{
    const auto chosen = choose(session, arguments);
    if (!chosen)
        return;
    auto work = [environment = session.environment(), vm = chosen->vm, name = chosen->workload.name,
                 nameSpace = QString::fromStdString(arguments.nameSpace)](const JobContext &job) {
        return removeWorkload(environment, vm, name, nameSpace, job);
    };
    runJob<int>(session, work, [&session, chosen](const Result<int> &count) {
        if (!count)
            return session.finish(count.error());
        if (*count == 0)
            return session.finish(
                Error{.code = ErrorCode::NotFound,
                      .what = QStringLiteral("no %1 is there").arg(chosen->workload.name),
                      .where = chosen->vm.toString()});
        session.say(*count == 1 ? QStringLiteral("One pod was removed.")
                                : QStringLiteral("%1 pods were removed.").arg(*count));
        session.finish(0);
    });
}

CLI::App *addOn(CLI::App &parent, const char *name, const char *words,
                const std::shared_ptr<WorkloadArguments> &arguments, Action &action,
                void (*run)(Session &, const WorkloadArguments &))
{
    CLI::App *command = parent.add_subcommand(name, words);
    command->add_option("NAME", arguments->name, "A workload: see `workload list`")->required();
    command->add_option("TARGET", arguments->target, "LAB/VM, or LAB when it has one VM")
        ->required();
    command->callback([arguments, run, &action] {
        action = [arguments, run](Session &session) { run(session, *arguments); };
    });
    return command;
}

} // namespace

void addWorkload(CLI::App &app, Action &action)
{
    CLI::App *workload = app.add_subcommand(
        "workload", "Smart-home devices to run as pods: broker, thermostat, camera...");
    workload->require_subcommand(1);
    auto listed = std::make_shared<WorkloadArguments>();
    CLI::App *listCommand =
        workload->add_subcommand("list", "Show the library, and what can be set");
    addFormat(*listCommand, listed->format);
    listCommand->callback([listed, &action] {
        action = [listed](Session &session) { listWorkloads(session, *listed); };
    });

    auto wanted = std::make_shared<WorkloadArguments>();
    CLI::App *runCommand =
        addOn(*workload, "run",
              "Run one in a VM; its image is built there, from Debian packages, the first time",
              wanted, action, run);
    runCommand->add_option("--set", wanted->settings, "KEY=VALUE, as `workload list` shows them")
        ->allow_extra_args(false);
    runCommand->add_option("--name", wanted->podName, "The pod's name; default: the workload's");
    runCommand->add_option("--namespace", wanted->nameSpace, "The pod's namespace; default: home");

    auto unwanted = std::make_shared<WorkloadArguments>();
    CLI::App *removeCommand = addOn(*workload, "remove", "Stop and remove its pods in a VM",
                                    unwanted, action, removeWorkload);
    removeCommand->add_option("--namespace", unwanted->nameSpace, "Only those of this namespace");
}

} // namespace hydra::cli
