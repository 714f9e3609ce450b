// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/pull/catalogue.h"

#include "core/fetch/fetch_address.h"
#include "core/image/image_kind.h"
#include "core/image/store.h"

#include <QRegularExpression>

#include <array>
#include <utility>

namespace hydra {
namespace {

const QString arches[] = {QStringLiteral("amd64"), QStringLiteral("arm64")};

/// How a distribution says which files are genuine. A name without slashes is beside the image;
/// {file} is the image's name.
struct Genuineness {
    const char *checksums;
    const char *signature; ///< empty: not signed; "inline": the checksums are a signed text
    const char *keyrings;  ///< where packages have the distribution's keys, with blanks between
};

// Debian signs none of its cloud images: what vouches for them is HTTPS.
constexpr Genuineness debianSums{"SHA512SUMS", "", ""};
constexpr Genuineness ubuntuSums{"SHA256SUMS", "SHA256SUMS.gpg",
                                 "/usr/share/keyrings/ubuntu-cloudimage-keyring.gpg"};
constexpr Genuineness alpineSums{"{file}.sha512", "", ""};
constexpr Genuineness fedoraSums{
    "Fedora-Cloud-43-1.6-{machine}-CHECKSUM", "inline",
    "/etc/pki/rpm-gpg/RPM-GPG-KEY-fedora-43-primary "
    "/usr/share/distribution-gpg-keys/fedora/RPM-GPG-KEY-fedora-43-primary"};

/// An image for both architectures. {arch} is Debian's name of one (amd64), {machine} the kernel's
/// (x86_64).
struct Published {
    const char *name;
    const char *title;
    const char *build;        ///< of PINNED
    const char *pinned;       ///< address of a file that stays; empty: none is known
    const char *pinnedArches; ///< those of which we know that they have it
    const char *latest;       ///< address of the newest file; empty: it has none that stays
    const Genuineness &genuine;
};

#define HYDRA_DEBIAN "https://cloud.debian.org/images/cloud/"
#define HYDRA_UBUNTU "https://cloud-images.ubuntu.com/releases/"
#define HYDRA_FEDORA "https://download.fedoraproject.org/pub/fedora/linux/releases/"
#define HYDRA_ALPINE "https://dl-cdn.alpinelinux.org/alpine/"

// Pinned: the builds that upstream's scripts name, and releases of which there are no newer builds.
const Published publishedImages[] = {
    {"debian-13-generic", "Debian 13 (trixie), all drivers", "20250814-2204",
     HYDRA_DEBIAN "trixie/20250814-2204/debian-13-generic-{arch}-20250814-2204.qcow2",
     "amd64 arm64", HYDRA_DEBIAN "trixie/latest/debian-13-generic-{arch}.qcow2", debianSums},
    {"debian-13-genericcloud", "Debian 13 (trixie), small: drivers of virtual machines, no 9p", "",
     "", "", HYDRA_DEBIAN "trixie/latest/debian-13-genericcloud-{arch}.qcow2", debianSums},
    {"debian-12-generic", "Debian 12 (bookworm), all drivers", "", "", "",
     HYDRA_DEBIAN "bookworm/latest/debian-12-generic-{arch}.qcow2", debianSums},
    {"debian-12-genericcloud", "Debian 12 (bookworm), small: drivers of virtual machines, no 9p",
     "20250316-2053",
     HYDRA_DEBIAN "bookworm/20250316-2053/debian-12-genericcloud-{arch}-20250316-2053.qcow2",
     "amd64", HYDRA_DEBIAN "bookworm/latest/debian-12-genericcloud-{arch}.qcow2", debianSums},
    {"ubuntu-26.04", "Ubuntu 26.04 LTS, server", "", "", "",
     HYDRA_UBUNTU "26.04/release/ubuntu-26.04-server-cloudimg-{arch}.img", ubuntuSums},
    {"ubuntu-24.04", "Ubuntu 24.04 LTS, server", "", "", "",
     HYDRA_UBUNTU "24.04/release/ubuntu-24.04-server-cloudimg-{arch}.img", ubuntuSums},
    {"fedora-43", "Fedora Cloud 43", "43-1.6",
     HYDRA_FEDORA "43/Cloud/{machine}/images/Fedora-Cloud-Base-Generic-43-1.6.{machine}.qcow2",
     "amd64 arm64", "", fedoraSums},
    {"alpine-3.23", "Alpine 3.23, nocloud, with cloud-init", "3.23.4",
     HYDRA_ALPINE "v3.23/releases/cloud/"
                  "nocloud_alpine-3.23.4-{machine}-uefi-cloudinit-r0.qcow2",
     "amd64 arm64", "", alpineSums},
};

QString filledIn(const char *text, const QString &arch)
{
    QString filled = QString::fromLatin1(text);
    filled.replace(QStringLiteral("{arch}"), arch);
    return filled.replace(QStringLiteral("{machine}"),
                          arch == u"arm64" ? QStringLiteral("aarch64") : QStringLiteral("x86_64"));
}

std::optional<ImageSource> sourceAt(const QString &name, const QString &url,
                                    const Genuineness &genuine, const QString &arch)
{
    if (url.isEmpty())
        return {};
    const QString directory = url.left(url.lastIndexOf(u'/') + 1);
    ImageSource source;
    source.name = name;
    source.url = url;
    source.checksums =
        directory +
        filledIn(genuine.checksums, arch).replace(QStringLiteral("{file}"), fileNameAt(url));
    source.signature.isInline = QLatin1String(genuine.signature) == u"inline";
    if (genuine.signature[0] != 0 && !source.signature.isInline)
        source.signature.url = directory + QLatin1String(genuine.signature);
    source.signature.keyrings =
        QString::fromLatin1(genuine.keyrings).split(u' ', Qt::SkipEmptyParts);
    return source;
}

CatalogueImage catalogueImage(const Published &published, const QString &arch)
{
    CatalogueImage image;
    image.name = QString::fromLatin1(published.name);
    image.title = QString::fromLatin1(published.title);
    image.arch = arch;
    if (QString::fromLatin1(published.pinnedArches).split(u' ').contains(arch)) {
        image.build = QString::fromLatin1(published.build);
        image.pinned =
            sourceAt(image.name, filledIn(published.pinned, arch), published.genuine, arch);
    }
    image.latest = sourceAt(image.name, filledIn(published.latest, arch), published.genuine, arch);
    return image;
}

std::optional<ImageSource> datedDebian(const QString &file)
{
    static const QRegularExpression dated(
        QStringLiteral("^debian-(12|13)-(?:generic|genericcloud|nocloud)-(?:amd64|arm64)-"
                       "([0-9]{8}-[0-9]{1,6})\\.(?:qcow2|raw|tar\\.xz)$"));
    const auto match = dated.match(file);
    if (!match.hasMatch())
        return {};
    const QString codename =
        match.captured(1) == u"13" ? QStringLiteral("trixie") : QStringLiteral("bookworm");
    return sourceAt(file,
                    QStringLiteral(HYDRA_DEBIAN "%1/%2/%3").arg(codename, match.captured(2), file),
                    debianSums, {});
}

Result<ImageSource> sourceAtAddress(const QString &asked)
{
    const auto address = fetchAddress(asked);
    if (!address)
        return fail(address.error());
    ImageSource source;
    source.url = address->url.toString();
    source.login = address->login;
    source.name = imageNameFor(address->url.fileName());
    return source;
}

#undef HYDRA_DEBIAN
#undef HYDRA_UBUNTU
#undef HYDRA_FEDORA
#undef HYDRA_ALPINE

} // namespace

std::optional<ImageSource> CatalogueImage::source(ImageBuild which) const
{
    if (which == ImageBuild::Pinned)
        return pinned;
    return which == ImageBuild::Latest || !pinned ? latest : pinned;
}

std::vector<CatalogueImage> imageCatalogue(const QString &arch)
{
    std::vector<CatalogueImage> images;
    for (const Published &published : publishedImages)
        images.push_back(catalogueImage(published, arch));
    return images;
}

Result<CatalogueImage> findCatalogueImage(const QString &name, const QString &arch)
{
    QStringList names;
    for (CatalogueImage &image : imageCatalogue(arch)) {
        if (image.name == name)
            return std::move(image);
        names << image.name;
    }
    return fail(ErrorCode::NotFound, QStringLiteral("the catalogue has no image %1").arg(name), {},
                QStringLiteral("give the address of its file, or choose one of: ") +
                    names.join(QStringLiteral(", ")));
}

std::optional<ImageSource> knownImageFile(const QString &file)
{
    for (const QString &arch : arches) {
        for (const CatalogueImage &image : imageCatalogue(arch)) {
            for (auto source : {image.pinned, image.latest}) {
                if (!source || fileNameAt(source->url) != file)
                    continue;
                source->name = checkImageName(file) ? file : imageNameFor(file);
                return source;
            }
        }
    }
    return datedDebian(file);
}

Result<ImageSource> imageSourceFor(const QString &asked, const QString &arch, ImageBuild which)
{
    if (asked.contains(QStringLiteral("://")))
        return sourceAtAddress(asked);
    if (const auto source = knownImageFile(asked))
        return *source;
    const auto image = findCatalogueImage(asked, arch);
    if (!image)
        return fail(image.error());
    if (const auto source = image->source(which))
        return *source;
    return fail(ErrorCode::NotFound,
                which == ImageBuild::Latest
                    ? QStringLiteral("%1 has no address for its latest build").arg(asked)
                    : QStringLiteral("no build of %1 is known that stays").arg(asked),
                {}, QStringLiteral("pull it without the option, or give the address of its file"));
}

} // namespace hydra
