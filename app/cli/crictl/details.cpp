// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "crictl/print.h"
#include "crictl/runtime.h"

#include "cri/crictl_lists.h"
#include "cri/crictl_text.h"

#include <CLI/CLI.hpp>
#include <QDateTime>
#include <QJsonDocument>

namespace hydra::cli {
namespace {

struct Inspecting {
    Format format = Format::Json;
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
};

const InspectVerb inspectVerbs[] = {
    {"inspect", "All that is known of containers", "ContainerStatus",
     [](const QString &id) { return QJsonObject{{QStringLiteral("containerId"), id}}; }, containerDetails},
    {"inspectp", "All that is known of pods", "PodSandboxStatus",
     [](const QString &id) { return QJsonObject{{QStringLiteral("podSandboxId"), id}}; }, podDetails},
    {"inspecti", "All that is known of images", "ImageStatus",
     [](const QString &id) { return imageRequest(id); }, imageDetails}};

Result<int> inspect(CrictlRuntime &runtime, const InspectVerb &verb, const Inspecting &options)
{
    QJsonArray all;
    for (const std::string &word : options.ids) {
        const QString id = QString::fromStdString(word);
        QJsonObject request = verb.request(id);
        request[u"verbose"] = !options.quiet;
        const auto reply = runtime.call(verb.method, request);
        if (!reply)
            return fail(reply.error());
        if (QLatin1String(verb.method) == u"ImageStatus" && (*reply)[u"image"].isUndefined())
            return fail(ErrorCode::NotFound, QStringLiteral("no such image \"%1\" present").arg(id), runtime.endpoint());
        if (options.format == Format::Table)
            print(verb.table(*reply, QDateTime::currentMSecsSinceEpoch() * 1'000'000, !options.quiet));
        else
            all.append(inspectValue(*reply, !options.quiet));
    }
    if (options.format == Format::Table)
        return 0;
    if (all.size() == 1)
        printValue(all[0].toObject(), options.format);
    else if (options.format == Format::Json)
        print(withoutControls(QString::fromUtf8(QJsonDocument(all).toJson()), u"\n"));
    else
        for (const QJsonValue &one : all)
            print(QStringLiteral("---\n")), printValue(one.toObject(), options.format);
    return 0;
}

void addInspect(CLI::App &crictl, const CrictlRun &run)
{
    for (const InspectVerb &verb : inspectVerbs) {
        auto options = std::make_shared<Inspecting>();
        CLI::App *command = crictl.add_subcommand(verb.name, verb.words);
        command->add_option("ID", options->ids, "Ids, or their beginnings")->required();
        command->add_flag("-q,--quiet", options->quiet, "Without what only this runtime knows");
        addOutput(*command, options->format, {"json", "yaml", "table"});
        command->callback([options, &verb, run] { run([options, &verb](CrictlRuntime &runtime) { return inspect(runtime, verb, *options); }); });
    }
}

Result<int> showVersion(CrictlRuntime &runtime)
{
    const auto reply = runtime.call("Version", {{QStringLiteral("version"), QStringLiteral("v1")}});
    if (!reply)
        return fail(reply.error());
    for (const auto &[title, key] : {std::pair("Version", "version"), std::pair("RuntimeName", "runtimeName"),
                                     std::pair("RuntimeVersion", "runtimeVersion"), std::pair("RuntimeApiVersion", "runtimeApiVersion")})
        print(QStringLiteral("%1:  %2\n").arg(QLatin1String(title), withoutControls((*reply)[QLatin1String(key)].toString())));
    return 0;
}

void addEvents(CLI::App &crictl, const CrictlRun &run)
{
    auto output = std::make_shared<Format>();
    CLI::App *command = crictl.add_subcommand("events", "What happens to containers, until interrupted");
    command->alias("event");
    addOutput(*command, *output, {"json", "yaml"});
    command->callback([output, run] {
        run([output](CrictlRuntime &runtime) -> Result<int> {
            const auto ended = runtime.stream("GetContainerEvents", [output](const QJsonObject &event) {
                printValue(event, *output);
                std::fflush(stdout);
            });
            return ended ? Result<int>(0) : fail(ended.error());
        });
    });
}

} // namespace

void addCrictlDetails(CLI::App &crictl, const CrictlRun &run)
{
    addInspect(crictl, run);
    addEvents(crictl, run);
    crictl.add_subcommand("version", "The runtime's name and versions")->callback([run] { run(showVersion); });

    auto info = std::make_shared<Inspecting>();
    CLI::App *infoCommand = crictl.add_subcommand("info", "The runtime's state and configuration");
    infoCommand->add_flag("-q,--quiet", info->quiet, "Without the configuration");
    addOutput(*infoCommand, info->format, {"json", "yaml"});
    infoCommand->callback([info, run] {
        run([info](CrictlRuntime &runtime) -> Result<int> {
            const auto reply = runtime.call("Status", {{QStringLiteral("verbose"), !info->quiet}});
            if (!reply)
                return fail(reply.error());
            printValue(infoValue(*reply, !info->quiet), info->format);
            return 0;
        });
    });

    auto filesystem = std::make_shared<Format>();
    CLI::App *filesystemCommand = crictl.add_subcommand("imagefsinfo", "How full the images' file system is");
    addOutput(*filesystemCommand, *filesystem, {"json", "yaml", "table"});
    filesystemCommand->callback([filesystem, run] {
        run([filesystem](CrictlRuntime &runtime) -> Result<int> {
            const auto reply = runtime.call("ImageFsInfo");
            if (!reply)
                return fail(reply.error());
            if (*filesystem == Format::Table)
                print(imageFsDetails(*reply));
            else
                printValue({{QStringLiteral("status"), *reply}}, *filesystem);
            return 0;
        });
    });
}

} // namespace hydra::cli
