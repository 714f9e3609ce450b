// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QString>

#include <atomic>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace hydra::test {

struct WebRequest {
    QByteArray method;
    QByteArray target;                    ///< the path; of a proxy's clients the whole URL
    QMap<QByteArray, QByteArray> headers; ///< by names in small letters
};

/// What a server answers, well or badly.
struct WebAnswer {
    int status = 200;
    QList<QByteArray> headers; ///< whole lines: "ETag: \"1\""
    QByteArray body;
    QString file;           ///< instead of a body: a file's bytes
    qint64 fileFrom = 0;    ///< from this one on
    qint64 announced = -1;  ///< Content-Length; -1: the truth, -2: none at all
    qint64 cutAfter = -1;   ///< hangs up after so many bytes of the body
    qint64 stallAfter = -1; ///< sends nothing more after so many, until the client hangs up
    int pauseUs = 0;        ///< after each 64 KiB
};

/// An HTTP server on 127.0.0.1, at a free port, on threads of its own: one connection for each
/// request. HANDLER is called in them, one at a time.
class WebServer
{
public:
    using Handler = std::function<WebAnswer(const WebRequest &)>;

    explicit WebServer(Handler handler);
    ~WebServer();
    WebServer(const WebServer &) = delete;
    WebServer &operator=(const WebServer &) = delete;

    /// Of PATH, which begins with a slash.
    [[nodiscard]] QString url(const QString &path) const;
    [[nodiscard]] int port() const { return m_port; }
    [[nodiscard]] qint64 bodyBytes() const { return m_bodyBytes; } ///< sent in all
    [[nodiscard]] std::vector<WebRequest> requests() const;

private:
    void accept();
    void serve(int client);
    void send(int client, const WebAnswer &answer);

    Handler m_handler;
    int m_socket = -1;
    int m_port = 0;
    std::atomic<bool> m_ends = false;
    std::atomic<qint64> m_bodyBytes = 0;
    mutable std::mutex m_mutex;
    std::vector<WebRequest> m_requests;
    std::vector<std::thread> m_threads;
    std::thread m_acceptor;
};

/// What a good server answers to a request for a file with CONTENT: all of it, or the range that is
/// asked for, unless `If-Range` names another ETAG.
[[nodiscard]] WebAnswer contentAnswer(const WebRequest &request, const QByteArray &content,
                                      const QByteArray &etag);
[[nodiscard]] WebAnswer notFound();

} // namespace hydra::test
