// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QObject>
#include <QUrl>

#include <chrono>
#include <memory>

namespace hydra {

/// What a streaming frame of exec or attach carries (v4.channel.k8s.io; cri-streaming,
/// remotecommand).
enum class StreamChannel { Input = 0, Output = 1, ErrorOutput = 2, Status = 3, Resize = 4 };

/// The exit code that a status frame tells of: 0 for success; fails with its words for what is no
/// exit.
[[nodiscard]] Result<int> exitOfStatus(const QByteArray &status);

/// The address that an Exec, Attach or PortForward reply gave, as a client reaches it: HOST and
/// PORT in place of the guest's own, which are its loopback's. PORT 0: as it is.
[[nodiscard]] QUrl streamUrl(const QString &reply, const QString &host, quint16 port);

/// One exec or attach over WebSocket, once: its address is valid for a minute and a single use.
/// Event-loop thread; no proxy is honoured. `ended` comes once.
class RemoteStream : public QObject
{
    Q_OBJECT

public:
    explicit RemoteStream(QUrl url, QObject *parent = nullptr);
    ~RemoteStream() override;

    /// How long the runtime may take until it listens; 15 s unless told.
    void setPatience(std::chrono::milliseconds patience);
    void open();
    /// In frames of at most 32 KiB. The protocol cannot say that input has ended.
    void write(const QByteArray &input);
    void resize(int columns, int rows);
    /// Bytes of `write` that are not on their way yet.
    [[nodiscard]] qint64 pending() const;

Q_SIGNALS:
    void opened();
    void received(hydra::StreamChannel channel, const QByteArray &bytes);
    void drained(); ///< pending() became less
    /// With the command's exit code, or why that is not known.
    void ended(const hydra::Result<int> &exit);

private:
    class Private;
    std::unique_ptr<Private> d;
};

/// One TCP connection to a port of a pod over WebSocket; likewise.
class RemotePort : public QObject
{
    Q_OBJECT

public:
    RemotePort(QUrl url, QObject *parent = nullptr);
    ~RemotePort() override;

    void open();
    void write(const QByteArray &bytes);
    [[nodiscard]] bool isOpen() const;
    [[nodiscard]] qint64 pending() const; ///< bytes that are not on their way yet
    /// Sends what is left, then closes.
    void close();

Q_SIGNALS:
    void opened();
    void received(const QByteArray &bytes);
    void drained();                     ///< pending() became less
    void ended(const QString &failure); ///< empty: it was closed

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace hydra
