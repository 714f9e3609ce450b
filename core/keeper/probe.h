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

/// Asks a forwarded port again and again until the guest behind it answers. QEMU's user network
/// accepts connections whether or not the guest listens, so an answer must be read. Event-loop
/// thread; never through a proxy. `answered` comes once per start.
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

/// Whether BYTES, the first of a connection, are the right answer; nothing while too few.
[[nodiscard]] std::optional<bool> isAnswer(Probe::Kind kind, QByteArrayView bytes);

} // namespace hydra
