// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/bundle/bundle_manifest.h"

#include "core/base/ids.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSet>

namespace hydra {
namespace {

constexpr qint64 kSmallFile = 4 << 20; // for a lab file or a record
constexpr qint64 kBigFile = 1LL << 44; // 16 TiB, for a disk or a memory
constexpr qsizetype kMostImages = 200;

tl::unexpected<Error> unfit(const QString &what)
{
    return fail(ErrorCode::Failed, QStringLiteral("is no bundle of Hydra: %1").arg(what),
                QStringLiteral("manifest.json"));
}

QJsonObject fileJson(const BundleFile &file)
{
    return {{QStringLiteral("name"), file.name},
            {QStringLiteral("size"), file.size},
            {QStringLiteral("sha512"), file.sha512}};
}

Result<BundleFile> fileFrom(const QJsonValue &json, qint64 limit)
{
    static const QRegularExpression digest(
        QRegularExpression::anchoredPattern(QStringLiteral("[0-9a-f]{128}")));
    BundleFile file{json[QStringLiteral("name")].toString(),
                    json[QStringLiteral("size")].toInteger(-1),
                    json[QStringLiteral("sha512")].toString()};
    if (file.size < 0 || file.size > limit)
        return unfit(QStringLiteral("the size of %1 cannot be").arg(file.name.left(100)));
    if (!digest.match(file.sha512).hasMatch())
        return unfit(QStringLiteral("%1 has no SHA-512").arg(file.name.left(100)));
    return file;
}

bool isImageName(const QString &name)
{
    static const QRegularExpression pattern(
        QRegularExpression::anchoredPattern(QStringLiteral("[a-z0-9][a-z0-9._-]{0,79}")));
    return pattern.match(name).hasMatch();
}

// A record and a disk, and either both memory and state or neither.
bool hasRightFiles(const BundleImage &image)
{
    QStringList endings;
    for (const BundleFile &file : image.files) {
        const QString stem = QStringLiteral("images/") + image.name + u'.';
        if (!file.name.startsWith(stem))
            return false;
        endings << file.name.mid(stem.size());
    }
    if (endings.size() != 2 && endings.size() != 4)
        return false;
    return endings[0] == u"json" && (endings[1] == u"qcow2" || endings[1] == u"raw") &&
           (endings.size() == 2 || (endings[2] == u"memory" && endings[3] == u"state"));
}

Result<BundleImage> imageFrom(const QJsonValue &json)
{
    BundleImage image;
    image.name = json[QStringLiteral("name")].toString();
    if (!isImageName(image.name))
        return unfit(QStringLiteral("%1 is no image's name").arg(image.name.left(100)));
    for (const QJsonValue &entry : json[QStringLiteral("files")].toArray()) {
        const auto file = fileFrom(entry, image.files.empty() ? kSmallFile : kBigFile);
        if (!file)
            return fail(file.error());
        image.files.push_back(*file);
    }
    if (!hasRightFiles(image))
        return unfit(
            QStringLiteral("the files of image %1 are not those of an image").arg(image.name));
    return image;
}

} // namespace

std::vector<BundleFile> BundleManifest::files() const
{
    std::vector<BundleFile> all{labFile};
    for (const BundleImage &image : images)
        all.insert(all.end(), image.files.begin(), image.files.end());
    return all;
}

qint64 BundleManifest::totalSize() const
{
    qint64 total = 0;
    for (const BundleFile &file : files())
        total += file.size;
    return total;
}

QByteArray toJson(const BundleManifest &manifest)
{
    QJsonArray images;
    for (const BundleImage &image : manifest.images) {
        QJsonArray files;
        for (const BundleFile &file : image.files)
            files.append(fileJson(file));
        images.append(
            QJsonObject{{QStringLiteral("name"), image.name}, {QStringLiteral("files"), files}});
    }
    const QJsonObject json{{QStringLiteral("version"), manifest.version},
                           {QStringLiteral("hydra"), manifest.hydra},
                           {QStringLiteral("lab"), manifest.lab},
                           {QStringLiteral("lab_file"), fileJson(manifest.labFile)},
                           {QStringLiteral("images"), images}};
    return QJsonDocument(json).toJson();
}

Result<BundleManifest> bundleManifestFromJson(const QByteArray &text)
{
    const QJsonObject json = QJsonDocument::fromJson(text).object();
    BundleManifest manifest;
    manifest.version = json[QStringLiteral("version")].toInt();
    manifest.hydra = json[QStringLiteral("hydra")].toString();
    manifest.lab = json[QStringLiteral("lab")].toString();
    if (manifest.version < 1)
        return unfit(QStringLiteral("it has no version"));
    if (manifest.version > BundleManifest::kVersion)
        return fail(ErrorCode::Conflict,
                    QStringLiteral("was made by a newer Hydra (%1)").arg(manifest.hydra.left(40)),
                    QStringLiteral("manifest.json"),
                    QStringLiteral("update this Hydra, then import it"));
    if (!isValidName(manifest.lab))
        return unfit(QStringLiteral("it names no lab"));
    const auto lab = fileFrom(json[QStringLiteral("lab_file")], kSmallFile);
    if (!lab || lab->name != u"lab.yaml")
        return lab ? unfit(QStringLiteral("it has no lab.yaml")) : fail(lab.error());
    manifest.labFile = *lab;
    const QJsonArray images = json[QStringLiteral("images")].toArray();
    if (images.size() > kMostImages)
        return unfit(QStringLiteral("it has too many images"));
    QSet<QString> names;
    for (const QJsonValue &entry : images) {
        auto image = imageFrom(entry);
        if (!image)
            return fail(image.error());
        if (names.contains(image->name))
            return unfit(QStringLiteral("it has image %1 twice").arg(image->name));
        names.insert(image->name);
        manifest.images.push_back(std::move(*image));
    }
    return manifest;
}

} // namespace hydra
