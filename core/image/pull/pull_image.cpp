// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/pull/pull_image.h"

#include "core/base/atomic_file.h"
#include "core/fetch/fetch.h"
#include "core/fetch/fetch_address.h"
#include "core/image/add_image.h"
#include "core/image/pull/expected_digest.h"
#include "core/image/shared_build.h"
#include "core/image/work_dir.h"

namespace hydra {
namespace {

Result<ImageSource> withMirrors(ImageSource source, const std::vector<ImageMirror> &mirrors)
{
    source.url = mirrored(source.url, mirrors);
    source.checksums = mirrored(source.checksums, mirrors);
    source.signature.url = mirrored(source.signature.url, mirrors);
    const auto address = fetchAddress(source.url);
    if (!address)
        return fail(address.error());
    if (source.login == FetchLogin())
        source.login = address->login;
    source.url = address->url.toString();
    return source;
}

/// One download into the store. A class so that its steps share the names.
class ImagePull
{
public:
    ImagePull(const ImageStore &store, const ImageSource &source, const JobContext &job,
              const PullSettings &settings)
        : m_store(store), m_source(source), m_job(job), m_settings(settings),
          m_file(settings.downloads + u'/' + source.name)
    {
    }

    Result<StoredImage> run()
    {
        if (m_store.find(m_source.name))
            return fail(ErrorCode::Conflict,
                        QStringLiteral("the image %1 is there already").arg(m_source.name),
                        m_store.directory(),
                        QStringLiteral("remove it first: hydractl image remove ") + m_source.name);
        if (auto made = makePrivateDir(m_settings.downloads); !made)
            return fail(made.error());
        auto expected = expect();
        if (!expected)
            return fail(expected.error());
        const auto fetched = fetch(*expected);
        if (!fetched)
            return fail(fetched.error());
        auto stored = put(*fetched, *expected);
        if (stored)
            forgetDownload(m_file);
        return stored;
    }

private:
    Result<ExpectedDigest> expect()
    {
        m_store.removeLeftovers();
        const auto workDir = m_store.makeWorkDir();
        if (!workDir)
            return fail(workDir.error());
        auto expected = expectedDigest(m_source, *workDir, m_settings.fetch, m_job);
        removeWorkDir(*workDir);
        return expected;
    }

    [[nodiscard]] Result<FetchedFile> fetch(const ExpectedDigest &expected) const
    {
        return fetchFile({.url = m_source.url,
                          .file = m_file,
                          .words = QStringLiteral("Downloading %1").arg(m_source.name),
                          .sha512 = expected.sha512,
                          .sha256 = expected.sha256,
                          .login = m_source.login},
                         m_settings.fetch, m_job);
    }

    [[nodiscard]] Result<StoredImage> put(const FetchedFile &fetched,
                                          const ExpectedDigest &expected) const
    {
        StoredImage record;
        record.name = m_source.name;
        record.url = shownAddress(QUrl(m_source.url));
        record.source = QStringLiteral("downloaded from ") + QUrl(m_source.url).host();
        record.downloadSha512 = fetched.sha512;
        record.downloadSha256 = expected.sha256;
        record.checkedBy = expected.by;
        return storeDownload(m_store, {.path = fetched.path, .sha512 = fetched.sha512}, record,
                             m_job, m_settings.qemuImg);
    }

    const ImageStore &m_store;
    const ImageSource &m_source;
    const JobContext &m_job;
    const PullSettings &m_settings;
    QString m_file;
};

} // namespace

Result<StoredImage> pullImage(const ImageStore &store, const ImageSource &source,
                              const JobContext &job, const PullSettings &settings)
{
    if (const auto valid = checkImageName(source.name); !valid)
        return fail(valid.error());
    const auto mirroredSource = withMirrors(source, settings.mirrors);
    if (!mirroredSource)
        return fail(mirroredSource.error());
    return buildOrFollow(store, source.name, job, [&](const JobContext &told) {
        return ImagePull(store, *mirroredSource, told, settings).run();
    });
}

} // namespace hydra
