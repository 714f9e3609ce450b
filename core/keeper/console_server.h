// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/terminal_reports.h"
#include "console/transcript.h"
#include "vm/launch_plan.h"

#include <QLocalServer>
#include <QLocalSocket>
#include <QObject>
#include <QTimer>

#include <memory>
#include <vector>

namespace hydra {

/// One console between QEMU and any number of clients (keeper/protocol.h). Event-loop thread. Always
/// drains QEMU's socket; the transcript's file is the only buffer: each client is a position in
/// it, so slow clients lose nothing and cost nothing. Input goes to the guest slowly enough for an
/// emulated UART; a client is not read while too much of it waits.
class ConsoleServer : public QObject
{
    Q_OBJECT

public:
    ConsoleServer(PlannedConsole console, QObject *parent = nullptr);
    ~ConsoleServer() override;

    /// Opens the transcript (a fresh one if FRESH) and listens.
    [[nodiscard]] Result<void> open(bool fresh);
    void setBoot(int boot) { m_boot = boot; }
    /// Connects to QEMU as soon as its socket exists.
    void connectToVm();
    /// Forgets the present QEMU.
    void disconnectFromVm();
    /// Writes a visible line about the time in which nobody recorded.
    void markGap();

    [[nodiscard]] const PlannedConsole &console() const { return m_console; }
    [[nodiscard]] bool isConnected() const { return m_connected; }
    [[nodiscard]] qint64 receivedBytes() const { return m_received; }

    /// No new clients; those there get all the rest and are closed. `isDrained` when none is left.
    void finish();
    [[nodiscard]] bool isDrained() const { return m_clients.empty(); }

Q_SIGNALS:
    void connectedToVm();
    void disconnectedFromVm();
    void output(const QByteArray &bytes);
    void failed(const hydra::Error &why); ///< the transcript; once

private:
    struct Client;
    void accept();
    void readVm();
    void drop(Client *client);
    void pump(Client &client);
    void pumpAll();
    void readClient(Client &client);
    void takeInput(Client &client, bool isReport, const QByteArray &bytes);
    void sendInput();
    void follow();
    [[nodiscard]] Client *owner() const;

    PlannedConsole m_console;
    std::unique_ptr<Transcript> m_transcript;
    QLocalServer m_server;
    QLocalSocket m_vm;
    QTimer m_connect;
    QTimer m_follow;
    QTimer m_send;
    std::vector<std::unique_ptr<Client>> m_clients;
    Client *m_typist = nullptr; ///< who typed last
    QByteArray m_input;
    qint64 m_received = 0;
    int m_boot = 0;
    bool m_connected = false;
    bool m_wanted = false; ///< a QEMU should be there
    bool m_finishing = false;
    bool m_failed = false;
};

} // namespace hydra
