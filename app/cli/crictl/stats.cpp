// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/crictl/print.h"
#include "app/cli/crictl/runtime.h"
#include "app/cli/crictl/select.h"

#include "core/cri/crictl_lists.h"
#include "core/cri/crictl_text.h"

#include <CLI/CLI.hpp>
#include <QThread>

namespace hydra::cli {
namespace {

/// Options of stats and statsp.
struct Stats {
    Format format = Format::Table;
    std::string argument, id, pod;
    std::vector<std::string> labels;
    double seconds = 1;
    bool all = false, watch = false, ofPods = false;
    [[nodiscard]] const char *method() const
    {
        return ofPods ? "ListPodSandboxStats" : "ListContainerStats";
    }
    [[nodiscard]] QJsonObject request() const
    {
        QJsonObject filter{
            {QStringLiteral("id"), QString::fromStdString(id.empty() ? argument : id)},
            {QStringLiteral("labelSelector"), readPairs(labels)}};
        if (!ofPods)
            filter[QStringLiteral("podSandboxId")] = QString::fromStdString(pod);
        return {{QStringLiteral("filter"), filter}};
    }
};

Result<int> showStats(CrictlRuntime &runtime, const Stats &stats)
{
    auto before = runtime.call(stats.method(), stats.request());
    if (!before)
        return fail(before.error());
    if (stats.format != Format::Table) {
        printValue({{QStringLiteral("stats"), statsById((*before)[u"stats"].toArray())}},
                   stats.format);
        return 0;
    }
    const auto rowsOf = stats.ofPods ? podStatsRows : containerStatsRows;
    do {
        QThread::msleep(static_cast<unsigned long>(stats.seconds * 1000));
        auto now = runtime.call(stats.method(), stats.request());
        if (!now)
            return fail(now.error());
        QString stuck;
        CrictlListOptions options;
        options.all = stats.all;
        const CrictlRows rows =
            rowsOf((*before)[u"stats"].toArray(), (*now)[u"stats"].toArray(), options, &stuck);
        if (!stuck.isEmpty())
            return fail(ErrorCode::Failed,
                        QStringLiteral("its CPU figures did not change between two samples"), stuck,
                        QStringLiteral("wait longer between them with --seconds"));
        print(QStringLiteral("\x1b[2J\x1b[H") + crictlTable(rows));
        std::fflush(stdout);
        before = std::move(now);
    } while (stats.watch);
    return 0;
}

void addStats(CLI::App &crictl, const CrictlRun &run, const char *name, const char *words,
              bool ofPods)
{
    auto stats = std::make_shared<Stats>();
    stats->ofPods = ofPods;
    CLI::App *command = crictl.add_subcommand(name, words);
    command->add_option("ID", stats->argument, "Only this one");
    command->add_option("--id", stats->id, "By id");
    addLabel(*command, stats->labels);
    command->add_option("-s,--seconds", stats->seconds, "Between two samples")
        ->check(CLI::Range(0.001, 86400.0));
    command->add_flag("-w,--watch", stats->watch, "Go on until interrupted");
    if (!ofPods) {
        command->add_option("-p,--pod", stats->pod, "By its pod's id");
        command->add_flag("-a,--all", stats->all, "Those that use nothing, too");
    }
    addOutput(*command, stats->format, {"table", "json", "yaml"});
    command->callback([stats, run] {
        run([stats](CrictlRuntime &runtime) { return showStats(runtime, *stats); });
    });
}

} // namespace

void addCrictlStats(CLI::App &crictl, const CrictlRun &run)
{
    addStats(crictl, run, "stats", "What containers use", false);
    addStats(crictl, run, "statsp", "What pods use", true);
}

} // namespace hydra::cli
