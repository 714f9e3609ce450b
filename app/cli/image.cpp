// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"

#include "app/cli/image_pull.h"
#include "app/cli/output.h"
#include "core/base/log.h"
#include "core/copy/owned_lab.h"
#include "core/copy/prepare_image.h"
#include "core/fetch/fetch.h"
#include "core/host/facts.h"
#include "core/image/add_image.h"
#include "core/image/guest_build.h"
#include "core/image/image_kind.h"
#include "core/image/pull/newer_build.h"
#include "core/image/recipe_digest.h"
#include "core/lab/environment.h"
#include "core/lab/image_users.h"

#include <CLI/CLI.hpp>
#include <QJsonArray>

namespace hydra::cli {
namespace {

struct ImageArguments {
    std::string name;
};

QString note(const StoredImage &image, const QString &arch)
{
    if (isOutdated(image, arch))
        return QStringLiteral("of an older Hydra: remove it and build it again");
    return image.frozen ? QStringLiteral("starts at once with %1 and %2")
                              .arg(image.frozen->memory.toDisplay(), image.frozen->accelerator)
                        : QString();
}

struct ImageListArguments {
    Format format = Format::Table;
    bool newer = false; ///< also ask the distributions for newer builds
};

/// An image, and whether its distribution has a newer build; nothing: not known.
struct ListedImage {
    StoredImage image;
    std::optional<bool> isOld;
};
using ListedImages = std::vector<ListedImage>;

// What cannot be found out is not known.
ListedImages withNewerBuilds(const std::vector<StoredImage> &images, const PullSettings &settings,
                             const JobContext &job)
{
    ListedImages listed;
    for (const StoredImage &image : images) {
        const auto isOld = hasNewerBuild(image, settings, job);
        if (!isOld)
            logWarning("cli", formatError(isOld.error()));
        listed.push_back({image, isOld.value_or(std::nullopt)});
    }
    return listed;
}

void printImages(const ListedImages &images, Format format)
{
    QJsonArray json;
    std::vector<QStringList> rows;
    const QString arch = hostDebianArch();
    for (const auto &[image, isOld] : images) {
        QJsonObject entry = toJson(image);
        entry[u"path"] = image.path;
        entry[u"outdated"] = isOutdated(image, arch);
        entry[u"newer_build"] = isOld ? QJsonValue(*isOld) : QJsonValue::Null;
        json.append(entry);
        rows.push_back(
            {image.name, image.virtualSize.toDisplay(), image.fileSize.toDisplay(), image.createdAt,
             image.source,
             isOld.value_or(false) ? QStringLiteral("a newer build is there") : note(image, arch)});
    }
    if (format != Format::Table)
        printValue({{QStringLiteral("images"), json}}, format);
    else
        print(table({QStringLiteral("NAME"), QStringLiteral("DISK"), QStringLiteral("FILE"),
                     QStringLiteral("CREATED"), QStringLiteral("SOURCE"), QStringLiteral("NOTE")},
                    rows));
}

void listImages(Session &session, const ImageListArguments &options)
{
    const auto images = ImageStore(session.paths().imagesDir()).list();
    if (!images)
        return session.finish(images.error());
    if (!options.newer) {
        ListedImages listed;
        for (const StoredImage &image : *images)
            listed.push_back({image, {}});
        printImages(listed, options.format);
        return session.finish(0);
    }
    const auto work = [images = *images, settings = pullSettings(session.environment())](
                          const JobContext &job) -> Result<ListedImages> {
        return withNewerBuilds(images, settings, job);
    };
    runJob<ListedImages>(session, work,
                         [&session, format = options.format](const Result<ListedImages> &listed) {
                             if (!listed)
                                 return session.finish(listed.error());
                             printImages(*listed, format);
                             session.finish(0);
                         });
}

void build(Session &session, const ImageArguments &options)
{
    const auto recipe = findGuestRecipe(QString::fromStdString(options.name), hostDebianArch());
    if (!recipe)
        return session.finish(recipe.error());
    session.record(QStringLiteral("image-build"), recipe->name);
    auto work = [store = ImageStore(session.paths().imagesDir()), recipe = *recipe,
                 chosen = buildOptions(session.environment())](const JobContext &job) {
        return buildGuest(store, recipe, job, chosen);
    };
    runJob<StoredImage>(session, work, [&session](const Result<StoredImage> &image) {
        if (!image)
            return session.finish(image.error());
        session.finish(0);
        print(image->path + u'\n');
    });
}

struct AddArguments {
    std::string file;
    std::string name;
};

void add(Session &session, const AddArguments &arguments)
{
    const QString file = QString::fromStdString(arguments.file);
    const QString name =
        arguments.name.empty() ? imageNameFor(file) : QString::fromStdString(arguments.name);
    session.record(QStringLiteral("image-add"), name);
    auto work = [store = ImageStore(session.paths().imagesDir()), file, name,
                 qemuImg = session.environment().programs.qemuImg](const JobContext &job) {
        return addImageFile(store, file, name, job, qemuImg);
    };
    runJob<StoredImage>(session, work, [&session](const Result<StoredImage> &image) {
        if (!image)
            return session.finish(image.error());
        session.say(QStringLiteral("Name it in a lab file as `image: %1`, or make a lab of it with "
                                   "`hydractl create NEW --image %1`.")
                        .arg(image->name));
        session.finish(0);
        print(image->path + u'\n');
    });
}

void addAdd(CLI::App &image, Action &action)
{
    auto arguments = std::make_shared<AddArguments>();
    CLI::App *command = image.add_subcommand(
        "add", "Put a copy of a disk image into the store; other formats are converted, and "
               "archives unpacked");
    command->add_option("FILE", arguments->file, "The file; it stays as it is")->required();
    command->add_option("--name", arguments->name, "The image's name; default: after the file");
    command->callback([arguments, &action] {
        action = [arguments](Session &session) { add(session, *arguments); };
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
    const PrepareOptions options{.name = QString::fromStdString(arguments.name),
                                 .freeze = arguments.freeze};
    session.record(QStringLiteral("image-prepare"), options.name);
    auto work = [environment = session.environment(), target = *target,
                 options](const JobContext &job) {
        return prepareImage(environment, target, options, job);
    };
    runJob<StoredImage>(session, work, [&session](const Result<StoredImage> &image) {
        if (!image)
            return session.finish(image.error());
        session.say(QStringLiteral("Make environments of it with `hydractl create NEW --image %1`.")
                        .arg(image->name));
        session.finish(0);
        print(image->path + u'\n');
    });
}

void addPrepare(CLI::App &image, Action &action)
{
    auto arguments = std::make_shared<PrepareArguments>();
    CLI::App *command = image.add_subcommand(
        "prepare", "Make an image of a VM as it is set up; the VM is not touched");
    command->add_option("TARGET", arguments->target, "LAB/VM")->required();
    command->add_option("--name", arguments->name, "The new image's name")->required();
    command->add_flag("--freeze", arguments->freeze,
                      "Keep the running guest, too: VMs of it are ready in about a second");
    command->callback([arguments, &action] {
        action = [arguments](Session &session) { prepare(session, *arguments); };
    });
}

void removeImage(Session &session, const ImageArguments &options)
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

// All images of the store, or the one called NAME.
Result<std::vector<StoredImage>> chosen(const ImageStore &store, const QString &name)
{
    if (name.isEmpty())
        return store.list();
    const auto image = store.find(name);
    return image ? Result<std::vector<StoredImage>>(std::vector{*image}) : fail(image.error());
}

void verify(Session &session, const ImageArguments &options)
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
            session.printError({.code = ErrorCode::Failed,
                                .what = QStringLiteral("has no image file, or cannot be read"),
                                .where = record});
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

void prune(Session &session, const ImageArguments &)
{
    const auto work = [environment =
                           session.environment()](const JobContext &) -> Result<QStringList> {
        const auto labs = removeOrphanedLabs(environment.paths);
        if (!labs)
            return labs;
        QStringList removed = removeLeftPreparations(environment);
        removed << removeDownloads(environment.paths.downloadsDir());
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
    auto listOptions = std::make_shared<ImageListArguments>();
    CLI::App *listCommand = image->add_subcommand("list", "Show the images of the store");
    addFormat(*listCommand, listOptions->format);
    listCommand->add_flag("--newer", listOptions->newer,
                          "Ask the distributions whether they have newer builds");
    listCommand->callback([listOptions, &action] {
        action = [listOptions](Session &session) { listImages(session, *listOptions); };
    });
    addImagePull(*image, action);
    addAdd(*image, action);
    addPrepare(*image, action);
    QStringList recipes;
    for (const GuestRecipe &recipe : guestRecipes(hostDebianArch()))
        recipes << recipe.name;
    for (const auto &[name, words, run] :
         {std::tuple{"build",
                     "Make a guest from Debian packages: " +
                         recipes.join(QStringLiteral(", ")).toStdString(),
                     &build},
          std::tuple{"remove", std::string("Remove an image that no VM uses"), &removeImage}}) {
        auto options = std::make_shared<ImageArguments>();
        CLI::App *command = image->add_subcommand(name, words);
        command->add_option("NAME", options->name, "The image's name")->required();
        command->callback([options, run = run, &action] {
            action = [options, run](Session &session) { run(session, *options); };
        });
    }
    auto verified = std::make_shared<ImageArguments>();
    CLI::App *verifyCommand = image->add_subcommand(
        "verify", "Read images and compare them with what was put into the store");
    verifyCommand->add_option("NAME", verified->name, "An image; default: all");
    verifyCommand->callback([verified, &action] {
        action = [verified](Session &session) { verify(session, *verified); };
    });
    CLI::App *pruneCommand = image->add_subcommand(
        "prune",
        "Remove what killed commands left: work in the store, disposable runs, parts of downloads");
    pruneCommand->callback([&action] { action = [](Session &session) { prune(session, {}); }; });
}

} // namespace hydra::cli
