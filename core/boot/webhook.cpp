// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/boot/webhook.h"

#include "core/boot/http_request.h"

#include <QNetworkProxy>
#include <QTimer>

#include <memory>

namespace hydra {
namespace {

constexpr int kConnections = 16;
constexpr std::chrono::seconds kRequestTime{10};
constexpr std::chrono::seconds kHoldTime{60};
constexpr std::chrono::seconds kReporterTime{95}; // it waits for 90 at most

QByteArray word(ReportKind kind)
{
    return kind == ReportKind::Logs      ? QByteArray("logs\n")
           : kind == ReportKind::Running ? QByteArray("running\n")
                                         : QByteArray("modules\n");
}

void respond(QTcpSocket &socket, const char *status, const QByteArray &body = {})
{
    socket.write(QByteArrayLiteral("HTTP/1.1 ") + status + "\r\nContent-Length: " +
                 QByteArray::number(body.size()) + "\r\nConnection: close\r\n\r\n" + body);
    socket.disconnectFromHost();
}

} // namespace

Webhook::Webhook(const QString &token, QObject *parent)
    : QObject(parent), m_path('/' + token.toUtf8())
{
    m_server.setProxy(QNetworkProxy::NoProxy);
    m_server.setMaxPendingConnections(kConnections);
    connect(&m_server, &QTcpServer::newConnection, this, &Webhook::accept);
}

Result<void> Webhook::listen(std::uint16_t port)
{
    if (!m_server.listen(QHostAddress(QHostAddress::LocalHost), port))
        return fail(ErrorCode::Conflict, m_server.errorString(),
                    QStringLiteral("127.0.0.1:%1").arg(port));
    return {};
}

void Webhook::askFor(ReportKind kind)
{
    m_isDismissed = false;
    m_wanted.insert(kind);
    if (m_held)
        answerAsking(*m_held);
}

void Webhook::dismissReporter()
{
    m_isDismissed = true;
    if (m_held)
        answerAsking(*m_held);
}

void Webhook::forgetReporter()
{
    m_reporterTime = QDeadlineTimer(0);
    m_wanted.clear();
    m_expectsReport = false;
    if (m_held)
        m_held->abort();
}

void Webhook::accept()
{
    while (QTcpSocket *socket = m_server.nextPendingConnection()) {
        if (m_server.findChildren<QTcpSocket *>().size() > kConnections) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        auto parser = std::make_shared<HttpRequestParser>();
        auto *limit = new QTimer(socket);
        limit->setSingleShot(true);
        connect(limit, &QTimer::timeout, socket, &QTcpSocket::abort);
        limit->start(kRequestTime);
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QTcpSocket::readyRead, this, [this, socket, parser, limit] {
            const HttpRequestParser::State state = parser->feed(socket->readAll());
            if (state == HttpRequestParser::State::More)
                return;
            socket->disconnect(this);
            delete limit;
            if (state == HttpRequestParser::State::Whole)
                answer(*socket, parser->request());
            else
                respond(*socket, "400 Bad Request");
        });
    }
}

void Webhook::answer(QTcpSocket &socket, const HttpRequest &request)
{
    const bool isPost = request.method == "POST";
    if (request.path == m_path && isPost) {
        const auto event = parseCloudInitEvent(request.body);
        respond(socket, event ? "200 OK" : "400 Bad Request");
        if (event)
            Q_EMIT received(*event);
    } else if (request.path == m_path + "/report" && isPost) {
        respond(socket, "200 OK");
        if (std::exchange(m_expectsReport, false))
            Q_EMIT reported(request.body);
    } else if (request.path == m_path + "/ask" && request.method == "GET") {
        m_reporterTime.setRemainingTime(kReporterTime);
        !m_wanted.empty() || m_isDismissed ? answerAsking(socket) : hold(socket);
    } else {
        respond(socket, request.path == m_path ? "400 Bad Request" : "404 Not Found");
    }
}

void Webhook::answerAsking(QTcpSocket &socket)
{
    if (m_held == &socket)
        m_held.clear();
    if (m_wanted.empty())
        return respond(socket, "200 OK", m_isDismissed ? "end\n" : "again\n");
    m_expectsReport = true;
    respond(socket, "200 OK", word(m_wanted.extract(m_wanted.begin()).value()));
}

void Webhook::hold(QTcpSocket &socket)
{
    if (m_held)
        answerAsking(*m_held);
    m_held = &socket;
    auto *limit = new QTimer(&socket);
    limit->setSingleShot(true);
    connect(limit, &QTimer::timeout, this, [this, &socket] { answerAsking(socket); });
    limit->start(kHoldTime);
}

} // namespace hydra

#include "core/boot/moc_webhook.cpp"
