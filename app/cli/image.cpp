// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "commands.h"

#include "host/facts.h"
#include "image/guest_build.h"
#include "lab/check_start.h"
#include "lab/image_users.h"
#include "lab/prepare.h"
#include "lab/owned_lab.h"
#include "output.h"

#include <CLI/CLI.hpp>
#include <QJsonArray>

namespace hydra::cli {
namespace {

struct Options {
    std::string name;
    Format format = Format::Table;
};

QString note(const StoredImage &image, const QString &arch)
{
    if (isOutdated(image, arch))
        return QStringLiteral("of an older Hydra: remove it and build it again");
    return image.frozen ? QStringLiteral("starts at once with %1 and %2").arg(image.frozen->memory.toDisplay(), image.frozen->accelerator)
                        : QString();
}

void list(Session &session, const Options &options)
{
    const auto images = ImageStore(session.paths().imagesDir()).list();
    if (!images)
        return session.finish(images.error());
    QJsonArray json;
    std::vector<QStringList> rows;
    const QString arch = debianArch(machineFacts().arch);
    for (const StoredImage &image : *images) {
        QJsonObject entry = toJson(image);
        entry[u"path"] = image.path;
        entry[u"outdated"] = isOutdated(image, arch);
        json.append(entry);
        rows.push_back({image.name, image.virtualSize.toDisplay(), image.fileSize.toDisplay(), image.createdAt, image.source, note(image, arch)});
    }
    if (options.format != Format::Table)
        printValue({{QStringLiteral("images"), json}}, options.format);
    else
        print(table({QStringLiteral("NAME"), QStringLiteral("DISK"), QStringLiteral("FILE"), QStringLiteral("CREATED"), QStringLiteral("SOURCE"), QStringLiteral("NOTE")}, rows));
    session.finish(0);
}

void build(Session &session, const Options &options)
{
    const auto recipe = findGuestRecipe(QString::fromStdString(options.name), debianArch(machineFacts().arch));
    if (!recipe)
        return session.finish(recipe.error());
    session.record(QStringLiteral("image-build"), recipe->name);
    auto work = [store = ImageStore(session.paths().imagesDir()), recipe = *recipe, chosen = buildOptions(session.environment())](const JobContext &job) {
        return buildGuest(store, recipe, job, chosen);
    };
    runJob<StoredImage>(session, work, [&session](const Result<StoredImage> &image) {
        if (!image)
            return session.finish(image.error());
        session.finish(0);
        print(image->path + u'\n');
    });
}

struct PrepareArguments {
    std::string target;
    std::string name;
    bool freeze = false;
};

void prepare(Session &session, const PrepareArguments &arguments)
{
    const auto target = session.loadVm(arguments.target);
    if (!target)
        return;
    const PrepareOptions options{QString::fromStdString(arguments.name), arguments.freeze};
    session.record(QStringLiteral("image-prepare"), options.name);
    auto work = [environment = session.environment(), target = *target, options](const JobContext &job) {
        return prepareImage(environment, target, options, job);
    };
    runJob<StoredImage>(session, work, [&session](const Result<StoredImage> &image) {
        if (!image)
            return session.finish(image.error());
        session.say(QStringLiteral("Make environments of it with `hydractl create NEW --image %1`.").arg(image->name));
        session.finish(0);
        print(image->path + u'\n');
    });
}

void addPrepare(CLI::App &image, Action &action)
{
    auto arguments = std::make_shared<PrepareArguments>();
    CLI::App *command = image.add_subcommand("prepare", "Make an image of a VM as it is set up; the VM is not touched");
    command->add_option("TARGET", arguments->target, "LAB/VM")->required();
    command->add_option("--name", arguments->name, "The new image's name")->required();
    command->add_flag("--freeze", arguments->freeze, "Keep the running guest, too: VMs of it are ready in about a second");
    command->callback([arguments, &action] { action = [arguments](Session &session) { prepare(session, *arguments); }; });
}

void remove(Session &session, const Options &options)
{
    const ImageStore store(session.paths().imagesDir());
    const QString name = QString::fromStdString(options.name);
    const auto image = store.find(name);
    if (!image)
        return session.finish(image.error());
    const auto removed = store.remove(name, imageUsers(session.paths(), *image));
    if (!removed)
        return session.finish(removed.error());
    session.finish(0);
}

// Every image of the store, or one by its name.
Result<std::vector<StoredImage>> chosen(const ImageStore &store, const QString &name)
{
    if (name.isEmpty())
        return store.list();
    const auto image = store.find(name);
    return image ? Result<std::vector<StoredImage>>(std::vector{*image}) : fail(image.error());
}

void verify(Session &session, const Options &options)
{
    const ImageStore store(session.paths().imagesDir());
    const auto images = chosen(store, QString::fromStdString(options.name));
    if (!images)
        return session.finish(images.error());
    using Verdicts = std::vector<std::pair<QString, Result<void>>>;
    const auto work = [store, images = *images](const JobContext &job) -> Result<Verdicts> {
        Verdicts verdicts;
        for (const StoredImage &image : images) {
            verdicts.emplace_back(image.name, store.verify(image, job));
            if (job.cancel.cancelled())
                return fail(verdicts.back().second.error());
        }
        return verdicts;
    };
    const QStringList broken = options.name.empty() ? store.brokenRecords() : QStringList();
    runJob<Verdicts>(session, work, [&session, broken](const Result<Verdicts> &verdicts) {
        if (!verdicts)
            return session.finish(verdicts.error());
        for (const QString &record : broken)
            session.printError({ErrorCode::Failed, QStringLiteral("has no image file, or cannot be read"), record, {}, {}});
        int code = broken.isEmpty() ? 0 : 1;
        QString good;
        for (const auto &[name, verdict] : *verdicts) {
            if (verdict) {
                good += name + QStringLiteral(": as it was put into the store\n");
                continue;
            }
            session.printError(verdict.error());
            code = exitCode(verdict.error().code);
        }
        session.finish(code);
        print(good);
    });
}

void prune(Session &session, const Options &)
{
    const auto work = [environment = session.environment()](const JobContext &) -> Result<QStringList> {
        const auto labs = removeOrphanedLabs(environment.paths);
        if (!labs)
            return labs;
        QStringList removed = removeLeftPreparations(environment);
        for (const QString &lab : *labs)
            removed << QStringLiteral("lab ") + lab;
        return removed;
    };
    runJob<QStringList>(session, work, [&session](const Result<QStringList> &removed) {
        if (!removed)
            return session.finish(removed.error());
        session.finish(0);
        for (const QString &what : *removed)
            print(what + u'\n');
        if (removed->isEmpty())
            session.say(QStringLiteral("Nothing was left behind."));
    });
}

} // namespace

void addImage(CLI::App &app, Action &action)
{
    CLI::App *image = app.add_subcommand("image", "The images that VMs start from");
    image->require_subcommand(1);
    auto listOptions = std::make_shared<Options>();
    CLI::App *listCommand = image->add_subcommand("list", "Show the images of the store");
    addFormat(*listCommand, listOptions->format);
    listCommand->callback([listOptions, &action] { action = [listOptions](Session &session) { list(session, *listOptions); }; });
    addPrepare(*image, action);
    QStringList recipes;
    for (const GuestRecipe &recipe : guestRecipes(debianArch(machineFacts().arch)))
        recipes << recipe.name;
    for (const auto &[name, words, run] :
         {std::tuple{"build", "Make a guest from Debian packages: " + recipes.join(QStringLiteral(", ")).toStdString(), &build},
          std::tuple{"remove", std::string("Remove an image that no VM uses"), &remove}}) {
        auto options = std::make_shared<Options>();
        CLI::App *command = image->add_subcommand(name, words);
        command->add_option("NAME", options->name, "The image's name")->required();
        command->callback([options, run = run, &action] { action = [options, run](Session &session) { run(session, *options); }; });
    }
    auto verified = std::make_shared<Options>();
    CLI::App *verifyCommand = image->add_subcommand("verify", "Read images and compare them with what was put into the store");
    verifyCommand->add_option("NAME", verified->name, "An image; default: all");
    verifyCommand->callback([verified, &action] { action = [verified](Session &session) { verify(session, *verified); }; });
    CLI::App *pruneCommand = image->add_subcommand("prune", "Remove what killed commands left: work in the store, disposable runs");
    pruneCommand->callback([&action] { action = [](Session &session) { prune(session, {}); }; });
}

} // namespace hydra::cli
