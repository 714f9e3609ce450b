// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/bundle/bundle.h"

#include "core/base/atomic_file.h"
#include "core/bundle/bundle_lab.h"
#include "core/bundle/bundle_reader.h"
#include "core/config/read_lab.h"
#include "core/exchange/cautions.h"
#include "core/host/limits.h"
#include "core/image/qcow2.h"
#include "core/image/work_dir.h"
#include "core/lab/registry.h"

#include <QDir>
#include <QFileInfo>

namespace hydra {
namespace {

/// An image of the bundle, and whether the store has it.
struct Wanted {
    BundleImage image;
    bool isThere = false;
};

bool sameDigests(const StoredImage &stored, const BundleImage &image)
{
    const auto digest = [&image](size_t i) {
        return i < image.files.size() ? image.files[i].sha512 : QString();
    };
    return stored.sha512 == digest(1) &&
           (stored.frozen ? stored.frozen->memorySha512 : QString()) == digest(2) &&
           (stored.frozen ? stored.frozen->stateSha512 : QString()) == digest(3);
}

Result<std::vector<Wanted>> compareWithStore(const ImageStore &store,
                                             const BundleManifest &manifest)
{
    std::vector<Wanted> all;
    for (const BundleImage &image : manifest.images) {
        const auto stored = store.find(image.name);
        if (stored && !sameDigests(*stored, image))
            return fail(
                ErrorCode::Conflict,
                QStringLiteral("the store has another image that is called %1").arg(image.name),
                store.directory(),
                QStringLiteral("remove it with `hydractl image remove %1` if no VM needs it, then "
                               "import again")
                    .arg(image.name));
        all.push_back({image, stored.has_value()});
    }
    return all;
}

Result<void> checkSpace(const ImageStore &store, const std::vector<Wanted> &images)
{
    qint64 needed = 0;
    for (const Wanted &wanted : images) {
        // Counts record and disk only, because a memory file is mostly holes.
        for (size_t i = 0; !wanted.isThere && i < std::min<size_t>(2, wanted.image.files.size());
             ++i)
            needed += wanted.image.files[i].size;
    }
    const auto free = freeDisk(store.directory());
    if (!free || free->inBytes() > std::uint64_t(needed))
        return {};
    return fail(ErrorCode::Failed,
                QStringLiteral("too little space: %1 are needed, %2 are free")
                    .arg(MemorySize::bytes(std::uint64_t(needed)).toDisplay(), free->toDisplay()),
                store.directory(), QStringLiteral("free some space, then try again"));
}

// A foreign disk must not make QEMU open other files of this host.
Result<void> checkDisk(const QString &path, const QString &name)
{
    if (isSelfContained(path))
        return {};
    return fail(
        ErrorCode::Failed,
        QStringLiteral("the disk of image %1 refers to other files, which an import must not open")
            .arg(name),
        path);
}

QString fileIn(const QString &workDir, const BundleFile &file)
{
    return workDir + u'/' + file.name.section(u'/', -1);
}

Result<void> addImage(const ImageStore &store, const QString &workDir, const BundleImage &image,
                      const CancelToken &cancel)
{
    const auto text = readFile(fileIn(workDir, image.files[0]));
    const auto record = text ? storedImageFromJson(*text, image.name, store.directory())
                             : Result<StoredImage>(fail(text.error()));
    if (!record)
        return fail(record.error());
    const auto added = store.add(fileIn(workDir, image.files[1]), *record, cancel);
    if (!added && added.error().code == ErrorCode::Conflict) {
        // Another import of the same bundle may have been quicker.
        if (const auto stored = store.find(image.name); stored && sameDigests(*stored, image))
            return {};
    }
    return added ? Result<void>() : fail(added.error());
}

/// Checks that an image's record matches its files, before any is added to the store.
Result<void> checkImage(const QString &workDir, const BundleImage &image)
{
    const auto text = readFile(fileIn(workDir, image.files[0]));
    const auto record = text ? storedImageFromJson(*text, image.name, workDir)
                             : Result<StoredImage>(fail(text.error()));
    if (!record)
        return fail(record.error());
    if (record->frozen.has_value() != (image.files.size() == 4))
        return fail(ErrorCode::Failed,
                    QStringLiteral("the record of image %1 does not fit its files").arg(image.name),
                    image.files[0].name);
    return checkDisk(fileIn(workDir, image.files[1]), image.name);
}

class Importing
{
public:
    Importing(const Environment &environment, const BundleImport &what, const JobContext &job)
        : m_environment(environment), m_store(environment.paths.imagesDir()), m_what(what),
          m_job(job)
    {
    }

