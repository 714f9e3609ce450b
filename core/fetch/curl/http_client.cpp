// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/fetch/curl/http_client.h"

#include <curl/curl.h>

#include <array>
#include <mutex>
#include <optional>

namespace hydra {
namespace {

constexpr int mostRedirects = 10;
constexpr long leastBytesPerSecond = 1024;
constexpr long receiveBuffer = 256 << 10;

struct ListDeleter {
    void operator()(curl_slist *list) const { curl_slist_free_all(list); }
};
using HeaderList = std::unique_ptr<curl_slist, ListDeleter>;

void addHeader(HeaderList &list, const QByteArray &header)
{
    list.reset(curl_slist_append(list.release(), header.constData()));
}

ErrorCode codeOf(CURLcode code)
{
    switch (code) {
    case CURLE_OPERATION_TIMEDOUT:
        return ErrorCode::TimedOut;
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT:
    case CURLE_PARTIAL_FILE:
    case CURLE_GOT_NOTHING:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
        return ErrorCode::Unavailable;
    default:
        return ErrorCode::Failed;
    }
}

QString hintFor(CURLcode code)
{
    switch (code) {
    case CURLE_COULDNT_RESOLVE_PROXY:
        return QStringLiteral("check the setting `proxy`, or https_proxy in the environment");
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT:
        return QStringLiteral("check the address and the network; behind a proxy: "
                              "hydractl settings set proxy=URL");
    case CURLE_PEER_FAILED_VERIFICATION:
        return QStringLiteral("check this machine's clock and its certificates (ca-certificates)");
    default:
        return {};
    }
}

} // namespace

/// The handle, and what its callbacks see of the request that runs. Callbacks are C: nothing may be
/// thrown through them.
class HttpClient::Curl
{
public:
    Curl(const FetchSettings &settings, const CancelToken &cancel)
        : m_settings(settings), m_cancel(cancel)
    {
        static std::once_flag once;
        std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
        m_handle = curl_easy_init();
    }
    ~Curl() { curl_easy_cleanup(m_handle); }
    Curl(const Curl &) = delete;
    Curl &operator=(const Curl &) = delete;

    /// One request, without following what it is redirected to.
    Result<ResponseHead> perform(const QUrl &url, const FetchLogin &login,
                                 const QList<QByteArray> &headers, HttpSink &sink)
    {
        m_sink = &sink;
        m_head = {};
        m_failure.reset();
        m_begun = false;
        m_message[0] = 0;
        setUp(url);
        HeaderList list;
        for (const QByteArray &header : headers)
            addHeader(list, header);
        if (!login.token.isEmpty())
            addHeader(list, "PRIVATE-TOKEN: " + login.token.toUtf8());
        set(CURLOPT_HTTPHEADER, list.get());
        if (!login.user.isEmpty() || !login.password.isEmpty()) {
            set(CURLOPT_USERNAME, login.user.toUtf8().constData());
            set(CURLOPT_PASSWORD, login.password.toUtf8().constData());
        }
        const CURLcode code = curl_easy_perform(m_handle);
        if (m_failure)
            return fail(*m_failure);
        if (code == CURLE_OK)
            return m_head;
        return fail(failure(code, url));
    }

    [[nodiscard]] QString redirectTarget() const
    {
        const char *target = nullptr;
        curl_easy_getinfo(m_handle, CURLINFO_REDIRECT_URL, &target);
        return target ? QString::fromUtf8(target) : QString();
    }

private:
    template <typename T> void set(CURLoption option, T value)
    {
        curl_easy_setopt(m_handle, option, value);
    }

    void setUp(const QUrl &url)
    {
        curl_easy_reset(m_handle);
        set(CURLOPT_URL, url.toEncoded().constData());
        set(CURLOPT_PROTOCOLS_STR, "http,https");
        set(CURLOPT_FOLLOWLOCATION, 0L);
        set(CURLOPT_NOSIGNAL, 1L);
        set(CURLOPT_ERRORBUFFER, m_message.data());
        set(CURLOPT_USERAGENT, "Hydra");
        set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
        set(CURLOPT_BUFFERSIZE, receiveBuffer);
        set(CURLOPT_CONNECTTIMEOUT_MS, long(m_settings.connectPatience.count()));
        set(CURLOPT_LOW_SPEED_LIMIT, leastBytesPerSecond);
        set(CURLOPT_LOW_SPEED_TIME, long(m_settings.stallPatience.count()));
        set(CURLOPT_PROXYAUTH, CURLAUTH_ANY);
        if (!m_settings.proxy.isEmpty())
            set(CURLOPT_PROXY, m_settings.proxy.toUtf8().constData());
        if (isLoopback(url))
            set(CURLOPT_NOPROXY, "*");
        set(CURLOPT_HEADERFUNCTION, &Curl::onHeader);
        set(CURLOPT_HEADERDATA, this);
        set(CURLOPT_WRITEFUNCTION, &Curl::onBytes);
        set(CURLOPT_WRITEDATA, this);
        set(CURLOPT_NOPROGRESS, 0L);
        set(CURLOPT_XFERINFOFUNCTION, &Curl::onTick);
        set(CURLOPT_XFERINFODATA, this);
    }

