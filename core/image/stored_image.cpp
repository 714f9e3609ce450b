// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/store.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace hydra {
namespace {

QJsonArray traitsJson(const Traits &traits)
{
    QJsonArray json;
    for (const Trait &trait : traits)
        json.append(QJsonArray{trait.name, trait.value});
    return json;
}

Traits traitsFromJson(const QJsonArray &json)
{
    Traits traits;
    for (const QJsonValue &trait : json)
        traits.push_back({trait[0].toString(), trait[1].toString()});
    return traits;
}

double number(MemorySize size)
{
    return double(size.inBytes());
}

QJsonObject frozenJson(const FrozenGuest &frozen)
{
    return {{QStringLiteral("memory"), number(frozen.memory)},
            {QStringLiteral("accelerator"), frozen.accelerator},
            {QStringLiteral("machine"), frozen.machine},
            {QStringLiteral("hardware"), traitsJson(frozen.hardware)},
            {QStringLiteral("setup"), traitsJson(frozen.setup)},
            {QStringLiteral("username"), frozen.username},
            {QStringLiteral("mac"), frozen.mac},
            {QStringLiteral("address"), frozen.address},
            {QStringLiteral("gateway"), frozen.gateway},
            {QStringLiteral("dns"), frozen.dns},
            {QStringLiteral("any_network"), frozen.anyNetwork},
            {QStringLiteral("waiting_shell"), frozen.waitingShell},
            {QStringLiteral("memory_sha512"), frozen.memorySha512},
            {QStringLiteral("state_sha512"), frozen.stateSha512}};
}

FrozenGuest frozenFromJson(const QJsonObject &json)
{
    FrozenGuest frozen;
    frozen.memory = MemorySize::fromJson(json[u"memory"]);
    frozen.accelerator = json[u"accelerator"].toString();
    frozen.machine = json[u"machine"].toString();
    frozen.hardware = traitsFromJson(json[u"hardware"].toArray());
    frozen.setup = traitsFromJson(json[u"setup"].toArray());
    frozen.username = json[u"username"].toString();
    frozen.mac = json[u"mac"].toString();
    frozen.address = json[u"address"].toString();
    frozen.gateway = json[u"gateway"].toString();
    frozen.dns = json[u"dns"].toString();
    frozen.anyNetwork = json[u"any_network"].toBool();
    frozen.waitingShell = json[u"waiting_shell"].toInteger();
    frozen.memorySha512 = json[u"memory_sha512"].toString();
    frozen.stateSha512 = json[u"state_sha512"].toString();
    return frozen;
}

} // namespace

QString StoredImage::fileBeside(const QString &suffix) const
{
    return path.left(path.lastIndexOf(u'.')) + suffix;
}

QString storedPath(const QString &directory, const QString &name, const QString &format)
{
    return directory + u'/' + name + u'.' + format;
}

QJsonObject toJson(const StoredImage &image)
{
    QJsonObject json{{QStringLiteral("name"), image.name},
                     {QStringLiteral("format"), image.format},
                     {QStringLiteral("sha512"), image.sha512},
                     {QStringLiteral("virtual_size"), number(image.virtualSize)},
                     {QStringLiteral("file_size"), number(image.fileSize)},
                     {QStringLiteral("source"), image.source},
                     {QStringLiteral("url"), image.url},
                     {QStringLiteral("download_sha512"), image.downloadSha512},
                     {QStringLiteral("download_sha256"), image.downloadSha256},
                     {QStringLiteral("checked_by"), image.checkedBy},
                     {QStringLiteral("created_at"), image.createdAt},
                     {QStringLiteral("containerd"), image.containerd},
                     {QStringLiteral("recipe_digest"), image.recipeDigest},
                     {QStringLiteral("lab"), image.lab}};
    if (!image.writtenInBoot.isEmpty())
        json[u"written_in_boot"] = image.writtenInBoot;
    if (image.frozen)
        json[u"frozen"] = frozenJson(*image.frozen);
    return json;
}

Result<StoredImage> storedImageFromJson(const QByteArray &text, const QString &name,
                                        const QString &directory)
{
    const QJsonObject json = QJsonDocument::fromJson(text).object();
    StoredImage image;
    image.name = name;
    image.format = json[u"format"].toString();
    if (image.format != u"qcow2" && image.format != u"raw")
        return fail(ErrorCode::Failed, QStringLiteral("is not an image's record"),
                    directory + u'/' + name + QStringLiteral(".json"),
                    QStringLiteral("remove the image and build or add it again"));
    image.path = storedPath(directory, name, image.format);
    image.sha512 = json[u"sha512"].toString();
    image.virtualSize = MemorySize::fromJson(json[u"virtual_size"]);
    image.fileSize = MemorySize::fromJson(json[u"file_size"]);
    image.source = json[u"source"].toString();
    image.url = json[u"url"].toString();
    image.downloadSha512 = json[u"download_sha512"].toString();
    image.downloadSha256 = json[u"download_sha256"].toString();
    image.checkedBy = json[u"checked_by"].toString();
    image.createdAt = json[u"created_at"].toString();
    image.containerd = json[u"containerd"].toBool();
    image.recipeDigest = json[u"recipe_digest"].toString();
    image.lab = json[u"lab"].toString();
    image.writtenInBoot = json[u"written_in_boot"].toString();
    if (json.contains(u"frozen"))
        image.frozen = frozenFromJson(json[u"frozen"].toObject());
    return image;
}

} // namespace hydra
