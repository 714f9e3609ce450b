// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/image_pull.h"

#include "app/cli/output.h"
#include "core/host/facts.h"
#include "core/image/pull/catalogue.h"
#include "core/image/pull/pull_image.h"

#include <CLI/CLI.hpp>
#include <QJsonArray>

namespace hydra::cli {
namespace {

struct PullArguments {
    std::string what;
    std::string name;
    std::string sha512;
    std::string sha256;
    std::string checksums;
    std::string arch;
    bool latest = false;
    bool login = false;
};

std::string hostArch()
{
    return hostDebianArch().toStdString();
}

// Upstream's names of them.
FetchLogin loginFromEnvironment()
{
    return {.token = qEnvironmentVariable("RIMD_ARTIFACT_URL_TOKEN"),
            .user = qEnvironmentVariable("RIMD_ARTIFACT_URL_USER"),
            .password = qEnvironmentVariable("RIMD_ARTIFACT_URL_PASS")};
}

// An image of a foreign architecture gets a name that says so.
QString storeName(const ImageSource &source, const PullArguments &arguments)
{
    if (!arguments.name.empty())
        return QString::fromStdString(arguments.name);
    const bool isForeign = findCatalogueImage(source.name, {}) && arguments.arch != hostArch();
    return isForeign ? source.name + u'-' + QString::fromStdString(arguments.arch) : source.name;
}

Result<ImageSource> sourceOf(const PullArguments &arguments)
{
    auto source = imageSourceFor(QString::fromStdString(arguments.what),
                                 QString::fromStdString(arguments.arch),
                                 arguments.latest ? ImageBuild::Latest : ImageBuild::Usual);
    if (!source)
        return source;
    source->name = storeName(*source, arguments);
    source->sha512 = QString::fromStdString(arguments.sha512).toLower();
    source->sha256 = QString::fromStdString(arguments.sha256).toLower();
    if (!arguments.checksums.empty())
        source->checksums = QString::fromStdString(arguments.checksums);
    if (!arguments.login)
        return source;
    source->login = loginFromEnvironment();
    if (source->login == FetchLogin())
        return fail(ErrorCode::Invalid, QStringLiteral("there is no login in the environment"), {},
                    QStringLiteral("set RIMD_ARTIFACT_URL_TOKEN, or RIMD_ARTIFACT_URL_USER and "
                                   "RIMD_ARTIFACT_URL_PASS"));
    return source;
}

void sayPulled(Session &session, const StoredImage &image)
{
    session.say(image.checkedBy.isEmpty()
                    ? QStringLiteral("Nothing there tells its checksum, so it was not checked; "
                                     "next time give one with --sha512.")
                    : QStringLiteral("Checked against %1.").arg(image.checkedBy));
    session.say(QStringLiteral("Name it in a lab file as `image: %1`, or make a lab of it with "
                               "`hydractl create NEW --image %1`.")
                    .arg(image.name));
}

void pull(Session &session, const PullArguments &arguments)
{
    const auto source = sourceOf(arguments);
    if (!source)
        return session.finish(source.error());
    session.record(QStringLiteral("image-pull"), source->name);
    auto work = [store = ImageStore(session.paths().imagesDir()), source = *source,
                 settings = pullSettings(session.environment())](const JobContext &job) {
        return pullImage(store, source, job, settings);
    };
    runJob<StoredImage>(session, work, [&session](const Result<StoredImage> &image) {
        if (!image && image.error().code == ErrorCode::Cancelled)
            session.say(QStringLiteral("\nWhat has arrived is kept: the same command goes on."));
        if (!image)
            return session.finish(image.error());
        sayPulled(session, *image);
        session.finish(0);
        print(image->path + u'\n');
    });
}

struct CatalogueArguments {
    std::string arch;
    Format format = Format::Table;
};

QJsonValue jsonOf(const std::optional<ImageSource> &source)
{
    if (!source)
        return QJsonValue::Null;
    return QJsonObject{{QStringLiteral("url"), source->url},
                       {QStringLiteral("sha512"), source->sha512},
                       {QStringLiteral("checksums"), source->checksums},
                       {QStringLiteral("signature"),
                        source->signature.isInline ? source->checksums : source->signature.url}};
}

void catalogue(Session &session, const CatalogueArguments &arguments)
{
    const ImageStore store(session.paths().imagesDir());
    QJsonArray json;
    std::vector<QStringList> rows;
    for (const CatalogueImage &image : imageCatalogue(QString::fromStdString(arguments.arch))) {
        const bool stored = store.find(image.name).has_value();
        json.append(QJsonObject{{QStringLiteral("name"), image.name},
                                {QStringLiteral("title"), image.title},
                                {QStringLiteral("arch"), image.arch},
                                {QStringLiteral("build"), image.build},
                                {QStringLiteral("stored"), stored},
                                {QStringLiteral("pinned"), jsonOf(image.pinned)},
                                {QStringLiteral("latest"), jsonOf(image.latest)}});
        rows.push_back({image.name, image.build.isEmpty() ? QStringLiteral("latest") : image.build,
                        stored ? QStringLiteral("yes") : QStringLiteral("-"), image.title});
    }
    if (arguments.format != Format::Table)
        printValue({{QStringLiteral("images"), json}}, arguments.format);
    else
        print(table({QStringLiteral("NAME"), QStringLiteral("BUILD"), QStringLiteral("IN STORE"),
                     QStringLiteral("IMAGE")},
                    rows));
    session.finish(0);
}

void addArch(CLI::App &command, std::string &arch)
{
    arch = hostArch();
    command.add_option("--arch", arch, "amd64 or arm64; default: this machine's")
        ->check(CLI::IsMember({"amd64", "arm64"}));
}

CLI::Validator isHex(std::size_t digits)
{
    return {
        [digits](const std::string &text) {
            const bool good = text.size() == digits &&
                              text.find_first_not_of("0123456789abcdefABCDEF") == std::string::npos;
            return good ? std::string() : "wants " + std::to_string(digits) + " hexadecimal digits";
        },
        "HEX"};
}

void addPull(CLI::App &image, Action &action)
{
    auto arguments = std::make_shared<PullArguments>();
    CLI::App *command = image.add_subcommand(
        "pull", "Download an image into the store; what has arrived before is not asked for again");
    command
        ->add_option("IMAGE", arguments->what,
                     "A name of the catalogue, the name of one of its files, or a URL")
        ->required();
    command->add_option("--name", arguments->name, "Its name in the store");
    command->add_option("--sha512", arguments->sha512, "What the file must have")
        ->check(isHex(128));
    command->add_option("--sha256", arguments->sha256, "Likewise")->check(isHex(64));
    command->add_option("--checksums", arguments->checksums,
                        "URL of the file that lists its checksum; default: SHA512SUMS and the like "
                        "beside it");
    addArch(*command, arguments->arch);
    command->add_flag("--latest", arguments->latest, "The newest build instead of the pinned one");
    command->add_flag("--login", arguments->login,
                      "With the login in the environment: RIMD_ARTIFACT_URL_TOKEN, or _USER and "
                      "_PASS");
    command->callback([arguments, &action] {
        action = [arguments](Session &session) { pull(session, *arguments); };
    });
}

} // namespace

void addImagePull(CLI::App &image, Action &action)
{
    addPull(image, action);
    auto arguments = std::make_shared<CatalogueArguments>();
    CLI::App *command = image.add_subcommand("catalogue", "Show the images that can be pulled");
    addArch(*command, arguments->arch);
    addFormat(*command, arguments->format);
    command->callback([arguments, &action] {
        action = [arguments](Session &session) { catalogue(session, *arguments); };
    });
}

} // namespace hydra::cli
