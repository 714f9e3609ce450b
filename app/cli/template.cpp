// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"

#include "app/cli/output.h"
#include "core/lab/templates.h"

#include <CLI/CLI.hpp>
#include <QJsonArray>

namespace hydra::cli {
namespace {

struct TemplateArguments {
    std::string vm;
    std::string name;
    Format format = Format::Table;
};

void listTemplates(Session &session, const TemplateArguments &options)
{
    std::vector<QStringList> rows;
    QJsonArray json;
    const auto add = [&](const Preset &preset, const QString &kind) {
        rows.push_back({preset.name, kind, preset.summary});
        json.append(QJsonObject{{QStringLiteral("name"), preset.name},
                                {QStringLiteral("kind"), kind},
                                {QStringLiteral("summary"), preset.summary}});
    };
    for (const Preset &preset : presets())
        add(preset, QStringLiteral("preset"));
    for (const Preset &saved : savedTemplates(session.paths()))
        add(saved, QStringLiteral("template"));
    if (options.format == Format::Table)
        print(table({QStringLiteral("NAME"), QStringLiteral("KIND"), QStringLiteral("SUMMARY")},
                    rows));
    else
        printValue({{QStringLiteral("templates"), json}}, options.format);
    session.finish(0);
}

void save(Session &session, const TemplateArguments &options)
{
    const auto target = session.loadVm(options.vm);
    if (!target)
        return;
    const auto file = saveTemplate(session.paths(), QString::fromStdString(options.name),
                                   target->lab.spec, target->lab.file, target->vms.front());
    if (!file)
        return session.finish(file.error());
    print(*file + u'\n');
    session.say(QStringLiteral("Use it with `hydractl create NEW --preset %1`.")
                    .arg(QString::fromStdString(options.name)));
    session.finish(0);
}

void removeTemplate(Session &session, const TemplateArguments &options)
{
    const auto removed = removeTemplate(session.paths(), QString::fromStdString(options.name));
    if (!removed)
        return session.finish(removed.error());
    session.finish(0);
}

} // namespace

void addTemplate(CLI::App &app, Action &action)
{
    auto options = std::make_shared<TemplateArguments>();
    CLI::App *command = app.add_subcommand("template", "Presets of your own, saved from VMs");
    command->require_subcommand(1);
    CLI::App *listing = command->add_subcommand("list", "Show presets and templates");
    addFormat(*listing, options->format);
    listing->callback([options, &action] {
        action = [options](Session &session) { listTemplates(session, *options); };
    });
    CLI::App *saving = command->add_subcommand("save", "Keep a VM's settings for new labs");
    saving->add_option("VM", options->vm, "LAB/VM, or LAB with one VM")->required();
    saving->add_option("NAME", options->name, "The template's name")->required();
    saving->callback(
        [options, &action] { action = [options](Session &session) { save(session, *options); }; });
    CLI::App *removing =
        command->add_subcommand("remove", "Remove a template; labs made from it stay");
    removing->add_option("NAME", options->name, "The template's name")->required();
    removing->callback([options, &action] {
        action = [options](Session &session) { removeTemplate(session, *options); };
    });
}

} // namespace hydra::cli
