// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/crictl/print.h"
#include "app/cli/crictl/runtime.h"

#include <CLI/CLI.hpp>
#include <QThread>

namespace hydra::cli {
namespace {

constexpr unsigned long kMetricsPauseMs = 500; // crictl's

struct Metrics {
    Format format = Format::Json;
    bool watch = false;
};

Result<int> showMetrics(CrictlRuntime &runtime, const char *method, const Metrics &metrics)
{
    do {
        const auto reply = runtime.call(method);
        if (!reply)
            return fail(reply.error());
        printValue(*reply, metrics.format);
        std::fflush(stdout);
        if (metrics.watch)
            QThread::msleep(kMetricsPauseMs);
    } while (metrics.watch);
    return 0;
}

void addMetrics(CLI::App &crictl, const CrictlRun &run)
{
    for (const auto &[name, words, method] :
         {std::tuple("metricdescs", "What the runtime can measure", "ListMetricDescriptors"),
          std::tuple("metricsp", "What the runtime measures of pods", "ListPodSandboxMetrics")}) {
        auto metrics = std::make_shared<Metrics>();
        CLI::App *command = crictl.add_subcommand(name, words);
        addOutput(*command, metrics->format, {"json", "yaml"});
        if (std::string(name) == "metricsp")
            command->add_flag("-w,--watch", metrics->watch, "Go on until interrupted");
        command->callback([metrics, run, ask = method] {
            run([metrics, ask](CrictlRuntime &runtime) {
                return showMetrics(runtime, ask, *metrics);
            });
        });
    }
}

struct Checkpoint {
    std::vector<std::string> ids;
    std::string path;
};

Result<int> checkpoint(CrictlRuntime &runtime, const Checkpoint &options)
{
    for (const std::string &word : options.ids) {
        const QString id = QString::fromStdString(word);
        const auto reply =
            runtime.call("CheckpointContainer",
                         {{QStringLiteral("containerId"), id},
                          {QStringLiteral("location"), QString::fromStdString(options.path)}},
                         std::chrono::minutes(5));
        if (!reply)
            return fail(reply.error());
        print(id + u'\n');
    }
    return 0;
}

void addCheckpoint(CLI::App &crictl, const CrictlRun &run)
{
    auto options = std::make_shared<Checkpoint>();
    CLI::App *command =
        crictl.add_subcommand("checkpoint", "Save the state of running containers in a file");
    command->add_option("ID", options->ids, "Ids, or their beginnings")->required();
    command->add_option("-e,--export", options->path, "The file: a .tar on the runtime's machine")
        ->required();
    command->callback([options, run] {
        run([options](CrictlRuntime &runtime) { return checkpoint(runtime, *options); });
    });
}

Result<int> showRuntimeConfig(CrictlRuntime &runtime)
{
    const auto reply = runtime.call("RuntimeConfig");
    if (!reply)
        return fail(reply.error());
    if ((*reply)[u"linux"].isObject())
        print(QStringLiteral("cgroup driver:   %1\n")
                  .arg((*reply)[u"linux"][u"cgroupDriver"].toVariant().toString()));
    return 0;
}

void addRuntimeConfig(CLI::App &crictl, const CrictlRun &run)
{
    crictl.add_subcommand("runtime-config", "How the runtime makes cgroups")->callback([run] {
        run(showRuntimeConfig);
    });
    auto range = std::make_shared<std::string>();
    CLI::App *command =
        crictl.add_subcommand("update-runtime-config", "Tell the runtime the pods' addresses");
    command->add_option("-p,--pod-cidr", *range, "The range of pods' addresses; empty: none")
        ->required();
    command->callback([range, run] {
        run([range](CrictlRuntime &runtime) {
            const QJsonObject network{{QStringLiteral("podCidr"), QString::fromStdString(*range)}};
            const auto reply = runtime.call(
                "UpdateRuntimeConfig", {{QStringLiteral("runtimeConfig"),
                                         QJsonObject{{QStringLiteral("networkConfig"), network}}}});
            return reply ? Result<int>(0) : fail(reply.error());
        });
    });
}

} // namespace

void addCrictlRuntimeVerbs(CLI::App &crictl, const CrictlRun &run)
{
    addMetrics(crictl, run);
    addCheckpoint(crictl, run);
    addRuntimeConfig(crictl, run);
}

} // namespace hydra::cli
