// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/pull/expected_digest.h"

#include "core/fetch/fetch.h"
#include "core/fetch/fetch_address.h"
#include "core/image/pull/checksum_list.h"
#include "core/image/pull/signature.h"

#include <QUrl>

namespace hydra {
namespace {

/// Looks for one image's digest. A class so that its steps share what they need.
class DigestSearch
{
public:
    DigestSearch(const ImageSource &source, const QString &workDir, const FetchSettings &settings,
                 const JobContext &job)
        : m_source(source), m_workDir(workDir), m_settings(settings), m_job(job)
    {
    }

    Result<ExpectedDigest> run() const
    {
        if (!m_source.sha512.isEmpty() || !m_source.sha256.isEmpty())
            return ExpectedDigest{.sha512 = m_source.sha512,
                                  .sha256 = m_source.sha256,
                                  .by = QStringLiteral("its known digest")};
        return m_source.checksums.isEmpty() ? beside() : named();
    }

private:
    // The text, and how it is known to be the right one.
    struct Checksums {
        QByteArray text;
        QString by;
    };

    [[nodiscard]] Result<QByteArray> text(const QString &url) const
    {
        const bool trusted = isSameOrigin(QUrl(url), QUrl(m_source.url));
        return fetchText(url, mostChecksums, trusted ? m_source.login : FetchLogin(), m_settings,
                         m_job);
    }

    [[nodiscard]] Result<Checksums> checksums() const
    {
        auto got = text(m_source.checksums);
        if (!got)
            return fail(got.error());
        const QString name = fileNameAt(m_source.checksums);
        const auto check = signatureCheck(m_source.signature);
        if (!check)
            return Checksums{.text = *got, .by = name};
        const auto signature = m_source.signature.isInline ? Result<QByteArray>(QByteArray())
                                                           : text(m_source.signature.url);
        if (!signature)
            return fail(signature.error());
        const auto good = signedText(*got, *signature, *check, m_workDir, m_job);
        if (good)
            return Checksums{.text = *good, .by = name + QStringLiteral(", signed")};
        Error error = good.error();
        error.where = shownAddress(QUrl(m_source.checksums));
        return fail(error);
    }

    [[nodiscard]] Result<ExpectedDigest> named() const
    {
        const auto got = checksums();
        if (!got)
            return fail(got.error());
        const QString file = fileNameAt(m_source.url);
        const auto digest = digestIn(got->text, file);
        if (digest)
            return expected(*digest, got->by);
        return fail(ErrorCode::Failed, QStringLiteral("does not list %1").arg(file),
                    shownAddress(QUrl(m_source.checksums)),
                    QStringLiteral("check the image's address"));
    }

    // What cannot be had is not there: servers answer as they like.
    [[nodiscard]] Result<ExpectedDigest> beside() const
    {
        const QString file = fileNameAt(m_source.url);
        for (const QString &name :
             {QStringLiteral("SHA512SUMS"), QStringLiteral("SHA256SUMS"),
              file + QStringLiteral(".sha512"), file + QStringLiteral(".sha256")}) {
            const QUrl url = QUrl(m_source.url).adjusted(QUrl::RemoveFilename);
            const auto got = text(url.toString(QUrl::RemoveQuery) + name);
            if (!got && got.error().code != ErrorCode::NotFound &&
                got.error().code != ErrorCode::Failed)
                return fail(got.error());
            const auto digest = got ? digestIn(*got, file) : std::nullopt;
            if (digest)
                return expected(*digest, name);
        }
        return ExpectedDigest();
    }

    [[nodiscard]] static ExpectedDigest expected(const ListedDigest &digest, const QString &by)
    {
        return {.sha512 = digest.isSha512() ? digest.hex : QString(),
                .sha256 = digest.isSha512() ? QString() : digest.hex,
                .by = by};
    }

    const ImageSource &m_source;
    QString m_workDir;
    const FetchSettings &m_settings;
    const JobContext &m_job;
};

} // namespace

Result<ExpectedDigest> expectedDigest(const ImageSource &source, const QString &workDir,
                                      const FetchSettings &settings, const JobContext &job)
{
    return DigestSearch(source, workDir, settings, job).run();
}

} // namespace hydra
