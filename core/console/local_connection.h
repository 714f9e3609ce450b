// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/process/spawn.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <limits>

class QLocalSocket;

namespace hydra {

struct LocalConnectionOptions {
    /// Until `close`, retries while nobody listens, and reconnects after a loss. The pause is 20 ms
    /// at first and 250 ms after a second, also when a peer accepts and closes at once.
    bool persistent = false;
    qint64 readLimit = 0; ///< unread bytes buffered before the peer must wait; 0: no limit
    qint64 sendLimit = std::numeric_limits<qint64>::max(); ///< unsent bytes buffered at most
};

/// A client's connection to a unix socket, which every program uses, with a single set of reasons
/// for a loss. Event-loop thread; never blocks. May be destroyed inside its own signals.
class LocalConnection : public QObject
{
    Q_OBJECT

public:
    enum class Loss {
        Absent,       ///< nobody listens there
        ClosedByPeer, ///< the other side closed the connection
        Broken,       ///< any other error of the system
    };
    Q_ENUM(Loss)

    explicit LocalConnection(QString path, LocalConnectionOptions options = {},
                             QObject *parent = nullptr);
    ~LocalConnection() override;

    void open();
    /// No signals are emitted after it.
    void close();
    /// The other side listens at PATH from now on. If it is wanted, it connects there; what was
    /// written and not sent yet may be lost.
    void moveTo(const QString &path);
    [[nodiscard]] bool isConnected() const { return m_isConnected; }

    /// Data written before the connection exists is sent then. False, with nothing taken, when more
    /// than the limit would be pending.
    bool write(const QByteArray &bytes);
    /// Sends BYTES at once, and with them the open file DESCRIPTOR (borrowed; SCM_RIGHTS, unix(7)).
    /// False, with nothing sent, when there is no connection or the peer does not take earlier
    /// bytes.
    [[nodiscard]] bool writeWithDescriptor(const QByteArray &bytes, int descriptor);
    [[nodiscard]] qint64 unsent() const;
    [[nodiscard]] qint64 unread() const;
    /// At most LIMIT bytes, including data received before a loss.
    [[nodiscard]] QByteArray read(qint64 limit = std::numeric_limits<qint64>::max());

Q_SIGNALS:
    void connected();
    void readable();
    void written();
    /// Emitted once after each `open`; for a persistent connection after each loss. WORDS is the
    /// system's message.
    void lost(hydra::LocalConnection::Loss loss, const QString &words);

private:
    void attempt();
    void onConnected();
    void end(Loss loss);

    QString m_path;
    LocalConnectionOptions m_options;
    QLocalSocket *m_socket; ///< deleted later, since it may be emitting a signal
    QTimer m_retry;
    QByteArray m_early; ///< written before the connection existed
    int m_attempts = 0;
    bool m_isWanted = false;
    bool m_isConnected = false;
};

/// A blocking connection to a unix socket, for threads that may block (close-on-exec; our programs
/// ignore SIGPIPE). Not open when nobody listens.
[[nodiscard]] OwnedFd connectBlocking(const QString &path);

} // namespace hydra
