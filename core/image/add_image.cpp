// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/add_image.h"

#include "core/image/copy_file.h"
#include "core/image/image_kind.h"
#include "core/image/qcow2.h"
#include "core/image/unpack_disk.h"
#include "core/image/work_dir.h"
#include "core/process/run.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

#include <unistd.h>

namespace hydra {
namespace {

/// One file on its way into the store. A class so that its steps share the names.
class ImageAdding
{
public:
    /// SHA512: of FILE, if FILE is ours and may get another name; empty: it is copied.
    ImageAdding(QString file, QString sha512, QString workDir, QString qemuImg,
                const JobContext &job)
        : m_file(std::move(file)), m_sha512(std::move(sha512)), m_workDir(std::move(workDir)),
          m_qemuImg(std::move(qemuImg)), m_job(job)
    {
    }

    /// A file of our own that the store can take, with its SHA-512 if that is known.
    Result<Download> make() const
    {
        auto kind = readImageKind(m_file);
        if (!kind)
            return fail(kind.error());
        QString disk = m_file;
        if (kind->use == ImageKind::Use::Unpack) {
            const auto unpacked = unpackDisk(m_file, m_workDir + QStringLiteral("/packed"), m_job);
            kind = unpacked ? readImageKind(*unpacked) : fail(unpacked.error());
            if (!kind)
                return fail(kind.error());
            disk = *unpacked;
        }
        if (kind->use == ImageKind::Use::Convert)
            return convert(disk, kind->format);
        if (const auto usable = checkIsDisk(*kind, disk); !usable)
            return fail(usable.error());
        return take(disk, kind->format);
    }

private:
    Result<Download> take(const QString &disk, const QString &format) const
    {
        if (!isSelfContained(disk))
            return refersToOtherFiles(m_file);
        if (disk != m_file)
            return Download{.path = disk, .sha512 = {}};
        const QString copy = m_workDir + QStringLiteral("/image.") + format;
        if (!m_sha512.isEmpty() &&
            ::link(QFile::encodeName(disk).constData(), QFile::encodeName(copy).constData()) == 0)
            return Download{.path = copy, .sha512 = m_sha512};
        const QString words = QStringLiteral("Copying %1").arg(QFileInfo(m_file).fileName());
        const auto copied = copyFile(disk, copy, words, m_job);
        return copied ? Result<Download>(Download{.path = copy, .sha512 = {}})
                      : fail(copied.error());
    }

    Result<Download> convert(const QString &disk, const QString &format) const
    {
        if (const auto whole = checkReferences(disk, format); !whole)
            return fail(whole.error());
        const QString image = m_workDir + QStringLiteral("/image.qcow2");
        const QString words = QStringLiteral("Converting %1").arg(QFileInfo(m_file).fileName());
        RunOptions options;
        options.timeout = std::chrono::hours(2);
        options.onLine = [&](const QByteArray &line) { // a line looks like "    (12.50/100%)"
            const double percent = line.mid(line.indexOf('(') + 1).split('/').value(0).toDouble();
            if (m_job.progress && line.contains("/100%)"))
                m_job.progress({percent / 100, words});
        };
        const auto converted =
            run({.program = m_qemuImg,
                 .args = {QStringLiteral("convert"), QStringLiteral("-p"), QStringLiteral("-f"),
                          format, QStringLiteral("-O"), QStringLiteral("qcow2"), disk, image}},
                m_job.cancel, options);
        if (converted)
            return Download{.path = image, .sha512 = {}};
        Error error = converted.error();
        error.where = m_file;
        return fail(error);
    }

    // A download must not make qemu-img copy other files of this host into a guest's disk. The data
    // of a VMDK may be in files beside it.
    Result<void> checkReferences(const QString &disk, const QString &format) const
    {
        const auto ran = run({.program = m_qemuImg,
                              .args = {QStringLiteral("info"), QStringLiteral("--output=json"),
                                       QStringLiteral("-f"), format, disk}},
                             m_job.cancel);
        if (!ran)
            return fail(ran.error());
        const QJsonDocument info = QJsonDocument::fromJson(ran->output);
        if (!info[QStringLiteral("backing-filename")].toString().isEmpty())
            return refersToOtherFiles(m_file);
        const QString dir = QFileInfo(disk).canonicalPath();
        const QJsonArray extents = info[QStringLiteral("format-specific")][QStringLiteral("data")]
                                       [QStringLiteral("extents")]
                                           .toArray();
        for (const QJsonValue &extent : extents) {
            const QFileInfo part(extent[QStringLiteral("filename")].toString());
            if (QFileInfo(part.canonicalFilePath()).path() != dir)
                return refersToOtherFiles(m_file);
        }
        return {};
    }

    QString m_file;
    QString m_sha512;
    QString m_workDir;
    QString m_qemuImg;
    const JobContext &m_job;
};

} // namespace

Result<StoredImage> addImageFile(const ImageStore &store, const QString &file, const QString &name,
                                 const JobContext &job, const QString &qemuImg)
{
    if (const auto valid = checkImageName(name); !valid)
        return fail(valid.error());
    if (store.find(name))
        return fail(ErrorCode::Conflict, QStringLiteral("the image %1 is there already").arg(name),
                    store.directory(),
                    QStringLiteral("choose another name with --name, or remove it first: hydractl "
                                   "image remove %1")
                        .arg(name));
    StoredImage record;
    record.name = name;
    record.source = QStringLiteral("added from %1").arg(QFileInfo(file).fileName());
    return storeDownload(store, {.path = QFileInfo(file).absoluteFilePath(), .sha512 = {}}, record,
                         job, qemuImg);
}

Result<StoredImage> storeDownload(const ImageStore &store, const Download &download,
                                  const StoredImage &record, const JobContext &job,
                                  const QString &qemuImg)
{
    store.removeLeftovers();
    const auto workDir = store.makeWorkDir();
    if (!workDir)
        return fail(workDir.error());
    const auto made = ImageAdding(download.path, download.sha512, *workDir, qemuImg, job).make();
    if (made && job.progress)
        job.progress({-1, QStringLiteral("Putting it into the store")});
    Result<StoredImage> added = made ? store.add(made->path, record, job.cancel, made->sha512)
                                     : Result<StoredImage>(fail(made.error()));
    removeWorkDir(*workDir);
    return added;
}

} // namespace hydra
