// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QJsonValue>
#include <QObject>
#include <QStringList>

#include <chrono>
#include <functional>
#include <memory>

namespace hydra {

/// A program to run in the guest as root. No shell is involved unless PATH is one.
struct GuestCommand {
    QString path; ///< absolute, in the guest
    QStringList args;
    QStringList env;  ///< NAME=VALUE: the whole environment, apart from PATH
    QByteArray input; ///< its standard input
    std::chrono::milliseconds timeout = std::chrono::seconds(30);
    /// The pid of a shell that was started earlier and reads its script from the FIFO inputFile; 0:
    /// none. Without it, or when its FIFO is gone, the program above is started.
    qint64 waiting = 0;
    QString inputFile;
};

struct GuestExit {
    int code = 0; ///< -1: ended by a signal
    QByteArray output;
    QByteArray errorOutput;
};

/// A client of QEMU's guest agent (qemu-ga-ref(7)) on its virtio-serial port, which takes one
/// client. Commands run one after the other. While the agent does not answer, it is asked again
/// until the command's timeout: TimedOut. Each REPLY is called exactly once unless the object is
/// destroyed first. Event-loop thread; never blocks.
class GuestAgent : public QObject
{
    Q_OBJECT

public:
    explicit GuestAgent(QString socket, QObject *parent = nullptr);
    ~GuestAgent() override;

    using Reply = std::function<void(Result<GuestExit>)>;
    void run(GuestCommand command, Reply reply);
    using Answer = std::function<void(Result<QJsonValue>)>;
    /// Starts a program without waiting for its end; ANSWER gets its pid.
    void start(GuestCommand command, Answer answer);
    /// Runs an agent command without arguments, such as guest-fsfreeze-freeze.
    void ask(const QString &request, std::chrono::milliseconds timeout, Answer answer);
    /// Drops all commands: the guest they were meant for is gone. Each fails with WHY (Cancelled).
    void forget(const QString &why);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace hydra
