// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QString>
#include <QTcpSocket>
#include <QTimer>

#include <chrono>
#include <cstdint>
#include <optional>

namespace hydra {

/// Polls a forwarded port until the guest behind it answers. It must read an answer, since QEMU's
/// user network accepts connections whether the guest listens or not. Event-loop thread; never
/// through a proxy. `answered` is emitted once per start.
class Probe : public QObject
{
    Q_OBJECT

public:
    enum class Kind {
        Ssh,   ///< the server speaks first: "SSH-" (RFC 4253)
        Http2, ///< the client's preface is answered with a SETTINGS frame (RFC 9113): gRPC
    };
    Probe(Kind kind, QString address, std::uint16_t port, QObject *parent = nullptr);

    void start();
    void stop();

Q_SIGNALS:
    void answered();

private:
    void attempt();
    void read();
    void retry();

    Kind m_kind;
    QString m_address;
    std::uint16_t m_port;
    QTcpSocket m_socket;
    QTimer m_timeout;
    QTimer m_pause;
};

/// What a client says first; empty where the server does.
[[nodiscard]] QByteArray probeQuestion(Probe::Kind kind);
/// Whether BYTES, a connection's first ones, are the expected answer; nothing while there are too
/// few.
[[nodiscard]] std::optional<bool> isAnswer(Probe::Kind kind, QByteArrayView bytes);

} // namespace hydra
