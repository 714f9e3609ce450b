// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/bundle/bundle.h"

#include "core/bundle/bundle_lab.h"
#include "core/bundle/bundle_writer.h"
#include "core/exchange/exchange_files.h"
#include "core/host/facts.h"
#include "core/image/guest_build.h"
#include "core/image/qcow2.h"
#include "core/image/work_dir.h"
#include "core/lab/spec_paths.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>

namespace hydra {
namespace {

QString sha512(const QByteArray &bytes)
{
    return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha512).toHex());
}

/// The images of a target's VMs, each once. Images that are files outside the store get a name.
class Images
{
public:
    Images(const Environment &environment, const LoadedTarget &target, const JobContext &job)
        : m_store(environment.paths.imagesDir()), m_target(target), m_job(job)
    {
    }

    Result<void> gather()
    {
        for (const QString &vm : m_target.vms) {
            const VmSpec &spec = *m_target.lab.spec.vm(vm);
            const QString written = imageNameOf(spec);
            if (written.isEmpty() || m_seen.contains(written))
                continue;
            m_seen << written;
            const QString found = imageNameOf(withAbsolutePaths(spec, m_target.lab.file));
            if (auto added =
                    QDir::isAbsolutePath(found) ? addFile(written, found) : addStored(found);
                !added)
                return added;
        }
        return {};
    }

    std::vector<StoredImage> images;
    std::map<QString, QString> names;
    QStringList notes;

private:
    Result<void> addStored(const QString &name)
    {
        const auto image = m_store.find(name);
        if (image) {
            images.push_back(*image);
            return {};
        }
        if (!findGuestRecipe(name, hostDebianArch()))
            return fail(image.error());
        notes << QStringLiteral("image %1 is not included: it is not in this store, and is built "
                                "where the lab starts")
                     .arg(name);
        return {};
    }

    Result<void> addFile(const QString &written, const QString &path)
    {
        auto image = m_store.find(path);
        if (!image)
            return fail(image.error());
        const auto head = readQcow2Head(path);
        if (head && !head->backingFile.isEmpty())
            return fail(
                ErrorCode::Invalid,
                QStringLiteral("is only part of a disk: the rest is in %1").arg(head->backingFile),
                path, QStringLiteral("make one file of both with `qemu-img convert`"));
        const auto digest = sha512OfFile(path, m_job.cancel);
        if (!digest)
            return fail(digest.error());
        image->name = freeName(path);
        image->sha512 = *digest;
        names[written] = image->name;
        notes << QStringLiteral("%1 is image %2 in it").arg(written, image->name);
        images.push_back(*image);
        return {};
    }

    [[nodiscard]] QString freeName(const QString &path) const
    {
        static const QRegularExpression strange(QStringLiteral("[^a-z0-9._-]+"));
        QString stem = QFileInfo(path)
                           .completeBaseName()
                           .toLower()
                           .replace(strange, QStringLiteral("-"))
                           .left(60);
        if (stem.isEmpty() || !stem.front().isLetterOrNumber())
            stem.prepend(QStringLiteral("image"));
        QString name = stem;
        const auto taken = [this](const QString &wanted) {
            return std::any_of(images.begin(), images.end(),
                               [&](const StoredImage &image) { return image.name == wanted; });
        };
        for (int i = 2; taken(name); ++i)
            name = QStringLiteral("%1-%2").arg(stem).arg(i);
        return name;
    }

    ImageStore m_store;
    const LoadedTarget &m_target;
    const JobContext &m_job;
    QStringList m_seen;
};

/// The parts of an image to be packed: its record's bytes, and its files in the store.
struct Packed {
    BundleImage image;
    QByteArray record;
    QStringList paths;
};

