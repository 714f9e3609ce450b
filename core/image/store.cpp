// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/store.h"

#include "core/base/log.h"
#include "core/host/limits.h"
#include "core/image/guest_recipe.h"
#include "core/image/image_kind.h"
#include "core/image/orphans.h"
#include "core/image/qcow2.h"
#include "core/image/work_dir.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <unistd.h>

namespace hydra {
namespace {

constexpr QFileDevice::Permissions readOnly =
    QFileDevice::ReadOwner | QFileDevice::ReadGroup | QFileDevice::ReadOther;
constexpr qint64 recordLimit = 1 << 20;

bool isStoreName(const QString &name)
{
    static const QString allowed = QStringLiteral("abcdefghijklmnopqrstuvwxyz0123456789.-_");
    if (name.isEmpty() || name.size() > 80 || !name.at(0).isLetterOrNumber())
        return false;
    return std::all_of(name.begin(), name.end(), [](QChar c) { return allowed.contains(c); });
}

Result<StoredImage> readRecord(const QString &directory, const QString &name)
{
    const QString path = storedPath(directory, name, QStringLiteral("json"));
    const Result<QByteArray> text = readFile(path, recordLimit);
    return text ? storedImageFromJson(*text, name, directory) : fail(text.error());
}

Result<StoredImage> describeFile(const QString &path)
{
    const auto kind = readImageKind(path);
    if (!kind)
        return fail(kind.error());
    if (const auto usable = checkIsDisk(*kind, path); !usable)
        return fail(usable.error());
    if (!isSelfContained(path))
        return refersToOtherFiles(path);
    const QFileInfo info(path);
    StoredImage image;
    image.name = image.path = path;
    image.fileSize = MemorySize::bytes(static_cast<std::uint64_t>(info.size()));
    image.source = QStringLiteral("a file");
    image.createdAt = info.lastModified().toUTC().toString(Qt::ISODate);
    image.format = kind->format;
    const auto head = image.format == u"qcow2" ? readQcow2Head(path) : std::nullopt;
    image.virtualSize = head ? head->virtualSize : image.fileSize;
    return image;
}

Result<void> syncFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || ::fsync(file.handle()) != 0)
        return fail(
            ErrorCode::Failed,
            QStringLiteral("cannot write: %1").arg(QString::fromLocal8Bit(std::strerror(errno))),
            path, QStringLiteral("free some space, then try again"));
    return {};
}

Result<void> moveInto(const QString &from, const QString &to)
{
    if (std::rename(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) == 0)
        return {};
    return fail(ErrorCode::Failed,
                QStringLiteral("cannot move it into the store: %1")
                    .arg(QString::fromLocal8Bit(std::strerror(errno))),
                from);
}

/// One file of an image: where it was made, where it goes, and its digest in the record.
struct Part {
    QString from;
    QString to;
    QString *sha512;
    QFileDevice::Permissions permissions;
};

// The memory file keeps its write permission: to map it privately, QEMU before 8.2 opens it for
// writing.
std::vector<Part> partsOf(const QString &file, StoredImage &record)
{
    std::vector<Part> parts;
    if (record.frozen) {
        const QString stem = file.left(file.lastIndexOf(u'.'));
        parts.push_back({stem + QStringLiteral(".memory"), record.memoryFile(),
                         &record.frozen->memorySha512,
                         QFileDevice::ReadOwner | QFileDevice::WriteOwner});
        parts.push_back({stem + QStringLiteral(".state"), record.stateFile(),
                         &record.frozen->stateSha512, readOnly});
    }
    parts.push_back({file, record.path, &record.sha512, readOnly});
    return parts;
}

// An advice that leads to an image of that very name.
QString wayToImage(const QString &name)
{
    for (const GuestRecipe &recipe : guestRecipes({})) {
        if (recipe.name == name)
            return QStringLiteral("build it with: hydractl image build ") + name;
    }
    const QString list = QStringLiteral("see what there is with: hydractl image list");
    return isStoreName(name)
               ? QStringLiteral("put a disk image there with: hydractl image add FILE --name %1; "
                                "or ")
                         .arg(name) +
                     list
               : list;
}

tl::unexpected<Error> notInStore(const QString &name, const QString &directory)
{
    return fail(ErrorCode::NotFound, QStringLiteral("no image %1 in the store").arg(name),
                directory, wayToImage(name));
}

