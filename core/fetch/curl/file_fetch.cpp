// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/fetch/curl/file_fetch.h"

#include "core/fetch/curl/digest_follower.h"
#include "core/fetch/curl/http_client.h"
#include "core/fetch/curl/tries.h"
#include "core/fetch/part_file.h"
#include "core/fetch/transfer_rate.h"
#include "core/host/limits.h"

#include <QFileInfo>

namespace hydra {
namespace {

constexpr std::chrono::milliseconds tellEvery{250};
constexpr int mostStarts = 5;            // of one file, before we call the server fickle
constexpr qint64 worthATry = 64 << 10;   // bytes that a try brought
constexpr qint64 spareDisk = 16LL << 20; // for what else writes to the disk meanwhile

/// One download. A class so that its steps share what they know.
class FileFetch : public HttpSink
{
public:
    FileFetch(const FetchRequest &request, FetchAddress address, const FetchSettings &settings,
              const JobContext &job, PartFile &part)
        : m_request(request), m_address(std::move(address)), m_where(shownAddress(m_address.url)),
          m_job(job), m_part(part), m_client(settings, job.cancel), m_tries(settings, job)
    {
    }

    Result<FetchedFile> run()
    {
        const qint64 kept = m_part.size();
        follow();
        for (bool fromStart = kept == 0;; fromStart = true) {
            if (auto got = transfer(); !got)
                return fail(got.error());
            auto fetched = finish();
            if (fetched || m_mismatch.isEmpty())
                return fetched;
            // What was kept may have been of another file, or been damaged by a crash.
            if (fromStart)
                return fail(keepAside());
            if (auto again = startOver({}); !again)
                return fail(again.error());
        }
    }

    Result<void> begin(const ResponseHead &head) override
    {
        m_fits = true;
        if (head.status == 200)
            return startOver(head);
        const bool same = head.rangeFrom == m_part.size() && isSameFile(head);
        m_fits = same;
        return same ? checkSize(head.fileSize())
                    : fail(ErrorCode::Unavailable, QStringLiteral("the file has changed"), m_where);
    }

    Result<void> take(QByteArrayView bytes) override
    {
        if (quint64(m_part.size() + bytes.size()) > m_request.most.inBytes())
            return tooLarge();
        if (auto written = m_part.append(bytes); !written)
            return written;
        for (const auto &follower : {m_sha512.get(), m_sha256.get()}) {
            if (follower)
                follower->advance(m_part.size());
        }
        tick();
        return {};
    }

    void tick() override
    {
        const auto now = TransferRate::Clock::now();
        if (m_told && now - *m_told < tellEvery)
            return;
        m_told = now;
        tell(now);
    }

private:
    void tell(TransferRate::Clock::time_point now)
    {
        if (!m_job.progress)
            return;
        m_rate.note(m_part.size(), now);
        const auto size = m_part.state().size;
        m_job.progress({.fraction = size && *size > 0 ? double(m_part.size()) / double(*size) : -1,
                        .words = m_request.words,
                        .detail = transferWords(m_part.size(), size, m_rate.bytesPerSecond())});
    }

    [[nodiscard]] bool isDigestKnown() const
    {
        return !m_request.sha512.isEmpty() || !m_request.sha256.isEmpty();
    }

    // Behind what is there already, too.
    void follow()
    {
        using Kind = DigestFollower::Kind;
        m_sha256.reset();
        m_sha512 = std::make_unique<DigestFollower>(m_part.path(), Kind::Sha512);
        m_sha512->advance(m_part.size());
        if (m_request.sha256.isEmpty())
            return;
        m_sha256 = std::make_unique<DigestFollower>(m_part.path(), Kind::Sha256);
        m_sha256->advance(m_part.size());
    }

    Result<void> startOver(const ResponseHead &head)
    {
        if (++m_starts > mostStarts)
            return fail(ErrorCode::Failed,
                        QStringLiteral("had to begin anew %1 times: the server cannot go on in the "
                                       "middle, or its file keeps changing")
                            .arg(mostStarts),
                        m_where, QStringLiteral("try again later, or use another address"));
        m_sha512.reset();
        m_sha256.reset();
        m_kept = 0;
        auto restarted = m_part.restart({.url = m_address.url.toString(),
                                         .validator = head.validator(),
                                         .size = head.fileSize()});
        if (!restarted)
            return restarted;
        follow();
        return checkSize(head.fileSize());
    }

    [[nodiscard]] bool isSameFile(const ResponseHead &head) const
    {
        const PartState &known = m_part.state();
        const QByteArray validator = head.validator();
        const auto size = head.fileSize();
        return (validator.isEmpty() || known.validator.isEmpty() || validator == known.validator) &&
               (!size || !known.size || *size == *known.size);
    }

    [[nodiscard]] Result<void> tooLarge() const
    {
        return fail(ErrorCode::Failed,
                    QStringLiteral("is larger than %1").arg(m_request.most.toDisplay()), m_where);
    }

    [[nodiscard]] Result<void> checkSize(std::optional<qint64> size) const
    {
        if (!size)
            return {};
        if (quint64(*size) > m_request.most.inBytes())
            return tooLarge();
        const auto need = MemorySize::bytes(quint64(*size - m_part.size() + spareDisk));
        const auto room = freeDisk(QFileInfo(m_part.path()).absolutePath());
        if (!room || need <= *room)
            return {};
        return fail(ErrorCode::Failed,
                    QStringLiteral("needs %1 of disk space, of which %2 are free")
                        .arg(need.toDisplay(), room->toDisplay()),
                    m_part.path(), QStringLiteral("free some space, then try again"));
    }

