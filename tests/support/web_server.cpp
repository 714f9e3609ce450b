// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/web_server.h"

#include <QFile>

#include <algorithm>
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <unistd.h>

namespace hydra::test {
namespace {

constexpr qint64 slice = 64 << 10;

bool sendAll(int client, QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const ssize_t n = ::send(client, bytes.data(), size_t(bytes.size()), MSG_NOSIGNAL);
        if (n <= 0)
            return false;
        bytes = bytes.sliced(n);
    }
    return true;
}

// Up to and with the blank line; empty when the client hangs up before.
QByteArray headOf(int client)
{
    QByteArray head;
    while (!head.contains("\r\n\r\n") && head.size() < (64 << 10)) {
        char bytes[4096];
        const ssize_t n = ::recv(client, bytes, sizeof bytes, 0);
        if (n <= 0)
            return {};
        head.append(bytes, n);
    }
    return head;
}

WebRequest parsed(const QByteArray &head)
{
    const QList<QByteArray> lines = head.split('\n');
    const QList<QByteArray> first = lines.value(0).trimmed().split(' ');
    WebRequest request{.method = first.value(0), .target = first.value(1), .headers = {}};
    for (const QByteArray &line : lines.mid(1)) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0)
            request.headers[line.left(colon).trimmed().toLower()] = line.mid(colon + 1).trimmed();
    }
    return request;
}

} // namespace

WebServer::WebServer(Handler handler) : m_handler(std::move(handler))
{
    m_socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(m_socket, reinterpret_cast<sockaddr *>(&address), size) != 0 ||
        ::listen(m_socket, 16) != 0 ||
        ::getsockname(m_socket, reinterpret_cast<sockaddr *>(&address), &size) != 0)
        qFatal("cannot listen");
    m_port = ntohs(address.sin_port);
    m_acceptor = std::thread([this] { accept(); });
}

WebServer::~WebServer()
{
    m_ends = true;
    m_acceptor.join();
    for (std::thread &thread : m_threads)
        thread.join();
    ::close(m_socket);
}

QString WebServer::url(const QString &path) const
{
    return QStringLiteral("http://127.0.0.1:%1%2").arg(m_port).arg(path);
}

std::vector<WebRequest> WebServer::requests() const
{
    const std::lock_guard lock(m_mutex);
    return m_requests;
}

void WebServer::accept()
{
    while (!m_ends) {
        pollfd ready{.fd = m_socket, .events = POLLIN, .revents = 0};
        if (::poll(&ready, 1, 20) != 1)
            continue;
        const int client = ::accept4(m_socket, nullptr, nullptr, SOCK_CLOEXEC);
        if (client >= 0)
            m_threads.emplace_back([this, client] { serve(client); });
    }
}

void WebServer::serve(int client)
{
    const QByteArray head = headOf(client);
    if (!head.isEmpty()) {
        WebAnswer answer;
        {
            const std::lock_guard lock(m_mutex);
            m_requests.push_back(parsed(head));
            answer = m_handler(m_requests.back());
        }
        send(client, answer);
    }
    ::close(client);
}

void WebServer::send(int client, const WebAnswer &answer)
{
    QFile file(answer.file);
    const bool isFile = !answer.file.isEmpty() && file.open(QIODevice::ReadOnly);
    const qint64 size = isFile ? file.size() - answer.fileFrom : answer.body.size();
    QByteArray head = "HTTP/1.1 " + QByteArray::number(answer.status) + " Words\r\n";
    for (const QByteArray &line : answer.headers)
        head += line + "\r\n";
    if (answer.announced != -2)
        head += "Content-Length: " +
                QByteArray::number(answer.announced >= 0 ? answer.announced : size) + "\r\n";
    if (!sendAll(client, head + "Connection: close\r\n\r\n"))
        return;
    qint64 end = size;
    for (const qint64 limit : {answer.cutAfter, answer.stallAfter})
        end = limit >= 0 ? std::min(end, limit) : end;
    for (qint64 at = 0; at < end && !m_ends;) {
        const qint64 most = isFile && answer.pauseUs == 0 ? 4 << 20 : slice;
        const qint64 now = std::min(most, end - at);
        off_t from = answer.fileFrom + at;
        const bool sent = isFile ? ::sendfile(client, file.handle(), &from, size_t(now)) == now
                                 : sendAll(client, QByteArrayView(answer.body).sliced(at, now));
        if (!sent)
            return;
        at += now;
        m_bodyBytes += now;
        if (answer.pauseUs > 0)
            ::usleep(useconds_t(answer.pauseUs));
    }
    while (answer.stallAfter >= 0 && !m_ends) {
        pollfd gone{.fd = client, .events = POLLIN | POLLRDHUP, .revents = 0};
        if (::poll(&gone, 1, 20) == 1)
            return;
    }
}

WebAnswer contentAnswer(const WebRequest &request, const QByteArray &content,
                        const QByteArray &etag)
{
    WebAnswer answer;
    answer.headers << "Accept-Ranges: bytes";
    if (!etag.isEmpty())
        answer.headers << "ETag: " + etag;
    const QByteArray range = request.headers.value("range");
    const QByteArray ifRange = request.headers.value("if-range");
    if (!range.startsWith("bytes=") || (!ifRange.isEmpty() && ifRange != etag)) {
        answer.body = content;
        return answer;
    }
    const qint64 from = range.mid(6).split('-').value(0).toLongLong();
    const QByteArray size = QByteArray::number(content.size());
    if (from >= content.size()) {
        answer.status = 416;
        answer.headers << "Content-Range: bytes */" + size;
        return answer;
    }
    answer.status = 206;
    answer.headers << "Content-Range: bytes " + QByteArray::number(from) + "-" +
                          QByteArray::number(content.size() - 1) + "/" + size;
    answer.body = content.mid(from);
    return answer;
}

WebAnswer notFound()
{
    return {.status = 404, .headers = {}, .body = "no such file\n", .file = {}};
}

} // namespace hydra::test
