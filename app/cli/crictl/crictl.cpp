// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "commands.h"
#include "crictl/runtime.h"

#include <CLI/CLI.hpp>

namespace hydra::cli {
namespace {

void runVerb(Session &session, const CrictlTarget &target, const CrictlVerb &verb)
{
    Result<CrictlRuntime> runtime = CrictlRuntime::open(session, target);
    if (!runtime) {
        if (runtime.error().code == ErrorCode::Cancelled)
            return; // said already
        return session.finish(runtime.error());
    }
    const Result<int> code = verb(*runtime);
    code ? session.finish(*code) : session.finish(code.error());
}

} // namespace

void addCrictl(CLI::App &app, Action &action)
{
    auto target = std::make_shared<CrictlTarget>();
    CLI::App *crictl = app.add_subcommand("crictl", "Pods, containers and images of a VM's containerd, in crictl's words");
    crictl->add_option("TARGET", target->vm, "LAB/VM, or LAB when it has one VM");
    crictl->add_option("-r,--runtime-endpoint", target->endpoint, "Instead of a VM: unix:///PATH or tcp://HOST:PORT");
    crictl->add_option("-t,--timeout", target->timeout, "How long a call may take: 2s, 500ms")->capture_default_str();
    crictl->require_subcommand(1);
    const CrictlRun run = [target, &action](CrictlVerb verb) {
        action = [target, verb = std::move(verb)](Session &session) { runVerb(session, *target, verb); };
    };
    addCrictlLists(*crictl, run);
    addCrictlDetails(*crictl, run);
    addCrictlActions(*crictl, run);
    addCrictlStreams(*crictl, run);
    addCrictlLogs(*crictl, run);
    addCrictlRuns(*crictl, run);
}

} // namespace hydra::cli
