// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QObject>

#include <memory>

namespace hydra {

/// A client of one console socket that a keeper serves (keeper_client/protocol.h). Event-loop
/// thread; never blocks. `closed` is emitted exactly once, also when the connection fails.
class ConsoleChannel : public QObject
{
    Q_OBJECT

public:
    explicit ConsoleChannel(QString socket, QObject *parent = nullptr);
    ~ConsoleChannel() override;

    void open();
    /// Sends keys to the guest. Bounded: false when more than 1 MiB is still unsent.
    bool write(const QByteArray &bytes);

Q_SIGNALS:
    void opened(int boot, qint64 replayBytes);
    /// Output from before the connection, without the queries that a terminal would answer.
    void replay(const QByteArray &bytes);
    void live(const QByteArray &bytes);
    void closed(const hydra::Error &why);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace hydra
