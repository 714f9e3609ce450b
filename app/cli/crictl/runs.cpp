// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "crictl/print.h"
#include "crictl/runtime.h"

#include "base/atomic_file.h"
#include "cri/crictl_config.h"

#include <CLI/CLI.hpp>

namespace hydra::cli {
namespace {

constexpr qint64 kConfigLimit = 1 << 20;

/// runp, create and run.
struct Running {
    std::string pod, containerFile, podFile, handler;
    bool pull = false;
};

using ReadConfig = Result<QJsonObject> (*)(const QByteArray &, const QString &);

Result<QJsonObject> configOf(const std::string &path, ReadConfig read)
{
    const QString file = QString::fromStdString(path);
    const auto text = readFile(file, kConfigLimit);
    return text ? read(*text, file) : Result<QJsonObject>(fail(text.error()));
}

Result<QString> runPod(CrictlRuntime &runtime, const Running &running, const QJsonObject &config)
{
    const auto reply = runtime.call("RunPodSandbox", {{QStringLiteral("config"), config}, {QStringLiteral("runtimeHandler"), QString::fromStdString(running.handler)}},
                                    std::chrono::minutes(5));
    return reply ? Result<QString>((*reply)[u"podSandboxId"].toString()) : fail(reply.error());
}

Result<void> pullFor(CrictlRuntime &runtime, const QJsonObject &container, const QJsonObject &pod)
{
    const auto pulled = runtime.call("PullImage", {{QStringLiteral("image"), container[u"image"]}, {QStringLiteral("sandboxConfig"), pod}}, {});
    return pulled ? Result<void>() : fail(pulled.error());
}

// The pod's whole configuration goes along: without it containerd 1.7 ends, with all its clients.
Result<QString> createIn(CrictlRuntime &runtime, const QString &pod, const Running &running, const QJsonObject &container, const QJsonObject &podConfig)
{
    if (running.pull) {
        if (auto pulled = pullFor(runtime, container, podConfig); !pulled)
            return fail(pulled.error());
    }
    const auto reply = runtime.call("CreateContainer", {{QStringLiteral("podSandboxId"), pod}, {QStringLiteral("config"), container}, {QStringLiteral("sandboxConfig"), podConfig}},
                                    std::chrono::minutes(2));
    return reply ? Result<QString>((*reply)[u"containerId"].toString()) : fail(reply.error());
}

Result<int> printId(const Result<QString> &id)
{
    if (!id)
        return fail(id.error());
    print(*id + u'\n');
    return 0;
}

Result<int> runp(CrictlRuntime &runtime, const Running &running)
{
    const auto config = configOf(running.podFile, readPodConfig);
    return config ? printId(runPod(runtime, running, *config)) : fail(config.error());
}

Result<int> create(CrictlRuntime &runtime, const Running &running)
{
    const auto container = configOf(running.containerFile, readContainerConfig);
    const auto pod = container ? configOf(running.podFile, readPodConfig) : container;
    if (!pod)
        return fail(pod.error());
    return printId(createIn(runtime, QString::fromStdString(running.pod), running, *container, *pod));
}

// What was made stays when a later step fails, as with crictl; the pod's id says where to look.
Result<int> run(CrictlRuntime &runtime, const Running &running)
{
    const auto container = configOf(running.containerFile, readContainerConfig);
    const auto config = container ? configOf(running.podFile, readPodConfig) : container;
    if (!config)
        return fail(config.error());
    const auto pod = runPod(runtime, running, *config);
    const auto id = pod ? createIn(runtime, *pod, running, *container, *config) : pod;
    if (pod && !id)
        runtime.session().say(QStringLiteral("The pod %1 is there; remove it with `rmp -f`.").arg(*pod));
    if (!id)
        return fail(id.error());
    if (const auto started = runtime.call("StartContainer", {{QStringLiteral("containerId"), *id}}); !started)
        return fail(started.error());
    return printId(id);
}

CLI::App *addVerb(CLI::App &crictl, const char *name, const char *words, const std::shared_ptr<Running> &running, const CrictlRun &doRun,
                  Result<int> (*verb)(CrictlRuntime &, const Running &))
{
    CLI::App *command = crictl.add_subcommand(name, words);
    command->callback([running, doRun, verb] { doRun([running, verb](CrictlRuntime &runtime) { return verb(runtime, *running); }); });
    return command;
}

} // namespace

void addCrictlRuns(CLI::App &crictl, const CrictlRun &doRun)
{
    auto pod = std::make_shared<Running>();
    CLI::App *runpCommand = addVerb(crictl, "runp", "Run a pod", pod, doRun, runp);
    runpCommand->add_option("-r,--runtime", pod->handler, "The runtime's handler");
    runpCommand->add_option("POD_CONFIG", pod->podFile, "A file, JSON or YAML")->required();

    auto created = std::make_shared<Running>();
    CLI::App *createCommand = addVerb(crictl, "create", "Create a container in a pod", created, doRun, create);
    createCommand->add_flag("--with-pull", created->pull, "Pull its image first");
    createCommand->add_option("POD", created->pod, "The pod's id")->required();
    createCommand->add_option("CONTAINER_CONFIG", created->containerFile, "A file, JSON or YAML")->required();
    createCommand->add_option("POD_CONFIG", created->podFile, "The pod's file")->required();

    auto whole = std::make_shared<Running>();
    whole->pull = true;
    CLI::App *runCommand = addVerb(crictl, "run", "Run a container in a pod of its own", whole, doRun, run);
    runCommand->add_flag("!--no-pull", whole->pull, "Do not pull its image first");
    runCommand->add_option("-r,--runtime", whole->handler, "The runtime's handler");
    runCommand->add_option("CONTAINER_CONFIG", whole->containerFile, "A file, JSON or YAML")->required();
    runCommand->add_option("POD_CONFIG", whole->podFile, "The pod's file, JSON or YAML")->required();
}

} // namespace hydra::cli