    // Until the whole file is there.
    Result<void> transfer()
    {
        if (m_part.isComplete() && isDigestKnown())
            return {};
        for (;;) {
            const qint64 before = m_part.size();
            const auto tried = tryOnce();
            tell(TransferRate::Clock::now());
            if (tried && *tried == 0)
                return {};
            const Error why = tried ? Error{.code = ErrorCode::Unavailable,
                                            .what = QStringLiteral("the server ends too early"),
                                            .where = m_where,
                                            .hint = {},
                                            .details = {}}
                                    : tried.error();
            if (!m_fits) { // a new file, so a new beginning at once
                if (auto again = startOver({}); !again)
                    return again;
                m_fits = true;
                continue;
            }
            if (!mayHelpToRetry(why))
                return fail(why);
            if (m_part.size() - before >= worthATry)
                m_tries.succeed();
            if (auto waited = m_tries.wait(why, m_request.words, m_retryAfter); !waited)
                return fail(withKept(waited.error()));
        }
    }

    // How many bytes are missing still, 0 also when the server tells no size.
    Result<qint64> tryOnce()
    {
        QList<QByteArray> headers;
        const qint64 size = m_part.size();
        const QByteArray validator = m_part.state().validator;
        if (size > 0 && (!validator.isEmpty() || isDigestKnown())) {
            headers << "Range: bytes=" + QByteArray::number(size) + "-";
            if (!validator.isEmpty())
                headers << "If-Range: " + validator;
        }
        const auto head = m_client.get(m_address, headers, *this);
        m_retryAfter = head ? head->retryAfter.value_or(0) : 0;
        if (!head)
            return fail(head.error());
        if (head->status == 416 && size > 0) {
            m_fits = head->wholeSize == size && isSameFile(*head);
            return m_fits ? Result<qint64>(0) : fail(refusal(*head, m_where));
        }
        if (head->status != 200 && head->status != 206)
            return fail(refusal(*head, m_where));
        return m_part.state().size.value_or(m_part.size()) - m_part.size();
    }

    [[nodiscard]] Error withKept(Error error) const
    {
        if (m_part.size() > 0 && error.code != ErrorCode::Cancelled && error.hint.isEmpty())
            error.hint =
                QStringLiteral("try again later: %1 are here and will not be asked for again")
                    .arg(MemorySize::bytes(quint64(m_part.size())).toDisplay());
        return error;
    }

    Result<FetchedFile> finish()
    {
        m_mismatch.clear();
        const auto sha512 = m_sha512->finish();
        const auto sha256 = m_sha256 ? m_sha256->finish() : Result<QString>(QString());
        if (!sha512 || !sha256)
            return fail(sha512 ? sha256.error() : sha512.error());
        compare(QStringLiteral("SHA-512"), m_request.sha512, *sha512);
        compare(QStringLiteral("SHA-256"), m_request.sha256, *sha256);
        if (!m_mismatch.isEmpty())
            return fail(ErrorCode::Failed, m_mismatch, m_where);
        const auto path = m_part.finish();
        if (!path)
            return fail(path.error());
        return FetchedFile{.path = *path,
                           .sha512 = *sha512,
                           .size = MemorySize::bytes(quint64(m_part.size())),
                           .kept = MemorySize::bytes(quint64(m_kept))};
    }

    void compare(const QString &kind, const QString &wanted, const QString &got)
    {
        if (!wanted.isEmpty() && wanted != got)
            m_mismatch = QStringLiteral("is not what it should be: its %1 is %2, not %3")
                             .arg(kind, got, wanted);
    }

    [[nodiscard]] Error keepAside()
    {
        const QString aside = m_part.putAside(QStringLiteral(".wrong-checksum"));
        return {.code = ErrorCode::Failed,
                .what = m_mismatch,
                .where = m_where,
                .hint = QStringLiteral("it was not used, and is kept as %1; try another mirror, or "
                                       "correct the checksum")
                            .arg(aside),
                .details = {}};
    }

    const FetchRequest &m_request;
    FetchAddress m_address;
    QString m_where;
    const JobContext &m_job;
    PartFile &m_part;
    HttpClient m_client;
    Tries m_tries;
    std::unique_ptr<DigestFollower> m_sha512;
    std::unique_ptr<DigestFollower> m_sha256;
    TransferRate m_rate;
    std::optional<TransferRate::Clock::time_point> m_told;
    qint64 m_kept = m_part.size();
    qint64 m_retryAfter = 0; ///< seconds
    int m_starts = 0;
    bool m_fits = true; ///< what the server has is what our part is of
    QString m_mismatch;
};

} // namespace

Result<FetchedFile> fetchFileByCurl(const FetchRequest &request, const FetchSettings &settings,
                                    const JobContext &job)
{
    const auto address = addressOf(request);
    if (!address)
        return fail(address.error());
    const auto part = PartFile::open(request.file, address->url.toString());
    if (!part)
        return fail(part.error());
    return FileFetch(request, *address, settings, job, **part).run();
}

} // namespace hydra
