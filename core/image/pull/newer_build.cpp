// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/pull/newer_build.h"

#include "core/fetch/fetch.h"
#include "core/fetch/fetch_address.h"
#include "core/image/pull/catalogue.h"
#include "core/image/pull/checksum_list.h"

namespace hydra {
namespace {

// A mirror keeps a file's name.
bool isAt(const StoredImage &image, const std::optional<ImageSource> &source)
{
    return source && fileNameAt(image.url) == fileNameAt(source->url);
}

// "debian-13-generic-amd64" of a dated build of Debian's and of the latest one.
QString withoutBuild(const QString &file)
{
    const QString stem = file.section(u'.', 0, 0);
    return stem.startsWith(QStringLiteral("debian-")) ? stem.section(u'-', 0, 3) : QString();
}

} // namespace

std::optional<ImageSource> latestBuildOf(const StoredImage &image)
{
    if (image.url.isEmpty())
        return {};
    const QString family = withoutBuild(fileNameAt(image.url));
    for (const char *arch : {"amd64", "arm64"}) {
        for (const CatalogueImage &each : imageCatalogue(QString::fromLatin1(arch))) {
            const bool isBuild = isAt(image, each.pinned) || isAt(image, each.latest) ||
                                 (each.latest && !family.isEmpty() &&
                                  family == withoutBuild(fileNameAt(each.latest->url)));
            if (isBuild)
                return each.latest;
        }
    }
    return {};
}

Result<std::optional<bool>> hasNewerBuild(const StoredImage &image, const PullSettings &settings,
                                          const JobContext &job)
{
    const auto latest = latestBuildOf(image);
    if (!latest)
        return std::optional<bool>();
    const QString checksums = mirrored(latest->checksums, settings.mirrors);
    const auto text = fetchText(checksums, mostChecksums, {}, settings.fetch, job);
    if (!text)
        return fail(text.error());
    const auto digest = digestIn(*text, fileNameAt(latest->url));
    if (!digest)
        return std::optional<bool>();
    return std::optional(digest->hex !=
                         (digest->isSha512() ? image.downloadSha512 : image.downloadSha256));
}

} // namespace hydra
