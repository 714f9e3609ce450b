// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/crictl/configs.h"
#include "app/cli/crictl/print.h"
#include "app/cli/crictl/pull.h"
#include "core/cri/crictl_text.h"

#include <CLI/CLI.hpp>

namespace hydra::cli {
namespace {

using std::chrono::milliseconds;

/// Options of runp, create and run.
struct Running : Pulling {
    std::string pod, containerFile, podFile, handler, cancelTimeout;
    bool pull = false;   ///< --with-pull
    bool noPull = false; ///< --no-pull
};

/// How long a call may take: --cancel-timeout, or what suits it.
Result<milliseconds> callDeadline(const Running &running, milliseconds usual)
{
    const auto asked = optionDuration(running.cancelTimeout, "--cancel-timeout");
    return asked && asked->count() == 0 ? Result<milliseconds>(usual) : asked;
}

Result<QString> runPod(CrictlRuntime &runtime, const Running &running, const QJsonObject &config,
                       milliseconds deadline)
{
    const auto reply =
        runtime.call("RunPodSandbox",
                     {{QStringLiteral("config"), config},
                      {QStringLiteral("runtimeHandler"), QString::fromStdString(running.handler)}},
                     deadline);
    return reply ? Result<QString>((*reply)[u"podSandboxId"].toString()) : fail(reply.error());
}

/// What a container is made of, checked before the first call.
struct Creation {
    ConfigFiles configs = {};
    std::optional<PullPlan> pull = {}; ///< nothing: its images are there
    milliseconds deadline{};
};

Result<Creation> planCreation(CrictlRuntime &runtime, const Running &running, bool pulls)
{
    if (running.pull && running.noPull)
        return fail(ErrorCode::Invalid, QStringLiteral("--no-pull is given, too"),
                    QStringLiteral("--with-pull"), QStringLiteral("leave one of them out"));
    auto configs = readConfigFiles(runtime.session(), running.containerFile, running.podFile);
    if (!configs)
        return fail(configs.error());
    Creation creation{.configs = std::move(*configs)};
    const auto deadline = callDeadline(running, std::chrono::minutes(2));
    if (!deadline)
        return fail(deadline.error());
    creation.deadline = *deadline;
    if (running.pull || (pulls && !running.noPull)) {
        const auto plan = planPull(running);
        if (!plan)
            return fail(plan.error());
        creation.pull = *plan;
    }
    return creation;
}

// As crictl: the container's image, and those that it mounts.
Result<void> pullImages(CrictlRuntime &runtime, const Creation &creation)
{
    const QJsonObject &container = creation.configs.container;
    QJsonArray images{container[u"image"]};
    for (const QJsonValue &mount : container[u"mounts"].toArray()) {
        if (!mount[u"image"][u"image"].toString().isEmpty())
            images.append(mount[u"image"]);
    }
    for (const QJsonValue &image : images) {
        const auto pulled =
            pullImage(runtime, *creation.pull, image.toObject(), creation.configs.pod);
        if (!pulled)
            return fail(pulled.error());
    }
    return {};
}

// The request contains the whole pod configuration: without it containerd 1.7 crashes.
Result<QString> createIn(CrictlRuntime &runtime, const QString &pod, const Creation &creation)
{
    if (creation.pull) {
        if (auto pulled = pullImages(runtime, creation); !pulled)
            return fail(pulled.error());
    }
    const auto reply = runtime.call("CreateContainer",
                                    {{QStringLiteral("podSandboxId"), pod},
                                     {QStringLiteral("config"), creation.configs.container},
                                     {QStringLiteral("sandboxConfig"), creation.configs.pod}},
                                    creation.deadline);
    return reply ? Result<QString>((*reply)[u"containerId"].toString()) : fail(reply.error());
}

Result<int> printId(const Result<QString> &id)
{
    if (!id)
        return fail(id.error());
    print(withoutControls(*id) + u'\n');
    return 0;
}

Result<int> runp(CrictlRuntime &runtime, const Running &running)
{
    const auto config = readPodFile(runtime.session(), running.podFile);
    const auto deadline = callDeadline(running, std::chrono::minutes(5));
    if (!config || !deadline)
        return fail(config ? deadline.error() : config.error());
    return printId(runPod(runtime, running, *config, *deadline));
}

Result<int> create(CrictlRuntime &runtime, const Running &running)
{
    const auto creation = planCreation(runtime, running, false);
    return creation ? printId(createIn(runtime, QString::fromStdString(running.pod), *creation))
                    : fail(creation.error());
}

// Like crictl, a failure leaves what was created; the pod's id tells where to look.
Result<int> run(CrictlRuntime &runtime, const Running &running)
{
    const auto creation = planCreation(runtime, running, true);
    if (!creation)
        return fail(creation.error());
    const auto pod = runPod(runtime, running, creation->configs.pod, std::chrono::minutes(5));
    const auto id = pod ? createIn(runtime, *pod, *creation) : pod;
    if (pod && !id)
        runtime.session().say(QStringLiteral("The pod %1 is there; remove it with `rmp -f`.")
                                  .arg(withoutControls(*pod)));
    if (!id)
        return fail(id.error());
    if (const auto started = runtime.call("StartContainer", {{QStringLiteral("containerId"), *id}});
        !started)
        return fail(started.error());
    return printId(id);
}

CLI::App *addVerb(CLI::App &crictl, const char *name, const char *words,
                  const std::shared_ptr<Running> &running, const CrictlRun &doRun,
                  Result<int> (*verb)(CrictlRuntime &, const Running &))
{
    CLI::App *command = crictl.add_subcommand(name, words);
    command->add_option("-T,--cancel-timeout", running->cancelTimeout,
                        "How long the runtime may take for the request: 30s, 2m");
    command->callback([running, doRun, verb] {
        doRun([running, verb](CrictlRuntime &runtime) { return verb(runtime, *running); });
    });
    return command;
}

void addHandler(CLI::App &command, Running &running)
{
    command.add_option("-r,--runtime", running.handler, "The runtime's handler");
}

/// The options and files that a container takes.
void addContainer(CLI::App &command, Running &running)
{
    command.add_flag("--no-pull", running.noPull, "Do not pull its image first");
    command.add_flag("--with-pull", running.pull, "Pull its image first, and those that it mounts");
    addPullOptions(command, running);
    command.add_option("CONTAINER_CONFIG", running.containerFile, "A file, JSON or YAML")
        ->required();
    command.add_option("POD_CONFIG", running.podFile, "The pod's file, JSON or YAML")->required();
}

} // namespace

void addCrictlRuns(CLI::App &crictl, const CrictlRun &doRun)
{
    auto pod = std::make_shared<Running>();
    CLI::App *runpCommand = addVerb(crictl, "runp", "Run a pod", pod, doRun, runp);
    addHandler(*runpCommand, *pod);
    runpCommand->add_option("POD_CONFIG", pod->podFile, "A file, JSON or YAML")->required();

    auto created = std::make_shared<Running>();
    CLI::App *createCommand =
        addVerb(crictl, "create", "Create a container in a pod; its image is not pulled", created,
                doRun, create);
    createCommand->add_option("POD", created->pod, "The pod's id")->required();
    addContainer(*createCommand, *created);

    auto whole = std::make_shared<Running>();
    CLI::App *runCommand =
        addVerb(crictl, "run", "Run a container in a pod of its own; its image is pulled first",
                whole, doRun, run);
    addHandler(*runCommand, *whole);
    addContainer(*runCommand, *whole);
}

} // namespace hydra::cli
