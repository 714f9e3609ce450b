// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QJsonValue>
#include <QObject>
#include <QStringList>

#include <chrono>
#include <functional>
#include <memory>

namespace hydra {

/// A program to run in the guest, as root. No shell but the one it may be.
struct GuestCommand {
    QString path;     ///< absolute, in the guest
    QStringList args;
    QStringList env;  ///< NAME=VALUE: all of its environment, beside PATH
    QByteArray input; ///< its standard input
    std::chrono::milliseconds timeout = std::chrono::seconds(30);
    /// The process id of a shell that was started earlier and reads its script from the FIFO inputFile; 0:
    /// none. Without it, or without its FIFO, the program above is started.
    qint64 waiting = 0;
    QString inputFile;
};

struct GuestExit {
    int code = 0; ///< -1: ended by a signal
    QByteArray output;
    QByteArray errorOutput;
};

/// A client of QEMU's guest agent (qemu-ga-ref(7)) on its virtio-serial port; the port takes one.
/// Commands run one after the other. An agent that does not run yet is asked again until the command's
/// time is over: TimedOut. Each REPLY comes exactly once unless the agent object is destroyed first.
/// Event-loop thread; never blocks.
class GuestAgent : public QObject
{
    Q_OBJECT

public:
    explicit GuestAgent(QString socket, QObject *parent = nullptr);
    ~GuestAgent() override;

    using Reply = std::function<void(Result<GuestExit>)>;
    void run(GuestCommand command, Reply reply);
    using Answer = std::function<void(Result<QJsonValue>)>;
    /// Starts a program and does not wait for its end; the answer is its process id.
    void start(GuestCommand command, Answer answer);
    /// One of the agent's own commands without arguments: guest-fsfreeze-freeze.
    void ask(const QString &request, std::chrono::milliseconds timeout, Answer answer);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace hydra
