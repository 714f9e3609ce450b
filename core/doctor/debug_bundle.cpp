// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/doctor/debug_bundle.h"

#include "core/base/atomic_file.h"
#include "core/doctor/bundle_sources.h"
#include "core/doctor/doctor.h"
#include "core/guest/archive.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

namespace hydra {
namespace {

using Kind = BundleSource::Kind;

constexpr qsizetype entryLimit = 1 << 20;
constexpr qsizetype totalLimit = 20 << 20;

BundleSource findingsSource(const Environment &environment, const JobContext &job)
{
    QJsonArray findings;
    for (const Finding &finding : examineHost(environment, job))
        findings.append(toJson(finding));
    const QJsonObject json{{QStringLiteral("findings"), findings}};
    return {QStringLiteral("doctor.json"), Kind::Json, QJsonDocument(json).toJson(), {}};
}

QString joined(const QString &note, const QString &more)
{
    return note.isEmpty() ? more : note + QStringLiteral("; ") + more;
}

/// Keeps the end of an entry, from a line's beginning, and puts a line on top that says so.
void cut(BundleEntry &entry, qsizetype limit)
{
    if (entry.bytes.size() <= limit)
        return;
    const qsizetype before = entry.bytes.size();
    entry.bytes = entry.bytes.right(limit);
    entry.bytes.remove(0, entry.bytes.indexOf('\n') + 1);
    const QByteArray words = "[cut: the first " + QByteArray::number(before - entry.bytes.size()) +
                             " bytes are left out]\n";
    entry.bytes.prepend(words);
    entry.note = joined(entry.note, QStringLiteral("cut to its end"));
}

BundleEntry cleaned(const BundleSource &source, Redactor &redactor)
{
    BundleEntry entry{source.name, {}, source.note};
    if (source.kind == Kind::Text) {
        entry.bytes = redactor.text(source.bytes);
    } else if (const auto bytes = source.kind == Kind::Yaml ? redactor.yaml(source.bytes)
                                                            : redactor.json(source.bytes)) {
        entry.bytes = *bytes;
        if (source.kind == Kind::Yaml)
            entry.note = joined(entry.note, QStringLiteral("written anew, without its comments"));
    } else {
        entry.note =
            joined(entry.note,
                   QStringLiteral(
                       "left out: it cannot be understood, so secrets in it would not be found"));
    }
    cut(entry, entryLimit);
    return entry;
}

void keepWithin(std::vector<BundleEntry> &entries, qsizetype limit)
{
    for (BundleEntry &entry : entries) {
        if (entry.bytes.size() > limit && limit < (4 << 10)) {
            entry.bytes.clear();
            entry.note = joined(entry.note, QStringLiteral("left out: the bundle is full"));
        }
        cut(entry, limit);
        limit -= std::min(limit, entry.bytes.size());
    }
}

BundleEntry manifest(const std::vector<BundleEntry> &entries)
{
    QString text = QStringLiteral("What this debug bundle holds. Secrets were replaced by %1; look "
                                  "through it before you\n"
                                  "give it away.\n\n")
                       .arg(removedWord);
    for (const BundleEntry &entry : entries)
        text += (QStringLiteral("%1  %2").arg(entry.bytes.size(), 9).arg(entry.name) +
                 (entry.note.isEmpty() ? QString() : QStringLiteral("  (%1)").arg(entry.note))) +
                u'\n';
    return {QStringLiteral("manifest.txt"), text.toUtf8(), {}};
}

} // namespace

Result<std::vector<BundleEntry>> collectDebugBundle(const Environment &environment,
                                                    const std::vector<Target> &targets,
                                                    const JobContext &job)
{
    Redactor redactor(QDir::homePath());
    auto labs = labSources(environment, targets, redactor);
    if (!labs)
        return fail(labs.error());
    std::vector<BundleSource> sources = programSources(environment, redactor);
    sources.insert(sources.begin(), findingsSource(environment, job));
    sources.insert(sources.end(), std::make_move_iterator(labs->begin()),
                   std::make_move_iterator(labs->end()));
    if (job.cancel.cancelled())
        return fail(ErrorCode::Cancelled, QStringLiteral("cancelled"));
    // Collects the secrets of all documents first, since any text may contain them.
    for (const BundleSource &source : sources) {
        if (source.kind != Kind::Text)
            (void)cleaned(source, redactor);
    }
    std::vector<BundleEntry> entries;
    for (const BundleSource &source : sources)
        entries.push_back(cleaned(source, redactor));
    keepWithin(entries, totalLimit);
    entries.insert(entries.begin(), manifest(entries));
    return entries;
}

Result<void> writeDebugBundle(const QString &path, const std::vector<BundleEntry> &entries)
{
    if (QFileInfo::exists(path))
        return fail(ErrorCode::Conflict, QStringLiteral("is there already"), path,
                    QStringLiteral("choose another name with -o"));
    std::vector<GuestFile> files;
    for (const BundleEntry &entry : entries)
        files.push_back({QStringLiteral("hydra-debug/") + entry.name, entry.bytes, {}, 0600});
    const auto archive = makeTarGz(files);
    if (!archive)
        return fail(archive.error());
    return writeFileAtomically(path, *archive);
}

QString debugBundleName()
{
    return QStringLiteral("hydra-debug-%1.tar.gz")
        .arg(QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-HHmm")));
}

} // namespace hydra
