// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/console/local_connection.h"
#include "core/console/terminal_reports.h"
#include "core/console/transcript.h"
#include "core/vm/launch_plan.h"

#include <QDeadlineTimer>
#include <QLocalServer>
#include <QObject>
#include <QTimer>

#include <memory>
#include <vector>

namespace hydra {

/// One console between QEMU and any number of clients (keeper_client/protocol.h). Event-loop
/// thread. Always drains QEMU's socket. The transcript is the only buffer: a client is a position
/// in it, so that slow clients cost nothing and lose nothing, except what the transcript itself has
/// dropped, which they are told. Input is passed on slowly
/// enough for an emulated UART; back-pressure: a client is not read while too much of its input
/// waits.
class ConsoleServer : public QObject
{
    Q_OBJECT

public:
    /// LOG_LIMIT: of the transcript's files, in bytes.
    explicit ConsoleServer(PlannedConsole console, qint64 logLimit = consoleLogLimit,
                           QObject *parent = nullptr);
    ~ConsoleServer() override;

    /// Opens the transcript (a new one if FRESH) and listens.
    [[nodiscard]] Result<void> open(bool fresh);
    void setBoot(int boot) { m_boot = boot; }
    /// Connects to QEMU once its socket exists.
    void connectToVm();
    /// Drops the connection to the current QEMU.
    void disconnectFromVm();
    /// Writes a visible line about the time in which nothing was recorded.
    void markGap();
    /// The answer to `wantsNewLog`. True: QEMU serves SOCKET now, and writes to the next file.
    void onMoved(bool moved, const QString &socket);

    [[nodiscard]] const PlannedConsole &console() const { return m_console; }
    [[nodiscard]] bool isConnected() const { return m_vm.isConnected(); }
    [[nodiscard]] qint64 receivedBytes() const { return m_received; }

    /// Accepts no more clients; existing ones get all the output and are closed. `isDrained` when
    /// none is left.
    void finish();
    [[nodiscard]] bool isDrained() const { return m_clients.empty(); }

Q_SIGNALS:
    void connectedToVm();
    void disconnectedFromVm();
    void output(const QByteArray &bytes);
    void failed(const hydra::Error &why); ///< writing the transcript failed; once
    void logWasFull();                    ///< and a new file was begun
    /// QEMU's file is full: it should write to Transcript::nextFile, and serve SOCKET. `onMoved`
    /// answers.
    void wantsNewLog(const QString &socket);

private:
    struct Client;
    void accept();
    void readVm();
    void drop(Client *client);
    void pump(Client &client);
    void pumpAll();
    void readClient(Client &client);
    void takeInput(Client &client, bool isReport, const QByteArray &bytes);
    void sendInputSoon();
    void sendInput();
    void dropInput();
    void readWaitingClients();
    void follow();
    void wantNewLog();
    [[nodiscard]] Client *owner() const;

    PlannedConsole m_console;
    qint64 m_logLimit;
    std::unique_ptr<Transcript> m_transcript;
    QLocalServer m_server;
    LocalConnection m_vm;
    QString m_socket; ///< QEMU's, of the two it may serve
    QTimer m_follow;
    QDeadlineTimer m_nextMove; ///< not before
    QTimer m_send;
    std::vector<std::unique_ptr<Client>> m_clients;
    Client *m_typist = nullptr; ///< the client that typed last
    QByteArray m_input;
    qint64 m_received = 0;
    int m_boot = 0;
    bool m_isMoving = false; ///< from one of QEMU's sockets to the other
    bool m_finishing = false;
    bool m_failed = false;
};

} // namespace hydra
