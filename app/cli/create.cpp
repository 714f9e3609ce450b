// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"

#include "app/cli/output.h"
#include "core/config/presets.h"
#include "core/lab/create.h"

#include <CLI/CLI.hpp>

namespace hydra::cli {
namespace {

struct CreateArguments {
    std::string name;
    std::string preset;
    std::string image;
    std::vector<std::string> settings;
};

NewLab toNewLab(const CreateArguments &options, const Settings &settings)
{
    NewLab lab{QString::fromStdString(options.name),
               QString::fromStdString(options.preset),
               QString::fromStdString(options.image),
               {},
               newLabDefaults(settings),
               {}};
    for (const std::string &setting : options.settings)
        lab.settings << QString::fromStdString(setting);
    return lab;
}

} // namespace

void addCreate(CLI::App &app, Action &action)
{
    auto options = std::make_shared<CreateArguments>();
    CLI::App *command = app.add_subcommand("create", "Make a lab from a preset or an image");
    command->add_option("NEW", options->name, "The new lab's name")->required();
    QStringList names;
    for (const Preset &preset : presets())
        names << preset.name;
    auto *preset =
        command->add_option("--preset", options->preset,
                            "A template of yours (`hydractl template list`) or one of: " +
                                names.join(QStringLiteral(", ")).toStdString());
    command->add_option("--image", options->image, "An image of the store, for one isolated VM")
        ->excludes(preset);
    command->add_option("--set", options->settings, "KEY=VALUE for every VM; may be repeated")
        ->take_all();
    command->callback([options, &action] {
        action = [options](Session &session) {
            const auto file =
                createLab(session.paths(), toNewLab(*options, session.environment().settings));
            if (!file)
                return session.finish(file.error());
            print(*file + u'\n');
            session.say(QStringLiteral("Start it with `hydractl up %1`.")
                            .arg(QString::fromStdString(options->name)));
            session.finish(0);
        };
    });
}

} // namespace hydra::cli