Packed packed(const StoredImage &image)
{
    Packed result;
    result.record = QJsonDocument(toJson(image)).toJson();
    result.image.name = image.name;
    const QString stem = QStringLiteral("images/") + image.name + u'.';
    result.image.files = {
        {stem + QStringLiteral("json"), result.record.size(), sha512(result.record)}};
    const auto add = [&](const QString &ending, const QString &path, const QString &digest) {
        result.image.files.push_back({stem + ending, QFileInfo(path).size(), digest});
        result.paths << path;
    };
    add(image.format, image.path, image.sha512);
    if (image.frozen) {
        add(QStringLiteral("memory"), image.memoryFile(), image.frozen->memorySha512);
        add(QStringLiteral("state"), image.stateFile(), image.frozen->stateSha512);
    }
    return result;
}

Result<void> writeAll(const QString &path, const BundleManifest &manifest, const QByteArray &lab,
                      const std::vector<Packed> &images, const JobContext &job)
{
    const auto writer = BundleWriter::create(path, manifest.totalSize(), job);
    if (!writer)
        return fail(writer.error());
    BundleWriter &bundle = **writer;
    Result<void> written = bundle.add(QStringLiteral("manifest.json"), toJson(manifest));
    if (written)
        written = bundle.add(manifest.labFile.name, lab);
    for (const Packed &image : images) {
        if (written)
            written = bundle.add(image.image.files[0].name, image.record);
        for (qsizetype i = 0; written && i < image.paths.size(); ++i)
            written = bundle.addFile(image.image.files[size_t(i) + 1], image.paths[i]);
    }
    return written ? bundle.finish() : written;
}

// In the target's directory, so that it can be renamed over it. The name identifies the writing
// process, which tells work in progress from a leftover.
QString temporaryFor(const QString &output)
{
    const QFileInfo info(output);
    return info.absolutePath() +
           QStringLiteral("/.%1.%2.part").arg(info.fileName(), newWorkDirName());
}

void removeLeftovers(const QString &output)
{
    const QFileInfo info(output);
    const QString prefix = QStringLiteral(".%1.").arg(info.fileName());
    const QString ending = QStringLiteral(".part");
    for (const QString &file : info.absoluteDir().entryList(QDir::Files | QDir::Hidden)) {
        if (file.startsWith(prefix) && file.endsWith(ending) &&
            !workDirInUse(file.mid(prefix.size(), file.size() - prefix.size() - ending.size())))
            QFile::remove(info.absoluteDir().filePath(file));
    }
}

Result<void> rename(const QString &from, const QString &to)
{
    if (std::rename(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) == 0)
        return {};
    return fail(
        ErrorCode::Failed,
        QStringLiteral("cannot be written: %1").arg(QString::fromLocal8Bit(std::strerror(errno))),
        to);
}

} // namespace

Result<QStringList> exportBundle(const Environment &environment, const LoadedTarget &target,
                                 const BundleExport &what, const JobContext &job)
{
    if (QFileInfo(what.output).isDir())
        return fail(ErrorCode::Invalid, QStringLiteral("is a directory"), what.output,
                    QStringLiteral("name a file, such as lab.hydra"));
    if (auto other = refuseLabFile(what.output, target.lab.file); !other)
        return fail(other.error());
    Images images(environment, target, job);
    if (auto gathered = images.gather(); !gathered)
        return fail(gathered.error());
    const BundleLab lab = bundleLab(target, images.names, what.withSecrets);
    BundleManifest manifest;
    manifest.hydra = what.hydraVersion;
    manifest.lab = target.lab.spec.name;
    manifest.labFile = {QStringLiteral("lab.yaml"), lab.text.size(), sha512(lab.text)};
    std::vector<Packed> all;
    for (const StoredImage &image : images.images) {
        all.push_back(packed(image));
        manifest.images.push_back(all.back().image);
    }
    removeLeftovers(what.output);
    const QString temporary = temporaryFor(what.output);
    Result<void> written = writeAll(temporary, manifest, lab.text, all, job);
    if (written)
        written = rename(temporary, what.output);
    if (!written) {
        QFile::remove(temporary);
        return fail(written.error());
    }
    return images.notes + lab.notes;
}

} // namespace hydra
