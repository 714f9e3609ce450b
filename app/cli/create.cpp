// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "commands.h"

#include "base/atomic_file.h"
#include "base/file_lock.h"
#include "config/edit_lab.h"
#include "config/presets.h"
#include "config/read_lab.h"
#include "output.h"

#include <CLI/CLI.hpp>
#include <QDir>
#include <QFileInfo>

namespace hydra::cli {
namespace {

struct Options {
    std::string name;
    std::string preset;
    std::string image;
    std::vector<std::string> settings;
};

// What is asked for goes into each VM: in `common` the preset's own values would beat it.
// The user's defaults come first, so that --set has the last word.
Result<std::vector<LabEdit>> editsOf(const Options &options, const Settings &defaults, const LabSpec &lab)
{
    std::vector<LabEdit> edits{{{}, QStringLiteral("name"), QString::fromStdString(options.name)}};
    std::vector<std::string> settings;
    if (defaults.defaultCpu > 0)
        settings.push_back("cpu=" + std::to_string(defaults.defaultCpu));
    if (defaults.defaultMemory != MemorySize())
        settings.push_back("memory=" + defaults.defaultMemory.toString().toStdString());
    if (defaults.defaultDiskSize != MemorySize())
        settings.push_back("disk_size=" + defaults.defaultDiskSize.toString().toStdString());
    if (!options.image.empty())
        settings.push_back("image=" + options.image);
    settings.insert(settings.end(), options.settings.begin(), options.settings.end());
    for (const std::string &setting : settings) {
        const size_t equals = setting.find('=');
        if (equals == std::string::npos || equals == 0)
            return fail(ErrorCode::Invalid, QStringLiteral("--set wants KEY=VALUE, not '%1'").arg(QString::fromStdString(setting)));
        for (const VmSpec &vm : lab.vms)
            edits.push_back({vm.name, QString::fromStdString(setting.substr(0, equals)),
                             QString::fromStdString(setting.substr(equals + 1))});
    }
    return edits;
}

Result<QByteArray> textOf(const Options &options, const Settings &defaults, const QString &file)
{
    const auto preset = findPreset(options.preset.empty() ? QStringLiteral("isolated") : QString::fromStdString(options.preset));
    if (!preset)
        return fail(preset.error());
    const auto lab = readLab(preset->text, file);
    if (!lab)
        return fail(toError(lab.error(), file));
    const auto edits = editsOf(options, defaults, *lab);
    if (!edits)
        return fail(edits.error());
    auto text = editLab(preset->text, file, *edits);
    if (!text)
        return fail(toError(text.error(), file));
    if (const auto spec = readLab(*text, file); !spec)
        return fail(toError(spec.error(), file));
    return *text;
}

Result<QString> create(const Environment &environment, const Options &options)
{
    const Paths &paths = environment.paths;
    const QString name = QString::fromStdString(options.name);
    if (!isValidName(name))
        return fail(ErrorCode::Invalid, QStringLiteral("'%1' cannot be a lab's name").arg(name), {},
                    QStringLiteral("use lower-case letters, digits and hyphens, at most 40"));
    const QString file = paths.labsDir() + u'/' + name + QStringLiteral(".yaml");
    const auto text = textOf(options, environment.settings, file);
    if (!text)
        return fail(text.error());
    if (!QDir().mkpath(paths.labsDir()))
        return fail(ErrorCode::Failed, QStringLiteral("cannot make the directory"), paths.labsDir());
    const auto lock = FileLock::acquire(paths.labsDir() + QStringLiteral("/.lock"), std::chrono::seconds(10));
    if (!lock)
        return fail(lock.error());
    if (QFileInfo::exists(file))
        return fail(ErrorCode::Conflict, QStringLiteral("a lab called '%1' is there already").arg(name), file,
                    QStringLiteral("choose another name, or remove it with `hydractl delete %1`").arg(name));
    if (auto free = checkLabName(paths, name, file); !free)
        return fail(free.error());
    if (auto written = writeFileAtomically(file, *text); !written)
        return fail(written.error());
    return file;
}

} // namespace

void addCreate(CLI::App &app, Action &action)
{
    auto options = std::make_shared<Options>();
    CLI::App *command = app.add_subcommand("create", "Make a lab from a preset or an image");
    command->add_option("NEW", options->name, "The new lab's name")->required();
    QStringList names;
    for (const Preset &preset : presets())
        names << preset.name;
    auto *preset = command->add_option("--preset", options->preset, "One of: " + names.join(QStringLiteral(", ")).toStdString());
    command->add_option("--image", options->image, "An image of the store, for one isolated VM")->excludes(preset);
    command->add_option("--set", options->settings, "KEY=VALUE for every VM; may be repeated")->take_all();
    command->callback([options, &action] {
        action = [options](Session &session) {
            const auto file = create(session.environment(), *options);
            if (!file)
                return session.finish(file.error());
            print(*file + u'\n');
            session.say(QStringLiteral("Start it with `hydractl up %1`.").arg(QString::fromStdString(options->name)));
            session.finish(0);
        };
    });
}

} // namespace hydra::cli
