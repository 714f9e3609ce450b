// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/crictl/print.h"
#include "app/cli/crictl/runtime.h"
#include "app/cli/crictl/select.h"

#include "core/cri/crictl_lists.h"
#include "core/cri/crictl_text.h"

#include <CLI/CLI.hpp>
#include <QDateTime>

namespace hydra::cli {
namespace {

struct Inspecting : Selection {
    CrictlOutput output;
    std::vector<std::string> ids;
    bool quiet = false;
};

/// One of inspect, inspectp, inspecti.
struct InspectVerb {
    const char *name;
    const char *words;
    const char *method;
    QJsonObject (*request)(const QString &id);
    QString (*table)(const QJsonObject &reply, qint64 nowNs, bool withInfo);
    void (*addFilters)(CLI::App &command, Selection &selection);
    Result<QJsonArray> (*select)(CrictlRuntime &runtime, const Selection &selection);
};

void addImageChoice(CLI::App &command, Selection &selection)
{
    command.add_option("--name", selection.image, "By its repository, or REPOSITORY:TAG");
    addImageFilters(command, selection);
}

const InspectVerb inspectVerbs[] = {
    {"inspect", "All that is known of containers", "ContainerStatus",
     [](const QString &id) { return QJsonObject{{QStringLiteral("containerId"), id}}; },
     containerDetails, addContainerFilters, selectContainers},
    {"inspectp", "All that is known of pods", "PodSandboxStatus",
     [](const QString &id) { return QJsonObject{{QStringLiteral("podSandboxId"), id}}; },
     podDetails, addPodFilters, selectPods},
    {"inspecti", "All that is known of images", "ImageStatus",
     [](const QString &id) { return imageRequest(id); }, imageDetails, addImageChoice,
     selectImages}};

Result<int> written(const CrictlOutput &output, const QJsonValue &value)
{
    const auto done = output.write(value);
    return done ? Result<int>(0) : fail(done.error());
}

/// One value is written as such, several as a list.
Result<int> written(const CrictlOutput &output, const QJsonArray &all)
{
    return written(output, all.size() == 1 ? all[0] : QJsonValue(all));
}

/// The ids given; without any, those that the filters choose.
Result<QStringList> chosenIds(CrictlRuntime &runtime, const InspectVerb &verb,
                              const Inspecting &options)
{
    QStringList ids;
    for (const std::string &id : options.ids)
        ids << QString::fromStdString(id);
    if (!ids.isEmpty())
        return ids;
    const auto chosen = verb.select(runtime, options);
    if (!chosen)
        return fail(chosen.error());
    for (const QJsonValue &each : *chosen)
        ids << each[u"id"].toString();
    if (ids.isEmpty())
        return fail(ErrorCode::NotFound, QStringLiteral("there is nothing to inspect"),
                    runtime.endpoint(), QStringLiteral("name an id, or choose by other filters"));
    return ids;
}

Result<QJsonObject> statusOf(CrictlRuntime &runtime, const InspectVerb &verb, const QString &id,
                             bool verbose)
{
    QJsonObject request = verb.request(id);
    request[u"verbose"] = verbose;
    auto reply = runtime.call(verb.method, request);
    if (reply && QLatin1String(verb.method) == u"ImageStatus" && !reply->contains(u"image"))
        return fail(ErrorCode::NotFound, QStringLiteral("no such image \"%1\" present").arg(id),
                    runtime.endpoint());
    return reply;
}

Result<int> inspect(CrictlRuntime &runtime, const InspectVerb &verb, Inspecting &options)
{
    if (const auto ready = options.output.prepare(); !ready)
        return fail(ready.error());
    const auto ids = chosenIds(runtime, verb, options);
    if (!ids)
        return fail(ids.error());
    QJsonArray all;
    for (const QString &id : *ids) {
        const auto reply = statusOf(runtime, verb, id, !options.quiet);
        if (!reply)
            return fail(reply.error());
        if (options.output.isTable())
            print(verb.table(*reply, QDateTime::currentMSecsSinceEpoch() * 1'000'000,
                             !options.quiet));
        else
            all.append(inspectValue(*reply, !options.quiet));
    }
    return options.output.isTable() ? Result<int>(0) : written(options.output, all);
}

void addInspect(CLI::App &crictl, const CrictlRun &run)
{
    for (const InspectVerb &verb : inspectVerbs) {
        auto options = std::make_shared<Inspecting>();
        CLI::App *command = crictl.add_subcommand(verb.name, verb.words);
        command->add_option("ID", options->ids,
                            "Ids, or their beginnings; none: those that the filters choose");
        command->add_flag("-q,--quiet", options->quiet, "Without what only this runtime knows");
        verb.addFilters(*command, *options);
        addOutput(*command, options->output, {"json", "yaml", "table"});
        command->callback([options, &verb, run] {
            run([options, &verb](CrictlRuntime &runtime) {
                return inspect(runtime, verb, *options);
            });
        });
    }
}

Result<int> showVersion(CrictlRuntime &runtime)
{
    const auto reply = runtime.call("Version", {{QStringLiteral("version"), QStringLiteral("v1")}});
    if (!reply)
        return fail(reply.error());
    for (const auto &[title, key] :
         {std::pair("Version", "version"), std::pair("RuntimeName", "runtimeName"),
          std::pair("RuntimeVersion", "runtimeVersion"),
          std::pair("RuntimeApiVersion", "runtimeApiVersion")})
        print(QStringLiteral("%1:  %2\n")
                  .arg(QLatin1String(title),
                       withoutControls((*reply)[QLatin1String(key)].toString())));
    return 0;
}

Result<int> showEvents(CrictlRuntime &runtime, CrictlOutput &output)
{
    if (const auto ready = output.prepare(); !ready)
        return fail(ready.error());
    const auto ended = runtime.stream("GetContainerEvents", [&](const QJsonObject &event) {
        // As crictl: an event that the template does not fit does not end the others.
        if (const auto shown = output.write(event); !shown)
            runtime.session().printError(shown.error());
        std::fflush(stdout);
    });
    return ended ? Result<int>(0) : fail(ended.error());
}

Result<int> showInfo(CrictlRuntime &runtime, Inspecting &info)
{
    if (const auto ready = info.output.prepare(); !ready)
        return fail(ready.error());
    const auto reply = runtime.call("Status", {{QStringLiteral("verbose"), !info.quiet}});
    return reply ? written(info.output, QJsonValue(infoValue(*reply, !info.quiet)))
                 : fail(reply.error());
}

Result<int> showImageFilesystem(CrictlRuntime &runtime, CrictlOutput &output)
{
    if (const auto ready = output.prepare(); !ready)
        return fail(ready.error());
    const auto reply = runtime.call("ImageFsInfo");
    if (!reply)
        return fail(reply.error());
    if (!output.isTable())
        return written(output, QJsonValue(QJsonObject{{QStringLiteral("status"), *reply}}));
    print(imageFsDetails(*reply));
    return 0;
}

} // namespace

void addCrictlDetails(CLI::App &crictl, const CrictlRun &run)
{
    addInspect(crictl, run);
    crictl.add_subcommand("version", "The runtime's name and versions")->callback([run] {
        run(showVersion);
    });

    auto events = std::make_shared<CrictlOutput>();
    CLI::App *eventsCommand =
        crictl.add_subcommand("events", "What happens to containers, until interrupted");
    eventsCommand->alias("event");
    addOutput(*eventsCommand, *events, {"json", "yaml"});
    eventsCommand->callback([events, run] {
        run([events](CrictlRuntime &runtime) { return showEvents(runtime, *events); });
    });

    auto info = std::make_shared<Inspecting>();
    CLI::App *infoCommand = crictl.add_subcommand("info", "The runtime's state and configuration");
    infoCommand->add_flag("-q,--quiet", info->quiet, "Without the configuration");
    addOutput(*infoCommand, info->output, {"json", "yaml"});
    infoCommand->callback(
        [info, run] { run([info](CrictlRuntime &runtime) { return showInfo(runtime, *info); }); });

    auto filesystem = std::make_shared<CrictlOutput>();
    CLI::App *filesystemCommand =
        crictl.add_subcommand("imagefsinfo", "How full the images' file system is");
    addOutput(*filesystemCommand, *filesystem, {"json", "yaml", "table"});
    filesystemCommand->callback([filesystem, run] {
        run([filesystem](CrictlRuntime &runtime) {
            return showImageFilesystem(runtime, *filesystem);
        });
    });
}

} // namespace hydra::cli
