// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/fakes/fake_qemu/machine.h"

#include <QJsonDocument>

namespace fake_qemu {

void Machine::serveQmp(const QString &path)
{
    QLocalServer::removeServer(path);
    if (!m_server.listen(path))
        qFatal("cannot listen on %s", qPrintable(path));
    connect(&m_server, &QLocalServer::newConnection, this, [this] {
        QLocalSocket *client = m_server.nextPendingConnection();
        m_qmp = client;
        connect(client, &QLocalSocket::readyRead, this, [this, client] {
            while (client->canReadLine())
                answer(QJsonDocument::fromJson(client->readLine()).object());
        });
        connect(client, &QLocalSocket::disconnected, this, [this, client] {
            if (m_qmp == client)
                m_qmp = nullptr;
        });
        send({{QStringLiteral("QMP"),
               QJsonObject{{QStringLiteral("version"),
                            QJsonObject{{QStringLiteral("qemu"),
                                         QJsonObject{{QStringLiteral("major"), 7},
                                                     {QStringLiteral("minor"), 2},
                                                     {QStringLiteral("micro"), 22}}},
                                        {QStringLiteral("package"), QString()}}},
                           {QStringLiteral("capabilities"), QJsonArray()}}}});
    });
}

void Machine::send(const QJsonObject &json)
{
    if (m_qmp)
        m_qmp->write(QJsonDocument(json).toJson(QJsonDocument::Compact) + "\r\n");
}

void Machine::event(const QString &name, const QJsonObject &data)
{
    send({{QStringLiteral("event"), name}, {QStringLiteral("data"), data}});
}

QString Machine::migrationEnd() const
{
    return m_how[QStringLiteral("migration")].toString(QStringLiteral("completed"));
}

QJsonValue Machine::act(const QString &name, const QJsonObject &arguments)
{
    if (name == u"query-block")
        return blocks();
    if (name == u"query-jobs")
        return jobs();
    if (name == u"query-version")
        return QJsonObject{{QStringLiteral("qemu"), QJsonObject{{QStringLiteral("major"), 7},
                                                                {QStringLiteral("minor"), 2},
                                                                {QStringLiteral("micro"), 22}}}};
    if (name == u"query-status")
        return QJsonObject{{QStringLiteral("status"), m_status},
                           {QStringLiteral("running"), m_status == u"running"}};
    if (name == u"query-migrate")
        return QJsonObject{{QStringLiteral("status"), migrationEnd()},
                           {QStringLiteral("blocked-reasons"), m_how[u"blocked"].toArray()}};
    if (name == u"chardev-change")
        changeConsole(arguments);
    if (name == u"query-blockstats")
        return blockStats();
    if (name == u"human-monitor-command" &&
        arguments[QStringLiteral("command-line")].toString().startsWith(u"hostfwd_add"))
        return QString();
    if (name == u"human-monitor-command")
        return QStringLiteral("Hub -1 (net0):\r\n  TCP[HOST_FORWARD]  20  127.0.0.1 36002  "
                              "10.0.2.15  80  0 0\r\n");
    return QJsonObject();
}

void Machine::answer(const QJsonObject &command)
{
    const QString name = command[QStringLiteral("execute")].toString();
    if (const QString refusal = m_how[u"command_error"][name].toString(); !refusal.isEmpty())
        return send({{QStringLiteral("error"),
                      QJsonObject{{QStringLiteral("class"), QStringLiteral("GenericError")},
                                  {QStringLiteral("desc"), refusal}}},
                     {QStringLiteral("id"), command[QStringLiteral("id")]}});
    QJsonObject reply{
        {QStringLiteral("return"), act(name, command[QStringLiteral("arguments")].toObject())}};
    if (name == u"no-such-command")
        reply = {
            {QStringLiteral("error"),
             QJsonObject{{QStringLiteral("class"), QStringLiteral("CommandNotFound")},
                         {QStringLiteral("desc"), QStringLiteral("The command is not known")}}}};
    const QJsonObject arguments = command[QStringLiteral("arguments")].toObject();
    if (name.startsWith(QStringLiteral("snapshot-")) &&
        m_jobs.count(arguments[QStringLiteral("job-id")].toString()) > 0)
        reply = {{QStringLiteral("error"),
                  QJsonObject{{QStringLiteral("class"), QStringLiteral("GenericError")},
                              {QStringLiteral("desc"), QStringLiteral("Job ID already in use")}}}};
    else if (name.startsWith(QStringLiteral("snapshot-")))
        startJob(name, arguments);
    else if (name == u"job-dismiss")
        m_jobs.erase(arguments[QStringLiteral("id")].toString());
    for (const QJsonValue &action : arguments[QStringLiteral("actions")].toArray()) {
        const QJsonObject data = action[QStringLiteral("data")].toObject();
        m_snapshots[data[QStringLiteral("device")].toString()]
                   [data[QStringLiteral("name")].toString()] = 0;
    }
    reply[QStringLiteral("id")] = command[QStringLiteral("id")];
    send(reply);
    follow(name);
}

void Machine::follow(const QString &name)
{
    if (name == u"migrate-incoming") {
        const QString end = migrationEnd();
        m_status = end == u"completed" ? QStringLiteral("paused") : m_status;
        event(QStringLiteral("MIGRATION"), {{QStringLiteral("status"), end}});
    } else if (name == u"cont")
        start();
    else if (name == u"stop") {
        m_status = QStringLiteral("paused");
        event(QStringLiteral("STOP"));
    } else if (name == u"quit")
        leave(false, QStringLiteral("host-qmp-quit"));
    else if (name == u"system_reset")
        reset(false);
    else if (name == u"system_powerdown") {
        event(QStringLiteral("POWERDOWN"));
        if (m_how[QStringLiteral("powerdown")].toString() != u"ignore")
            leave(true, QStringLiteral("guest-shutdown"));
    }
}

} // namespace fake_qemu