/// Directories, as paths that begin with USERS, of overlays on IMAGE.
QStringList usersOf(const QString &image, const QStringList &users)
{
    QStringList found;
    for (const QString &user : users) {
        QDirIterator each(user, {QStringLiteral("*.qcow2")}, QDir::Files,
                          QDirIterator::Subdirectories);
        while (each.hasNext()) {
            const auto head = readQcow2Head(each.next());
            if (head && QFileInfo(head->backingFile).canonicalFilePath() == image)
                found += QFileInfo(each.filePath()).absolutePath();
        }
    }
    found.removeDuplicates();
    found.sort();
    return found;
}

} // namespace

Result<QString> sha512OfFile(const QString &path, const CancelToken &cancel)
{
    QFile file(path);
    QCryptographicHash hash(QCryptographicHash::Sha512);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Failed, QStringLiteral("cannot read: %1").arg(file.errorString()),
                    path);
    QByteArray block(1 << 20, Qt::Uninitialized);
    for (qint64 n = file.read(block.data(), block.size()); n != 0;
         n = file.read(block.data(), block.size())) {
        if (n < 0)
            return fail(ErrorCode::Failed,
                        QStringLiteral("cannot read: %1").arg(file.errorString()), path);
        if (cancel.cancelled())
            return fail(ErrorCode::Cancelled, QStringLiteral("cancelled"), path);
        hash.addData({block.constData(), n});
    }
    return QString::fromLatin1(hash.result().toHex());
}

Result<void> checkImageName(const QString &name)
{
    if (isStoreName(name))
        return {};
    return fail(
        ErrorCode::Invalid, QStringLiteral("'%1' is no image name").arg(name), {},
        QStringLiteral("use lower-case letters, digits, dots, dashes and underscores, at most 80"));
}

Result<std::vector<StoredImage>> ImageStore::list() const
{
    std::vector<StoredImage> images;
    const QDir directory(m_directory);
    for (const QString &file :
         directory.entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name)) {
        auto image = readRecord(m_directory, file.chopped(5));
        if (!image)
            logWarning("image", formatError(image.error()));
        else if (QFileInfo::exists(image->path))
            images.push_back(std::move(*image));
    }
    return images;
}

QStringList ImageStore::brokenRecords() const
{
    QStringList broken;
    const QDir directory(m_directory);
    for (const QString &file :
         directory.entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name)) {
        const auto image = readRecord(m_directory, file.chopped(5));
        if (!image || !QFileInfo::exists(image->path))
            broken << directory.filePath(file);
    }
    return broken;
}

Result<StoredImage> ImageStore::find(const QString &name) const
{
    if (QDir::isAbsolutePath(name))
        return describeFile(name);
    if (!isStoreName(name) || !QFileInfo::exists(recordPath(name)))
        return notInStore(name, m_directory);
    auto image = readRecord(m_directory, name);
    if (image && !QFileInfo::exists(image->path))
        return notInStore(name, m_directory);
    return image;
}

Result<StoredImage> ImageStore::add(const QString &file, StoredImage record,
                                    const CancelToken &cancel, const QString &sha512) const
{
    if (const auto valid = checkImageName(record.name); !valid)
        return fail(valid.error());
    const auto described = describeFile(file);
    if (!described)
        return described;
    QDir().mkpath(m_directory);
    const auto lock = lockName(record.name);
    if (!lock)
        return fail(lock.error());
    if (find(record.name))
        return fail(ErrorCode::Conflict,
                    QStringLiteral("the image %1 is there already").arg(record.name), m_directory,
                    QStringLiteral("remove it first, or choose another name"));
    record.format = described->format;
    record.path = storedPath(m_directory, record.name, record.format);
    record.virtualSize = described->virtualSize;
    record.fileSize = described->fileSize;
    if (record.createdAt.isEmpty())
        record.createdAt = QDateTime::currentDateTimeUtc().toString(Qt::ISODate);
    const std::vector<Part> parts = partsOf(file, record);
    // Without a boot to tell from the next, nobody could know later that the disk has it all.
    record.writtenInBoot = sha512.isEmpty() ? QString() : hostBootId();
    const Sync sync = record.writtenInBoot.isEmpty() ? Sync::Now : Sync::Later;
    for (const Part &part : parts) {
        const bool isKnown = part.from == file && !sha512.isEmpty();
        const bool isAwaited = !isKnown || sync == Sync::Now;
        if (const auto synced = isAwaited ? syncFile(part.from) : Result<void>(); !synced)
            return fail(synced.error());
        if (!QFile::setPermissions(part.from, part.permissions))
            return fail(ErrorCode::Failed, QStringLiteral("cannot change its permissions"),
                        part.from);
        const Result<QString> digest = isKnown ? sha512 : sha512OfFile(part.from, cancel);
        if (!digest)
            return fail(digest.error());
        *part.sha512 = *digest;
    }
    // A file without its record is a leftover and no image, so the record is written last.
    for (const Part &part : parts) {
        if (const auto moved = moveInto(part.from, part.to); !moved)
            return fail(moved.error());
    }
    if (const auto written = writeRecord(record, sync); !written)
        return fail(written.error());
    return record;
}

