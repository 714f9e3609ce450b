// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <QObject>

#include <memory>

namespace hydra {

/// One client of a console socket a keeper serves (keeper/protocol.h). Event-loop thread; never
/// blocks. `closed` comes exactly once, also when it could not connect.
class ConsoleChannel : public QObject
{
    Q_OBJECT

public:
    explicit ConsoleChannel(QString socket, QObject *parent = nullptr);
    ~ConsoleChannel() override;

    void open();
    /// Keys for the guest. Bounded: false when more than 1 MiB waits already.
    bool write(const QByteArray &bytes);

Q_SIGNALS:
    void opened(int boot, qint64 replayBytes);
    /// What was said before we came, without the queries a terminal would answer.
    void replay(const QByteArray &bytes);
    void live(const QByteArray &bytes);
    void closed(const hydra::Error &why);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace hydra
