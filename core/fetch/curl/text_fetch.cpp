// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/fetch/curl/file_fetch.h"
#include "core/fetch/curl/http_client.h"
#include "core/fetch/curl/tries.h"

namespace hydra {
namespace {

class TextSink : public HttpSink
{
public:
    explicit TextSink(MemorySize most, QString where) : m_most(most), m_where(std::move(where)) {}

    Result<void> begin(const ResponseHead &) override
    {
        text.clear();
        return {};
    }
    Result<void> take(QByteArrayView bytes) override
    {
        if (quint64(text.size() + bytes.size()) > m_most.inBytes())
            return fail(ErrorCode::Failed,
                        QStringLiteral("is larger than %1").arg(m_most.toDisplay()), m_where);
        text += bytes;
        return {};
    }

    QByteArray text;

private:
    MemorySize m_most;
    QString m_where;
};

} // namespace

Result<QByteArray> fetchTextByCurl(const FetchRequest &request, const FetchSettings &settings,
                                   const JobContext &job)
{
    const auto address = addressOf(request);
    if (!address)
        return fail(address.error());
    const QString where = shownAddress(address->url);
    const QString words = QStringLiteral("Downloading %1").arg(address->url.fileName());
    HttpClient client(settings, job.cancel);
    Tries tries(settings, job);
    for (;;) {
        TextSink sink(request.most, where);
        const auto head = client.get(*address, {}, sink);
        if (head && head->status == 200)
            return sink.text;
        const Error why = head ? refusal(*head, where) : head.error();
        if (!mayHelpToRetry(why))
            return fail(why);
        if (auto waited = tries.wait(why, words, head ? head->retryAfter.value_or(0) : 0); !waited)
            return fail(waited.error());
    }
}

} // namespace hydra
