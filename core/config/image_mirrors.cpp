// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/config/image_mirrors.h"

#include <QUrl>

namespace hydra {
namespace {

QString withoutFinalSlash(QString text)
{
    while (text.endsWith(u'/'))
        text.chop(1);
    return text;
}

bool isWebAddress(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    return url.isValid() && !url.host().isEmpty() && !url.hasQuery() && !url.hasFragment() &&
           (url.scheme() == u"http" || url.scheme() == u"https");
}

} // namespace

std::optional<std::vector<ImageMirror>> parseImageMirrors(const QString &text)
{
    std::vector<ImageMirror> mirrors;
    for (const QString &pair : text.split(u',', Qt::SkipEmptyParts)) {
        const ImageMirror mirror{.from = withoutFinalSlash(pair.section(u'=', 0, 0).trimmed()),
                                 .to = withoutFinalSlash(pair.section(u'=', 1).trimmed())};
        if (!isWebAddress(mirror.from) || !isWebAddress(mirror.to))
            return {};
        mirrors.push_back(mirror);
    }
    return mirrors;
}

QString mirrored(const QString &url, const std::vector<ImageMirror> &mirrors)
{
    const ImageMirror *best = nullptr;
    for (const ImageMirror &mirror : mirrors) {
        const bool fits = url == mirror.from || url.startsWith(mirror.from + u'/');
        if (fits && (best == nullptr || mirror.from.size() > best->from.size()))
            best = &mirror;
    }
    return best == nullptr ? url : best->to + url.mid(best->from.size());
}

} // namespace hydra