Result<void> ImageStore::remove(const QString &name, const QStringList &users) const
{
    if (!isStoreName(name))
        return notInStore(name, m_directory);
    const auto lock = lockName(name);
    if (!lock)
        return fail(lock.error());
    const Result<StoredImage> image = find(name);
    if (!image)
        return fail(image.error());
    const QStringList inUse = usersOf(QFileInfo(image->path).canonicalFilePath(), users);
    if (!inUse.isEmpty())
        return fail(ErrorCode::Conflict,
                    QStringLiteral("the image %1 is the base of the disks in %2")
                        .arg(name, inUse.join(QStringLiteral(", "))),
                    m_directory, QStringLiteral("delete these VMs first"));
    QFile::remove(recordPath(name));
    for (const QString &file : {image->memoryFile(), image->stateFile(), image->path}) {
        if (!QFile::remove(file) && QFileInfo::exists(file))
            return fail(ErrorCode::Failed, QStringLiteral("cannot remove the file"), file);
    }
    return {};
}

Result<void> ImageStore::settle(StoredImage &image, const JobContext &job) const
{
    if (image.writtenInBoot.isEmpty() || QDir::isAbsolutePath(image.name))
        return {};
    const bool isSameBoot = image.writtenInBoot == hostBootId();
    const auto settled = isSameBoot ? syncFile(image.path) : verify(image, job);
    if (!settled)
        return fail(settled.error());
    const auto lock = lockName(image.name);
    if (!lock)
        return fail(lock.error());
    image.writtenInBoot.clear();
    return QFileInfo::exists(recordPath(image.name)) ? writeRecord(image, Sync::Now)
                                                     : Result<void>();
}

Result<FileLock> ImageStore::lockName(const QString &name) const
{
    return FileLock::acquire(m_directory + QStringLiteral("/.lock.") + name,
                             std::chrono::minutes(2));
}

QString ImageStore::recordPath(const QString &name) const
{
    return storedPath(m_directory, name, QStringLiteral("json"));
}

Result<void> ImageStore::writeRecord(const StoredImage &image, Sync sync) const
{
    return writeFileAtomically(recordPath(image.name), QJsonDocument(toJson(image)).toJson(),
                               readOnly, sync);
}

Result<void> ImageStore::verify(const StoredImage &image, const JobContext &job) const
{
    StoredImage record = image;
    for (const Part &part : partsOf(image.path, record)) {
        if (job.progress)
            job.progress({-1, QStringLiteral("Reading %1").arg(QFileInfo(part.to).fileName())});
        const Result<QString> digest = sha512OfFile(part.to, job.cancel);
        if (!digest)
            return fail(digest.error());
        if (*digest != *part.sha512)
            return fail(
                ErrorCode::Failed,
                QStringLiteral("has changed since it was put into the store: its SHA-512 differs"),
                part.to, QStringLiteral("remove the image, then build, prepare or add it again"));
    }
    return {};
}

Result<QString> ImageStore::makeWorkDir() const
{
    const QString parent = m_directory + QStringLiteral("/.tmp");
    const QString path = parent + u'/' + newWorkDirName();
    if (const auto made = makePrivateDir(parent); !made)
        return fail(made.error());
    if (const auto made = makePrivateDir(path); !made)
        return fail(made.error());
    return path;
}

QStringList ImageStore::leftWorkDirs() const
{
    QStringList left;
    const QDir work(m_directory + QStringLiteral("/.tmp"));
    for (const QString &name : work.entryList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::Hidden)) {
        if (!workDirInUse(name))
            left << work.filePath(name);
    }
    return left;
}

QStringList ImageStore::removeLeftovers() const
{
    QStringList removed;
    for (const QString &workDir : leftWorkDirs()) {
        killOrphans(workDir);
        removeWorkDir(workDir);
        removed << workDir;
    }
    const QDir directory(m_directory);
    for (const QString &file :
         directory.entryList({QStringLiteral("*.qcow2"), QStringLiteral("*.raw"),
                              QStringLiteral("*.memory"), QStringLiteral("*.state")},
                             QDir::Files)) {
        const QString name = file.left(file.lastIndexOf(u'.'));
        const auto lock = lockName(name);
        if (lock && !QFileInfo::exists(recordPath(name)) && QFile::remove(directory.filePath(file)))
            removed << directory.filePath(file);
    }
    return removed;
}

} // namespace hydra
