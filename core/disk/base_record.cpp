// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/disk/base_record.h"

#include "core/base/atomic_file.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

#include <chrono>
#include <filesystem>

namespace hydra {
namespace {

// QFileInfo has milliseconds only. The clock's epoch differs between standard libraries, but a
// record is compared on the machine that wrote it. As text, since a JSON number would be rounded.
QString changeTime(const QString &path)
{
    std::error_code failure;
    const auto time =
        std::filesystem::last_write_time(QFile::encodeName(path).constData(), failure);
    if (failure)
        return {};
    return QString::number(
        std::chrono::duration_cast<std::chrono::nanoseconds>(time.time_since_epoch()).count());
}

QJsonObject identityOf(const StoredImage &image)
{
    return {{QStringLiteral("size"), QFileInfo(image.path).size()},
            {QStringLiteral("mtime_ns"), changeTime(image.path)},
            {QStringLiteral("format"), image.format},
            {QStringLiteral("virtual_size"), qint64(image.virtualSize.inBytes())},
            {QStringLiteral("sha512"), image.sha512}};
}

QJsonObject recordedBase(const VmPlaces &places)
{
    const auto text = readFile(places.baseIdentity(), 16 << 10);
    return text ? QJsonDocument::fromJson(*text).object() : QJsonObject();
}

QString bytesOf(const QJsonObject &identity, QLatin1String key)
{
    return QStringLiteral("%1 bytes").arg(identity[key].toInteger());
}

QString sizeChange(const QJsonObject &was, const QJsonObject &is, QLatin1String key)
{
    return QStringLiteral("has %1 and had %2").arg(bytesOf(is, key), bytesOf(was, key));
}

} // namespace

Result<void> recordBase(const VmPlaces &places, const StoredImage &image)
{
    if (auto written = writeFileAtomically(places.diskBase(), image.path.toUtf8()); !written)
        return written;
    return writeFileAtomically(places.baseIdentity(), QJsonDocument(identityOf(image)).toJson());
}

Result<void> checkImageFile(const VmPlaces &places, StoredImage &image, const QString &sha512,
                            const JobContext &job)
{
    if (!image.sha512.isEmpty() || sha512.isEmpty() ||
        (recordedBase(places)[u"sha512"].toString() == sha512 && !changedBase(places, image)))
        return {};
    if (job.progress)
        job.progress({-1, QStringLiteral("Reading %1").arg(QFileInfo(image.path).fileName())});
    const auto digest = sha512OfFile(image.path, job.cancel);
    if (!digest)
        return fail(digest.error());
    image.sha512 = *digest;
    if (image.sha512 == sha512)
        return {};
    return fail(ErrorCode::Failed,
                QStringLiteral("has another SHA-512 than image_sha512 says: %1").arg(*digest),
                image.path,
                QStringLiteral("correct image_sha512 in the lab file, or get the file again"));
}

std::optional<BaseChange> changedBase(const VmPlaces &places, const StoredImage &image)
{
    const QJsonObject was = recordedBase(places);
    if (was.isEmpty())
        return {};
    const QJsonObject is = identityOf(image);
    const QString format = was[u"format"].toString();
    if (format != image.format)
        return BaseChange{QStringLiteral("is now %1 and was %2").arg(image.format, format), true};
    const QLatin1String virtualSize("virtual_size"), size("size");
    if (was[virtualSize] != is[virtualSize])
        return BaseChange{QStringLiteral("is a disk that ") + sizeChange(was, is, virtualSize)};
    if (was[size] != is[size])
        return BaseChange{sizeChange(was, is, size)};
    const QString digest = was[u"sha512"].toString();
    if (!digest.isEmpty() && !image.sha512.isEmpty()) {
        if (digest == image.sha512)
            return {};
        return BaseChange{QStringLiteral("has other content (its SHA-512 differs)")};
    }
    if (was[u"mtime_ns"] == is[u"mtime_ns"])
        return {};
    return BaseChange{QStringLiteral("was written to on %1")
                          .arg(QFileInfo(image.path).lastModified().toString(Qt::ISODate))};
}

} // namespace hydra
