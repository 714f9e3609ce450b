// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"

#include "app/cli/output.h"
#include "core/lab/settings_file.h"

#include <CLI/CLI.hpp>

namespace hydra::cli {
namespace {

struct SettingsArguments {
    std::string key;
    std::vector<std::string> words;
    Format format = Format::Table;
};

void printAll(const Settings &settings, Format format)
{
    if (format != Format::Table)
        return printValue(toJson(settings), format);
    std::vector<QStringList> rows;
    for (const QString &key : settingKeys()) {
        const QString value = settingValue(settings, {}, key).value_or(QString());
        rows.push_back({key, value == u"null" ? QStringLiteral("-") : value});
    }
    print(table({QStringLiteral("SETTING"), QStringLiteral("VALUE")}, rows));
}

void get(Session &session, const SettingsArguments &options)
{
    const auto settings = loadSettings(session.paths());
    if (!settings)
        return session.finish(settings.error());
    if (options.key.empty()) {
        printAll(*settings, options.format);
        return session.finish(0);
    }
    const auto value =
        settingValue(*settings, settingsFile(session.paths()), QString::fromStdString(options.key));
    if (!value)
        return session.finish(toError(value.error(), settingsFile(session.paths())));
    print(*value + u'\n');
    session.finish(0);
}

void set(Session &session, const SettingsArguments &options)
{
    std::vector<SettingEdit> edits;
    for (const std::string &word : options.words) {
        const QString text = QString::fromStdString(word);
        const qsizetype equals = text.indexOf(u'=');
        if (equals <= 0) // the value is not repeated: it may be a proxy's password
            return session.finish(Error{ErrorCode::Invalid,
                                        QStringLiteral("settings set wants KEY=VALUE"),
                                        {},
                                        QStringLiteral("such as theme=dark"),
                                        {}});
        edits.push_back({text.left(equals), text.mid(equals + 1)});
    }
    const auto changed = changeSettings(session.paths(), edits);
    if (!changed)
        return session.finish(changed.error());
    session.finish(0);
}

} // namespace

void addSettings(CLI::App &app, Action &action)
{
    CLI::App *settings = app.add_subcommand(
        "settings", "What holds for all labs: programs, defaults, the window's look");
    settings->require_subcommand(1);
    const std::string keys = settingKeys().join(QStringLiteral(", ")).toStdString();
    auto getOptions = std::make_shared<SettingsArguments>();
    CLI::App *getCommand = settings->add_subcommand("get", "Show one setting or all");
    getCommand->add_option("KEY", getOptions->key, "One of: " + keys);
    addFormat(*getCommand, getOptions->format);
    getCommand->callback([getOptions, &action] {
        action = [getOptions](Session &session) { get(session, *getOptions); };
    });
    auto setOptions = std::make_shared<SettingsArguments>();
    CLI::App *setCommand =
        settings->add_subcommand("set", "Change settings; comments in their file stay");
    setCommand
        ->add_option("SETTING", setOptions->words,
                     "KEY=VALUE, KEY= for the default; may be repeated")
        ->required();
    setCommand->callback([setOptions, &action] {
        action = [setOptions](Session &session) { set(session, *setOptions); };
    });
}

} // namespace hydra::cli
