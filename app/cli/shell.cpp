// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"

#include "app/cli/output.h"
#include "core/process/replace.h"
#include "core/reach/ssh.h"

#include <CLI/CLI.hpp>

namespace hydra::cli {
namespace {

struct ShellArguments {
    std::string target;
    std::vector<std::string> command;
};

void logIn(Session &session, const VmLink &link, const QString &username, const QStringList &words,
           const VmDone &done)
{
    if (link.status().state != VmState::Running)
        return done(
            fail(ErrorCode::Failed, QStringLiteral("is %1").arg(toString(link.status().state)),
                 link.vm().toString(),
                 QStringLiteral("start it with `hydractl up %1`").arg(link.vm().toString())));
    const auto ssh = sshCommand(session.paths(), link.vm(), username, link.status().ports, words);
    if (!ssh)
        return done(fail(ssh.error()));
    done(replaceProcess(*ssh)); // returns only on failure
}

void addShellCommand(CLI::App &app, Action &action)
{
    auto options = std::make_shared<ShellArguments>();
    CLI::App *command = app.add_subcommand("shell", "Log in with ssh, or run a command there");
    command->add_option("TARGET", options->target, "LAB/VM")->required();
    command->add_option("COMMAND", options->command,
                        "After --: what to run instead of a login shell");
    command->callback([options, &action] {
        action = [options](Session &session) {
            const auto target = session.loadVm(options->target);
            if (!target)
                return;
            QStringList words;
            for (const std::string &word : options->command)
                words << QString::fromStdString(word);
            const QString username = target->lab.spec.vm(target->vms.front())->username;
            forEachVm(session, {*target},
                      [&session, username, words](VmLink &link, const VmDone &done) {
                          logIn(session, link, username, words, done);
                      });
        };
    });
}

void addSshConfig(CLI::App &app, Action &action)
{
    auto options = std::make_shared<ShellArguments>();
    CLI::App *command = app.add_subcommand(
        "ssh-config",
        "Print an OpenSSH client configuration for running VMs, with the hosts LAB/VM "
        "and LAB.VM: scp, rsync, sftp and git need the one without a slash");
    command->add_option("TARGET", options->target, "LAB, LAB/VM or a lab file; default: all");
    command->callback([options, &action] {
        action = [options](Session &session) {
            std::vector<std::string> names;
            if (!options->target.empty())
                names.push_back(options->target);
            else
                for (const KnownLab &lab : knownLabs(session.paths()))
                    names.push_back(lab.name.toStdString());
            const auto targets = session.loadAll(names);
            if (!targets)
                return;
            if (targets->empty())
                return session.finish(0);
            auto users = std::make_shared<QMap<QString, QString>>();
            for (const LoadedTarget &target : *targets)
                for (const QString &vm : target.vms)
                    users->insert(target.lab.ref(vm).toString(), target.lab.spec.vm(vm)->username);
            forEachVm(session, *targets, [&session, users](VmLink &link, const VmDone &done) {
                const QString user = users->value(link.vm().toString());
                if (link.status().ports.empty())
                    return done({});
                // Writes the files that the configuration refers to.
                if (const auto files =
                        sshCommand(session.paths(), link.vm(), user, link.status().ports, {});
                    !files)
                    return done({});
                const auto config =
                    sshConfigOf(session.paths(), link.vm(), user, link.status().ports);
                if (config)
                    print(*config + u'\n');
                done({});
            });
        };
    });
}

} // namespace

void addShell(CLI::App &app, Action &action)
{
    addShellCommand(app, action);
    addSshConfig(app, action);
}

} // namespace hydra::cli
