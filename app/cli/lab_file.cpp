// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"

#include "app/cli/output.h"
#include "app/cli/spec_notes.h"
#include "core/lab/edit_file.h"
#include "core/lab/lab_vm.h"
#include "core/start/lab_plan.h"

#include <CLI/CLI.hpp>
#include <QJsonArray>

namespace hydra::cli {
namespace {

struct LabFileArguments {
    std::string target;
    std::string vm;
    std::vector<std::string> words;
    Format format = Format::Json;
};

QString fileOf(const Session &session, const QString &text)
{
    const auto target = parseTarget(text);
    if (!target || !target->file.isEmpty())
        return text;
    const auto lab = findLab(session.paths(), target->lab);
    return lab ? lab->file : QString();
}

Result<void> set(const Paths &paths, const QString &file, const QString &vm,
                 const std::vector<std::string> &words)
{
    std::vector<LabEdit> edits;
    for (const std::string &word : words) {
        const QString text = QString::fromStdString(word);
        const qsizetype equals = text.indexOf(u'=');
        if (equals <= 0)
            return fail(ErrorCode::Invalid, QStringLiteral("'%1' is not KEY=VALUE").arg(text));
        const bool isItem = text[equals - 1] == u']'; // an empty value removes an item
        edits.push_back(
            {vm == u"-" ? QString() : vm, text.left(equals), text.mid(equals + 1),
             isItem && equals + 1 == text.size() ? LabEdit::Kind::Remove : LabEdit::Kind::Set});
    }
    return editLabFile(paths, file, edits);
}

void addSet(CLI::App &app, Action &action)
{
    auto options = std::make_shared<LabFileArguments>();
    CLI::App *command = app.add_subcommand("set", "Change values in a lab file; comments stay");
    command->add_option("TARGET", options->target, "LAB or a lab file")->required();
    command->add_option("VM", options->vm, "The VM; - for the lab's own keys")->required();
    command
        ->add_option("SETTING", options->words,
                     "KEY=VALUE: dotted key and YAML value; KEY[N]= takes a list's item out; may "
                     "be repeated")
        ->required();
    command->callback([options, &action] {
        action = [options](Session &session) {
            const QString file = fileOf(session, QString::fromStdString(options->target));
            if (file.isEmpty())
                return session.finish(
                    findLab(session.paths(), QString::fromStdString(options->target)).error());
            const auto done =
                set(session.paths(), file, QString::fromStdString(options->vm), options->words);
            if (!done)
                return session.finish(done.error());
            session.finish(0);
        };
    });
}

void addGet(CLI::App &app, Action &action)
{
    auto options = std::make_shared<LabFileArguments>();
    CLI::App *command = app.add_subcommand("get", "Print a value of a lab file, defaults included");
    command->add_option("TARGET", options->target, "LAB or a lab file")->required();
    command->add_option("VM", options->vm, "The VM; - for the lab's own keys")->required();
    command->add_option("KEY", options->words, "Dotted key")->required()->expected(1);
    command->callback([options, &action] {
        action = [options](Session &session) {
            const auto target = session.load(QString::fromStdString(options->target));
            if (!target)
                return;
            const QString vm = options->vm == "-" ? QString() : QString::fromStdString(options->vm);
            const auto value = getLabValue(target->lab.text, target->lab.file, vm,
                                           QString::fromStdString(options->words.front()));
            if (!value)
                return session.finish(toError(value.error(), target->lab.file));
            print(value->endsWith(u'\n') ? *value : *value + u'\n');
            session.finish(0);
        };
    });
}

void validate(Session &session, const LabFileArguments &options)
{
    const auto target = session.load(QString::fromStdString(options.target));
    if (!target)
        return;
    for (const QString &name : target->vms) {
        const LabVm vm = readLabVm(session.environment(), target->lab, *target->lab.spec.vm(name));
        // An image that is not there yet is no fault of the file; one that is no disk is.
        if (vm.missingImage && vm.missingImage->code != ErrorCode::NotFound)
            session.say(QStringLiteral("warning: %1: image: %2")
                            .arg(vm.ref.toString(), formatError(*vm.missingImage)));
    }
    sayNotes(session, *target);
    session.say(QStringLiteral("%1: good (lab %2, %3 VMs)")
                    .arg(target->lab.file, target->lab.spec.name)
                    .arg(target->lab.spec.vms.size()));
    session.finish(0);
}

void plan(Session &session, const LabFileArguments &options)
{
    const auto target = session.load(QString::fromStdString(options.target));
    if (!target)
        return;
    auto work = [environment = session.environment(), target = *target](const JobContext &) {
        return labPlan(environment, target);
    };
    session.keep(std::make_unique<Job<QJsonObject>>(
        work, [&session, options](const Result<QJsonObject> &json) {
            if (!json)
                return session.finish(json.error());
            for (const QJsonValue &warning : json->value(QStringLiteral("warnings")).toArray())
                session.say(QStringLiteral("warning: ") + warning.toString());
            printValue(*json, options.format);
            session.finish(0);
        }));
}

} // namespace

void addLabFile(CLI::App &app, Action &action)
{
    addSet(app, action);
    addGet(app, action);
    for (const auto &[name, words, run] :
         {std::tuple{"validate", "Judge a lab file; nothing is started", &validate},
          std::tuple{"plan", "Show what `up` would run, without running it", &plan}}) {
        auto options = std::make_shared<LabFileArguments>();
        CLI::App *command = app.add_subcommand(name, words);
        command->add_option("TARGET", options->target, "LAB, LAB/VM or a lab file")->required();
        if (run == &plan)
            addFormat(*command, options->format);
        command->callback([options, run = run, &action] {
            action = [options, run](Session &session) { run(session, *options); };
        });
    }
}

} // namespace hydra::cli
