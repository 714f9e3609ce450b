// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/fake_agent.h"

#include <QJsonDocument>
#include <QTest>

namespace hydra::test {

FakeAgent::FakeAgent(const QString &path)
{
    if (!m_server.listen(path))
        qFatal("cannot listen on %s", qPrintable(path));
    connect(&m_server, &QLocalServer::newConnection, this, [this] {
        m_client = m_server.nextPendingConnection();
        m_input.clear();
        connect(m_client.data(), &QLocalSocket::readyRead, this, [this] { read(); });
    });
}

QList<QJsonObject> FakeAgent::asked(const QString &name) const
{
    QList<QJsonObject> all;
    for (const QJsonObject &command : seen) {
        if (command[u"execute"].toString() == name)
            all << command[u"arguments"].toObject();
    }
    return all;
}

void FakeAgent::read()
{
    if (!m_client)
        return;
    m_input += m_client->readAll();
    for (qsizetype end; (end = m_input.indexOf('\n')) >= 0; m_input.remove(0, end + 1)) {
        QByteArray line = m_input.left(end);
        const bool delimited = line.startsWith('\xff');
        line.replace('\xff', "");
        const QJsonObject command = QJsonDocument::fromJson(line).object();
        seen << command;
        if (runs)
            answer(command, delimited);
    }
}

void FakeAgent::answer(const QJsonObject &command, bool delimited)
{
    const QString name = command[u"execute"].toString();
    const QJsonObject arguments = command[u"arguments"].toObject();
    if (name == u"guest-sync-delimited") {
        QVERIFY(delimited);
        return say(arguments[u"id"], noise + '\xff');
    }
    if ((name == u"guest-exec" && arguments[u"path"].toString() == u"/absent") ||
        (name == u"guest-file-open" && !hasFifo))
        return send(
            QJsonObject{{QStringLiteral("error"),
                         QJsonObject{{QStringLiteral("desc"), QStringLiteral("no such file")}}}},
            {});
    if (name == u"guest-file-open")
        return say(5, {});
    if (name == u"guest-file-write")
        return say(QJsonObject{{QStringLiteral("count"), 1}, {QStringLiteral("eof"), false}}, {});
    if (name == u"guest-file-close")
        return say(QJsonObject{}, {});
    if (name == u"guest-exec")
        return say(QJsonObject{{QStringLiteral("pid"), 7}}, {});
    if (--polls > 0)
        return say(QJsonObject{{QStringLiteral("exited"), false}}, {});
    say(QJsonObject{{QStringLiteral("exited"), true},
                    {QStringLiteral("exitcode"), exitCode},
                    {QStringLiteral("out-data"),
                     QString::fromLatin1(QByteArray("out\xffput").toBase64())}},
        {});
}

void FakeAgent::say(const QJsonValue &value, const QByteArray &before)
{
    send({{QStringLiteral("return"), value}}, before);
}

void FakeAgent::send(const QJsonObject &json, const QByteArray &before)
{
    const QByteArray line = before + QJsonDocument(json).toJson(QJsonDocument::Compact) + '\n';
    for (const char byte : line) { // byte by byte, to test any fragmentation
        m_client->write(&byte, 1);
        m_client->flush();
    }
}

} // namespace hydra::test
