// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/keeper/network/switch_link.h"

#include "core/base/atomic_file.h"
#include "core/keeper_client/protocol.h"
#include "core/process/find_program.h"

#include <QFileInfo>
#include <QJsonDocument>

namespace hydra {
namespace {

constexpr auto kRetry = std::chrono::milliseconds(50);
constexpr qsizetype kLineLimit = 1 << 20;

Result<Command> switchCommand(const QString &socket, const QString &logFile)
{
    const auto program = findOwnProgram(QStringLiteral("hydra-switch"), "HYDRA_SWITCH");
    const auto uplink = findOwnProgram(QStringLiteral("hydra-uplink"), "HYDRA_UPLINK");
    if (!program || !uplink)
        return fail(program ? uplink.error() : program.error());
    if (const Result<void> made = makePrivateDir(QFileInfo(socket).path()); !made)
        return fail(made.error());
    Command command;
    command.program = *program;
    command.args = {QStringLiteral("--socket"), socket, QStringLiteral("--uplink"), *uplink};
    command.cwd = QStringLiteral("/");
    command.outputFile = logFile;
    return command;
}

Result<QJsonObject> outcomeOf(const QJsonObject &message)
{
    if (!message.contains(u"error"))
        return message[u"result"].toObject();
    return fail(ErrorCode::Failed, message[u"error"][u"message"].toString());
}

} // namespace

SwitchLink::SwitchLink(QString socket, QString logFile, QObject *parent)
    : QObject(parent), m_connection(socket), m_socket(std::move(socket)),
      m_logFile(std::move(logFile)), m_lines(kLineLimit)
{
    m_retry.setSingleShot(true);
    m_retry.setInterval(kRetry);
    connect(&m_retry, &QTimer::timeout, &m_connection, &LocalConnection::open);
    connect(&m_connection, &LocalConnection::connected, this, [this] {
        m_isOpen = true;
        m_reason.clear();
        Q_EMIT opened();
    });
    connect(&m_connection, &LocalConnection::readable, this, &SwitchLink::onReadable);
    connect(&m_connection, &LocalConnection::lost, this,
            [this](LocalConnection::Loss, const QString &words) { onLost(words); });
}

SwitchLink::~SwitchLink() = default;

void SwitchLink::open()
{
    m_connection.open();
}

void SwitchLink::close()
{
    m_isOpen = false;
    m_retry.stop();
    m_pending.clear();
    m_connection.close();
}

void SwitchLink::call(const QString &method, const QJsonObject &params, Done done, int attached)
{
    const qint64 id = ++m_lastId;
    const QByteArray line = protocol::request(id, method, params);
    const bool isSent =
        m_isOpen && (attached < 0 ? m_connection.write(line)
                                  : m_connection.writeWithDescriptor(line, attached));
    if (!m_isOpen)
        return done(fail(ErrorCode::Unavailable, QStringLiteral("the lab's switch is away"),
                         m_socket, m_reason));
    if (!isSent)
        return done(
            fail(ErrorCode::Failed, QStringLiteral("the lab's switch does not listen"), m_socket));
    m_pending[id] = std::move(done);
}

void SwitchLink::onLost(const QString &words)
{
    m_lines = LineSplitter(kLineLimit);
    if (m_reason.isEmpty())
        m_reason = words;
    if (std::exchange(m_isOpen, false))
        Q_EMIT lost();
    for (const auto &[id, done] : std::exchange(m_pending, {}))
        done(fail(ErrorCode::Unavailable, QStringLiteral("the lab's switch has ended"), m_socket));
    startSwitch();
    m_retry.start();
}

// One that is still to come up is waited for.
void SwitchLink::startSwitch()
{
    if (m_switch)
        return;
    const Result<Command> command = switchCommand(m_socket, m_logFile);
    if (!command)
        return complain(formatError(command.error()));
    m_switch = std::make_unique<HeldProcess>(*command);
    connect(m_switch.get(), &HeldProcess::done, this, [this](const ProcessExit &exit) {
        if (!exit.started || exit.code > 0) // not one that was killed
            complain(QStringLiteral("hydra-switch ") + exit.describe());
        m_switch.release()->deleteLater(); // not deleted here: it is emitting
    });
    m_switch->start();
    m_switch->release();
}

void SwitchLink::complain(const QString &why)
{
    if (std::exchange(m_reason, why) != why)
        Q_EMIT failed(why);
}

void SwitchLink::onReadable()
{
    m_lines.feed(m_connection.read());
    while (m_isOpen) {
        const std::optional<QByteArray> line = m_lines.next();
        if (!line)
            return;
        take(*line);
    }
}

void SwitchLink::take(const QByteArray &line)
{
    const QJsonObject message = QJsonDocument::fromJson(line).object();
    if (message[u"method"].toString() == u"denied")
        return Q_EMIT denied(message[u"params"][u"port"].toString(),
                             message[u"params"][u"text"].toString());
    const auto waiting = m_pending.find(message[u"id"].toInteger(-1));
    if (waiting == m_pending.end())
        return;
    const Done done = std::move(waiting->second);
    m_pending.erase(waiting);
    done(outcomeOf(message));
}

} // namespace hydra

#include "core/keeper/network/moc_switch_link.cpp"
