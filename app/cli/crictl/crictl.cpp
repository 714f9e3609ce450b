// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/command_groups.h"
#include "app/cli/commands.h"
#include "app/cli/crictl/not_offered.h"
#include "app/cli/crictl/runtime.h"

#include <CLI/CLI.hpp>

namespace hydra::cli {
namespace {

void finish(Session &session, const Result<int> &code)
{
    code ? session.finish(*code) : session.finish(code.error());
}

void runOne(Session &session, const CrictlTarget &target, const CrictlVerb &verb)
{
    std::optional<LoadedTarget> vm;
    if (!target.vm.empty() && !(vm = session.load(QString::fromStdString(target.vm))))
        return; // already reported
    Result<CrictlRuntime> runtime = CrictlRuntime::open(session, target, vm);
    finish(session, runtime ? verb(*runtime) : fail(runtime.error()));
}

void runAll(Session &session, const CrictlTarget &target, const CrictlVerbAll &verb)
{
    const auto labs = targetOrAll(session, target.vm);
    if (!labs)
        return; // already reported
    Result<std::vector<CrictlRuntime>> runtimes = CrictlRuntime::openAll(session, target, *labs);
    finish(session, runtimes ? verb(*runtimes) : fail(runtimes.error()));
}

void runOneAsAll(Session &session, const CrictlTarget &target, const CrictlVerbAll &verb)
{
    runOne(session, target, [&verb](CrictlRuntime &runtime) {
        std::vector<CrictlRuntime> one;
        one.push_back(std::move(runtime));
        return verb(one);
    });
}

} // namespace

void addCrictl(CLI::App &app, Action &action, const std::vector<std::string> &words)
{
    auto target = std::make_shared<CrictlTarget>();
    CLI::App *crictl = app.add_subcommand(
        "crictl", "Pods, containers and images of a VM's containerd, in crictl's words");
    crictl->add_option("TARGET", target->vm, "LAB/VM, or LAB when it has one VM");
    crictl->add_option("-r,--runtime-endpoint", target->endpoint,
                       "Instead of a VM: unix:///PATH or tcp://HOST:PORT");
    crictl->add_option("-t,--timeout", target->timeout, "How long a call may take: 2s, 500ms")
        ->capture_default_str();
    crictl->require_subcommand(1);
    const CrictlRun run = [target, &action](CrictlVerb verb) {
        action = [target, verb = std::move(verb)](Session &session) {
            runOne(session, *target, verb);
        };
    };
    const CrictlRunAll runLists = [target, &action](CrictlVerbAll verb, bool allVms) {
        action = [target, verb = std::move(verb), allVms](Session &session) {
            allVms ? runAll(session, *target, verb) : runOneAsAll(session, *target, verb);
        };
    };
    addNamed(
        {
            {"ps pods images image img", [&] { addCrictlLists(*crictl, runLists); }},
            {"stats statsp", [&] { addCrictlStats(*crictl, run); }},
            {"info version inspect inspectp inspecti imagefsinfo events event",
             [&] { addCrictlDetails(*crictl, run); }},
            {"start stop rm stopp rmp rmi pull update", [&] { addCrictlActions(*crictl, run); }},
            {"exec attach", [&] { addCrictlExec(*crictl, run); }},
            {"port-forward", [&] { addCrictlPortForward(*crictl, run); }},
            {"logs", [&] { addCrictlLogs(*crictl, run); }},
            {"runp create run", [&] { addCrictlRuns(*crictl, run); }},
            {"checkpoint metricdescs metricsp runtime-config update-runtime-config",
             [&] { addCrictlRuntimeVerbs(*crictl, run); }},
        },
        words);
    addNotOffered(*crictl);
}

} // namespace hydra::cli
