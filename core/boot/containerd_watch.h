// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QString>
#include <QTimer>

#include <cstdint>
#include <memory>

class QTcpSocket;

namespace hydra {

/// Notices when containerd, which has answered at its forwarded port, stops or comes back. Keeps
/// one connection open on which it has answered, and asks again on another one when that is closed
/// and each minute. Only an answer counts, as for Probe. Event-loop thread; never through a proxy.
class ContainerdWatch : public QObject
{
    Q_OBJECT

public:
    ContainerdWatch(QString address, std::uint16_t port, QObject *parent = nullptr);
    ~ContainerdWatch() override;

    void start(); ///< no effect when it is started
    void stop();  ///< the guest stands still, and cannot answer

Q_SIGNALS:
    void answered(); ///< after each question, and so again and again
    void
    wasSilent(); ///< likewise: closed the connection without an answer, or said nothing for 30 s

private:
    using Socket = std::unique_ptr<QTcpSocket>;
    void ask();
    void read();
    void onAnswer();
    void onSilence();
    void onClosed();
    static void drop(Socket &socket);

    QString m_address;
    std::uint16_t m_port;
    Socket m_asking;
    Socket m_held;
    QTimer m_next;
    QTimer m_patience;
    bool m_isStarted = false;
};

} // namespace hydra
