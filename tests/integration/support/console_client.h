// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonObject>
#include <QLocalSocket>
#include <QTimer>

namespace hydra::test {

class Sandbox;

/// A client of a keeper's console socket that reads as fast as it can, or 4 KiB every 50 ms. Runs
/// in the event loop.
class ConsoleClient : public QObject
{
    Q_OBJECT

public:
    enum Pace { Fast, Slow };
    ConsoleClient(const Sandbox &box, const QString &vm, const QString &console, Pace pace);

    [[nodiscard]] bool isOpen() const { return m_hasHeader; }
    [[nodiscard]] const QJsonObject &header() const { return m_header; }
    /// Everything after the header.
    [[nodiscard]] const QByteArray &bytes() const { return m_bytes; }

private:
    void read();

    QLocalSocket m_socket;
    QTimer m_timer;
    Pace m_pace;
    bool m_hasHeader = false;
    QJsonObject m_header;
    QByteArray m_bytes;
};

} // namespace hydra::test