    [[nodiscard]] Error failure(CURLcode code, const QUrl &url) const
    {
        if (code == CURLE_ABORTED_BY_CALLBACK)
            return {.code = ErrorCode::Cancelled,
                    .what = QStringLiteral("cancelled"),
                    .where = shownAddress(url),
                    .hint = {},
                    .details = {}};
        const QString words = m_message[0] != 0 ? QString::fromLocal8Bit(m_message.data())
                                                : QString::fromLatin1(curl_easy_strerror(code));
        return {.code = codeOf(code),
                .what = QStringLiteral("cannot download: %1").arg(words),
                .where = shownAddress(url),
                .hint = hintFor(code),
                .details = {}};
    }

    [[nodiscard]] bool hasContent() const { return m_head.status == 200 || m_head.status == 206; }

    // False ends the transfer.
    bool keep(const Result<void> &step)
    {
        if (!step)
            m_failure = step.error();
        return step.has_value();
    }

    static size_t onHeader(char *bytes, size_t, size_t count, void *self)
    {
        auto *curl = static_cast<Curl *>(self);
        const QByteArrayView line(bytes, qsizetype(count));
        readHeaderLine(curl->m_head, line);
        const bool isEnd = line.trimmed().isEmpty();
        if (!isEnd || !curl->hasContent() || curl->m_begun) // trailers of a chunked answer end, too
            return count;
        curl->m_begun = true;
        return curl->keep(curl->m_sink->begin(curl->m_head)) ? count : 0;
    }

    static size_t onBytes(char *bytes, size_t, size_t count, void *self)
    {
        auto *curl = static_cast<Curl *>(self);
        if (!curl->hasContent())
            return count;
        return curl->keep(curl->m_sink->take({bytes, qsizetype(count)})) ? count : 0;
    }

    static int onTick(void *self, curl_off_t, curl_off_t, curl_off_t, curl_off_t)
    {
        auto *curl = static_cast<Curl *>(self);
        curl->m_sink->tick();
        return curl->m_cancel.cancelled() ? 1 : 0;
    }

    const FetchSettings &m_settings;
    CancelToken m_cancel;
    CURL *m_handle = nullptr;
    std::array<char, CURL_ERROR_SIZE> m_message{};
    HttpSink *m_sink = nullptr;
    ResponseHead m_head;
    std::optional<Error> m_failure;
    bool m_begun = false;
};

HttpClient::HttpClient(const FetchSettings &settings, const CancelToken &cancel)
    : m_curl(std::make_unique<Curl>(settings, cancel))
{
}

HttpClient::~HttpClient() = default;

Result<ResponseHead> HttpClient::get(const FetchAddress &address, const QList<QByteArray> &headers,
                                     HttpSink &sink)
{
    QUrl url = address.url;
    for (int redirects = 0; redirects <= mostRedirects; ++redirects) {
        const bool trusted = isSameOrigin(url, address.url);
        const auto head =
            m_curl->perform(url, trusted ? address.login : FetchLogin(), headers, sink);
        const QString target = head ? m_curl->redirectTarget() : QString();
        if (target.isEmpty())
            return head;
        const auto next = redirected(url, target);
        if (!next)
            return fail(next.error());
        url = *next;
    }
    return fail(ErrorCode::Failed,
                QStringLiteral("the server redirects more than %1 times").arg(mostRedirects),
                shownAddress(address.url), QStringLiteral("use another address"));
}

Error refusal(const ResponseHead &head, const QString &where)
{
    const int status = head.status;
    Error error{.code = ErrorCode::Failed,
                .what = QStringLiteral("the server answers %1").arg(status),
                .where = where,
                .hint = {},
                .details = {}};
    if (status == 404 || status == 410) {
        error.code = ErrorCode::NotFound;
        error.what = QStringLiteral("there is no such file on the server (%1)").arg(status);
        error.hint = QStringLiteral("check the address");
    } else if (status == 401 || status == 403) {
        error.what = QStringLiteral("the server wants a login, or another one (%1)").arg(status);
        error.hint = QStringLiteral("put it into the environment: RIMD_ARTIFACT_URL_TOKEN, or "
                                    "RIMD_ARTIFACT_URL_USER and RIMD_ARTIFACT_URL_PASS");
    } else if (status == 407) {
        error.what = QStringLiteral("the proxy wants a login, or another one (407)");
        error.hint = QStringLiteral("hydractl settings set proxy=http://USER:PASSWORD@HOST:PORT");
    } else if (status == 408 || status == 429 || status >= 500) {
        error.code = ErrorCode::Unavailable;
        error.hint = QStringLiteral("try again later");
    }
    return error;
}

} // namespace hydra
