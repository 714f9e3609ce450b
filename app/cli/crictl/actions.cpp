// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/crictl/configs.h"
#include "app/cli/crictl/print.h"
#include "app/cli/crictl/pull.h"
#include "app/cli/crictl/select.h"

#include "core/cri/crictl_text.h"
#include "core/cri/crictl_verbs.h"

#include <CLI/CLI.hpp>

#include <optional>

namespace hydra::cli {
namespace {

using Strings = std::vector<std::string>;

struct Acting {
    Strings ids;
    bool all = false;
    bool force = false;
    bool prune = false;
    bool keepLogs = false; ///< makes no difference
    qint64 timeout = 0;    ///< in seconds
};

QJsonObject container(const QString &id)
{
    return {{QStringLiteral("containerId"), id}};
}

void say(const QString &line)
{
    print(withoutControls(line) + u'\n');
}

/// Calls ACT for each id, also after a failure, and returns the first failure.
Result<int> forEach(CrictlRuntime &runtime, const Result<QStringList> &ids,
                    const std::function<Result<void>(const QString &)> &act)
{
    if (!ids)
        return fail(ids.error());
    std::optional<Error> first;
    for (const QString &id : *ids) {
        const Result<void> done = act(id);
        if (!done && first)
            runtime.session().printError(done.error());
        else if (!done)
            first = done.error();
    }
    return first ? Result<int>(fail(*first)) : Result<int>(0);
}

QStringList words(const Acting &acting)
{
    QStringList ids;
    for (const std::string &id : acting.ids)
        ids << QString::fromStdString(id);
    return ids;
}

Result<QStringList> namedIds(const Acting &acting)
{
    if (acting.ids.empty())
        return fail(ErrorCode::Invalid, QStringLiteral("name at least one, or say --all"),
                    QStringLiteral("ID"));
    return words(acting);
}

/// The ids given, and with --all those that METHOD lists under KEY.
Result<QStringList> idsOf(CrictlRuntime &runtime, const Acting &acting, const char *method,
                          const char *key, const QJsonObject &filter = {})
{
    if (!acting.all)
        return namedIds(acting);
    const auto reply = runtime.call(method, {{QStringLiteral("filter"), filter}});
    if (!reply)
        return fail(reply.error());
    QStringList ids = words(acting);
    for (const QJsonValue &item : (*reply)[QLatin1String(key)].toArray())
        ids << item[u"id"].toString();
    return ids;
}

Result<void> done(const Result<QStringList> &lines)
{
    if (!lines)
        return fail(lines.error());
    for (const QString &line : *lines)
        say(line);
    return {};
}

Result<void> done(const Result<QString> &words)
{
    return done(words ? Result<QStringList>(words->split(u'\n')) : fail(words.error()));
}

Result<int> removeImages(CrictlRuntime &runtime, const Acting &acting)
{
    const auto ids =
        acting.prune ? unusedImages(runtime) : idsOf(runtime, acting, "ListImages", "images");
    return forEach(runtime, ids, [&](const QString &id) { return done(removeImage(runtime, id)); });
}

struct PullVerb : Pulling {
    std::string image, podFile;
    Strings annotations;
};

Result<int> pull(CrictlRuntime &runtime, const PullVerb &options)
{
    QJsonObject pod;
    if (!options.podFile.empty()) {
        const auto config = readPodFile(runtime.session(), options.podFile);
        if (!config)
            return fail(config.error());
        pod = *config;
    }
    const auto plan = planPull(options);
    if (!plan)
        return fail(plan.error());
    const QJsonObject image{{QStringLiteral("image"), QString::fromStdString(options.image)},
                            {QStringLiteral("annotations"), readPairs(options.annotations)}};
    const auto reference = pullImage(runtime, *plan, image, pod);
    if (!reference)
        return fail(reference.error());
    say(QStringLiteral("Image is up to date for ") + *reference);
    return 0;
}

void addPull(CLI::App &crictl, const CrictlRun &run)
{
    auto options = std::make_shared<PullVerb>();
    CLI::App *command = crictl.add_subcommand("pull", "Pull an image from its registry");
    command->add_option("IMAGE", options->image, "NAME[:TAG] or NAME@DIGEST")->required();
    addPullOptions(*command, *options);
    command->add_option("--pod-config", options->podFile,
                        "For a pod: its file, which the runtime may choose by");
    addLabel(*command, options->annotations, "-a,--annotation",
             "KEY=VALUE for the runtime; may be repeated");
    command->callback([options, run] {
        run([options](CrictlRuntime &runtime) { return pull(runtime, *options); });
    });
}

/// A flag of `update` and the field that it sets.
struct ResourceFlag {
    const char *flag;
    const char *field;
    bool isText;
    const char *words;
};

const ResourceFlag resourceFlags[] = {
    {"--cpu-period", "cpuPeriod", false, "CFS period in microseconds"},
    {"--cpu-quota", "cpuQuota", false, "CFS quota in microseconds"},
    {"--cpu-share", "cpuShares", false, "Relative weight"},
    {"--memory", "memoryLimitInBytes", false, "Limit in bytes"},
    {"--oom-score-adj", "oomScoreAdj", false, "-1000 to 1000"},
    {"--cpuset-cpus", "cpusetCpus", true, "CPUs it may run on: 0-2,4"},
    {"--cpuset-mems", "cpusetMems", true, "Memory nodes it may use"}};

void addUpdate(CLI::App &crictl, const CrictlRun &run)
{
    auto acting = std::make_shared<Acting>();
    auto resources = std::make_shared<QJsonObject>();
    CLI::App *command = crictl.add_subcommand("update", "Change what running containers may use");
    command->add_option("ID", acting->ids, "Ids, or their beginnings")->required();
    for (const ResourceFlag &flag : resourceFlags) {
        const QString field = QLatin1String(flag.field);
        if (flag.isText)
            command->add_option_function<std::string>(
                flag.flag,
                [resources, field](const std::string &text) {
                    resources->insert(field, QString::fromStdString(text));
                },
                flag.words);
        else
            command->add_option_function<std::int64_t>(
                flag.flag,
                [resources, field](std::int64_t value) {
                    resources->insert(field, QString::number(value));
                },
                flag.words);
    }
    command->callback([acting, resources, run] {
        run([acting, resources](CrictlRuntime &runtime) {
            return forEach(runtime, namedIds(*acting), [&](const QString &id) {
                QJsonObject request = container(id);
                request[u"linux"] = *resources;
                const auto reply = runtime.call("UpdateContainerResources", request);
                return done(reply ? Result<QString>(id) : fail(reply.error()));
            });
        });
    });
}

/// Adds a verb that acts on several containers, pods or images.
CLI::App *addVerb(CLI::App &crictl, const char *name, const char *words,
                  const std::shared_ptr<Acting> &acting, const CrictlRun &run,
                  Result<int> (*verb)(CrictlRuntime &, const Acting &))
{
    CLI::App *command = crictl.add_subcommand(name, words);
    command->add_option("ID", acting->ids, "Ids, or their beginnings");
    command->callback([acting, run, verb] {
        run([acting, verb](CrictlRuntime &runtime) { return verb(runtime, *acting); });
    });
    return command;
}

Result<int> startContainers(CrictlRuntime &runtime, const Acting &acting)
{
    return forEach(runtime, namedIds(acting),
                   [&](const QString &id) { return done(startContainer(runtime, id)); });
}

Result<int> stopContainers(CrictlRuntime &runtime, const Acting &acting)
{
    const QJsonObject running{
        {QStringLiteral("state"),
         QJsonObject{{QStringLiteral("state"), QStringLiteral("CONTAINER_RUNNING")}}}};
    return forEach(
        runtime, idsOf(runtime, acting, "ListContainers", "containers", running),
        [&](const QString &id) { return done(stopContainer(runtime, id, acting.timeout)); });
}

Result<int> removeContainers(CrictlRuntime &runtime, const Acting &acting)
{
    return forEach(
        runtime, idsOf(runtime, acting, "ListContainers", "containers"),
        [&](const QString &id) { return done(removeContainer(runtime, id, acting.force)); });
}

Result<int> stopPods(CrictlRuntime &runtime, const Acting &acting)
{
    return forEach(runtime, namedIds(acting),
                   [&](const QString &id) { return done(stopPod(runtime, id)); });
}

Result<int> removePods(CrictlRuntime &runtime, const Acting &acting)
{
    return forEach(runtime, idsOf(runtime, acting, "ListPodSandbox", "items"),
                   [&](const QString &id) { return done(removePod(runtime, id, acting.force)); });
}

} // namespace

void addCrictlActions(CLI::App &crictl, const CrictlRun &run)
{
    const auto fresh = [] { return std::make_shared<Acting>(); };
    addVerb(crictl, "start", "Start containers that were created", fresh(), run, startContainers);

    auto stopping = fresh();
    CLI::App *stop = addVerb(crictl, "stop", "Stop containers", stopping, run, stopContainers);
    stop->add_option("-t,--timeout", stopping->timeout, "Seconds until it is killed")
        ->check(CLI::Range(0, 1'000'000));
    stop->add_flag("-a,--all", stopping->all, "All that run");

    auto removing = fresh();
    CLI::App *rm = addVerb(crictl, "rm", "Remove containers", removing, run, removeContainers);
    rm->add_flag("-f,--force", removing->force, "Those that run, too");
    rm->add_flag("-a,--all", removing->all, "All of them");
    rm->add_flag("-k,--keep-logs", removing->keepLogs,
                 "Leave their logs, which happens anyway: remove them in the VM");

    addVerb(crictl, "stopp", "Stop pods", fresh(), run, stopPods);
    auto removingPods = fresh();
    CLI::App *rmp = addVerb(crictl, "rmp", "Remove pods", removingPods, run, removePods);
    rmp->add_flag("-f,--force", removingPods->force, "Those that are ready, too");
    rmp->add_flag("-a,--all", removingPods->all, "All of them");

    auto removingImages = fresh();
    CLI::App *rmi = addVerb(crictl, "rmi", "Remove images, with all their tags", removingImages,
                            run, removeImages);
    rmi->add_flag("-a,--all", removingImages->all, "All of them");
    rmi->add_flag("-q,--prune", removingImages->prune, "Those that no container uses");

    addPull(crictl, run);
    addUpdate(crictl, run);
}

} // namespace hydra::cli
