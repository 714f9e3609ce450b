// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFile>
#include <QLocalServer>
#include <QLocalSocket>

namespace fake_qemu {

/// One socket chardev: its first client and its log file.
class Console : public QObject
{
    Q_OBJECT

public:
    Console(const QString &path, const QString &logFile);
    ~Console() override;
    void say(const QByteArray &bytes);
    [[nodiscard]] qint64 floodLeft() const { return m_flood; }
    /// No faster than its reader, like a UART.
    void flood(qint64 bytes);

Q_SIGNALS:
    void line(const QByteArray &text);

private:
    void accept();
    void pourFlood();

    QLocalServer m_server;
    QLocalSocket *m_client = nullptr;
    QFile m_log;
    QByteArray m_input;
    qint64 m_flood = 0;
};

} // namespace fake_qemu
