// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"

#include "app/cli/crictl/not_offered.h"
#include "app/cli/output.h"

#include <CLI/CLI.hpp>

namespace hydra::cli {
namespace {

QStringList subcommandsOf(const CLI::App &command)
{
    QStringList names;
    for (const CLI::App *sub : command.get_subcommands([](const CLI::App *) { return true; })) {
        if (sub->get_group() != notOfferedGroup)
            names << QString::fromStdString(sub->get_name());
    }
    return names;
}

QStringList optionsOf(const CLI::App &command)
{
    QStringList names;
    for (const CLI::Option *option : command.get_options()) {
        if (option->get_group() == notOfferedGroup)
            continue;
        for (const std::string &name : option->get_lnames())
            names << QStringLiteral("--") + QString::fromStdString(name);
    }
    return names;
}

// A line "COMMAND) words ;;" per command, with the words that may follow it.
QString bashCases(const CLI::App &app)
{
    QString cases;
    for (const CLI::App *sub : app.get_subcommands([](const CLI::App *) { return true; })) {
        const QStringList words = subcommandsOf(*sub) + optionsOf(*sub);
        cases += QStringLiteral("    %1) words='%2' ;;\n")
                     .arg(QString::fromStdString(sub->get_name()), words.join(u' '));
    }
    return cases;
}

QString bash(const CLI::App &app)
{
    return QStringLiteral(
               "_hydractl() {\n"
               "  local words=''\n"
               "  case \"${COMP_WORDS[1]}\" in\n%1  esac\n"
               "  if [ \"$COMP_CWORD\" -eq 1 ]; then words='%2'; "
               "elif [[ \"${COMP_WORDS[COMP_CWORD]}\" != -* ]]; then "
               "words=\"$words $(hydractl list 2>/dev/null | awk 'NR>1{print $1; print $1\"/\"$2}' "
               "| sort -u)\"; fi\n"
               "  COMPREPLY=($(compgen -W \"$words\" -- \"${COMP_WORDS[COMP_CWORD]}\"))\n"
               "}\n"
               "complete -o default -F _hydractl hydractl\n")
        .arg(bashCases(app), subcommandsOf(app).join(u' '));
}

QString fish(const CLI::App &app)
{
    QString text;
    for (const CLI::App *sub : app.get_subcommands([](const CLI::App *) { return true; })) {
        const QString name = QString::fromStdString(sub->get_name());
        QString words = QString::fromStdString(sub->get_description());
        words.replace(u'\'', QStringLiteral("\\'"));
        text += QStringLiteral("complete -c hydractl -n __fish_use_subcommand -a %1 -d '%2'\n")
                    .arg(name, words);
        for (const QString &option : optionsOf(*sub))
            text +=
                QStringLiteral("complete -c hydractl -n '__fish_seen_subcommand_from %1' -l %2\n")
                    .arg(name, option.mid(2));
    }
    return text;
}

} // namespace

void addCompletion(CLI::App &app, Action &action)
{
    auto shell = std::make_shared<std::string>();
    CLI::App *command = app.add_subcommand(
        "completion", "Print a completion script: eval \"$(hydractl completion bash)\"");
    command->add_option("SHELL", *shell, "bash, zsh or fish")
        ->required()
        ->check(CLI::IsMember({"bash", "zsh", "fish"}));
    command->callback([shell, &app, &action] {
        action = [shell, &app](Session &session) {
            if (*shell == "fish")
                print(fish(app));
            else
                print((*shell == "zsh"
                           ? QStringLiteral("autoload -U +X bashcompinit && bashcompinit\n")
                           : QString()) +
                      bash(app));
            session.finish(0);
        };
    });
}

} // namespace hydra::cli
