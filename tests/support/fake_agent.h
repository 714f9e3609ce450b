// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonObject>
#include <QList>
#include <QLocalServer>
#include <QLocalSocket>
#include <QPointer>

namespace hydra::test {

/// A guest agent's port: answers like qemu-ga, byte by byte, after leftovers of an earlier client.
/// Lives in the test's event loop.
class FakeAgent : public QObject
{
public:
    explicit FakeAgent(const QString &path);

    bool runs = true; ///< false: no agent in the guest
    int polls = 2;    ///< number of status requests until a program has ended
    int exitCode = 3;
    QList<QJsonObject> seen; ///< requests received
    QByteArray noise;        ///< sent before the reply to a sync
    bool hasFifo = true;     ///< false: the FIFO cannot be opened

    /// The arguments of all commands of that name, in order.
    [[nodiscard]] QList<QJsonObject> asked(const QString &command) const;
    [[nodiscard]] QList<QJsonObject> executed() const
    {
        return asked(QStringLiteral("guest-exec"));
    }

private:
    void read();
    void answer(const QJsonObject &command, bool delimited);
    void say(const QJsonValue &value, const QByteArray &before);
    void send(const QJsonObject &json, const QByteArray &before);

    QLocalServer m_server;
    QPointer<QLocalSocket> m_client;
    QByteArray m_input;
};

} // namespace hydra::test