    Result<QStringList> run()
    {
        if (QFileInfo::exists(m_what.output))
            return fail(ErrorCode::Conflict, QStringLiteral("is there already"), m_what.output,
                        QStringLiteral("choose another name with -o"));
        m_store.removeLeftovers();
        auto reader = BundleReader::open(m_what.bundle, m_job);
        if (!reader)
            return fail(reader.error());
        const auto images = compareWithStore(m_store, (*reader)->manifest());
        if (!images)
            return fail(images.error());
        if (auto space = checkSpace(m_store, *images); !space)
            return fail(space.error());
        const auto workDir = m_store.makeWorkDir();
        if (!workDir)
            return fail(workDir.error());
        Result<void> imported = importFrom(**reader, *images, *workDir);
        removeWorkDir(*workDir);
        return imported ? Result<QStringList>(m_notes) : fail(imported.error());
    }

private:
    Result<void> importFrom(BundleReader &reader, const std::vector<Wanted> &images,
                            const QString &workDir)
    {
        QStringList skipped;
        for (const Wanted &wanted : images) {
            for (size_t i = 0; wanted.isThere && i < wanted.image.files.size(); ++i)
                skipped << wanted.image.files[i].name;
        }
        if (auto unpacked = reader.unpack(workDir, skipped); !unpacked)
            return unpacked;
        const auto text = readFile(fileIn(workDir, reader.manifest().labFile));
        if (!text)
            return fail(text.error());
        if (auto judged = judgeLab(*text, reader.manifest().lab); !judged)
            return judged;
        for (const Wanted &wanted : images) {
            if (auto checked = wanted.isThere ? Result<void>() : checkImage(workDir, wanted.image);
                !checked)
                return checked;
        }
        return keep(*text, images, workDir);
    }

    // Validates the lab under the name it will get: its own, else its file's.
    Result<void> judgeLab(const QByteArray &text, const QString &name)
    {
        const auto lab = readLab(text, name + QStringLiteral(".yaml"));
        if (!lab)
            return fail(toError(lab.error(), m_what.bundle + QStringLiteral(": lab.yaml")));
        m_notes << cautions(*lab);
        if (auto free = checkLabName(m_environment.paths, lab->name, m_what.output); !free)
            m_notes << formatError(free.error());
        return {};
    }

    Result<void> keep(const QByteArray &text, const std::vector<Wanted> &images,
                      const QString &workDir)
    {
        for (const Wanted &wanted : images) {
            if (m_job.progress)
                m_job.progress({-1, QStringLiteral("Adding image %1").arg(wanted.image.name)});
            if (auto added = wanted.isThere
                                 ? Result<void>()
                                 : addImage(m_store, workDir, wanted.image, m_job.cancel);
                !added)
                return added;
            m_notes << (wanted.isThere ? QStringLiteral("image %1 was in the store already")
                                       : QStringLiteral("image %1 was added to the store"))
                           .arg(wanted.image.name);
        }
        return writeFileAtomically(m_what.output, text);
    }

    const Environment &m_environment;
    ImageStore m_store;
    BundleImport m_what;
    const JobContext &m_job;
    QStringList m_notes;
};

} // namespace

Result<QStringList> importBundle(const Environment &environment, const BundleImport &what,
                                 const JobContext &job)
{
    return Importing(environment, what, job).run();
}

} // namespace hydra
