// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/vm/qemu/qmp_parser.h"

#include <QObject>

#include <functional>
#include <memory>

namespace hydra {

/// A QMP connection over a unix socket, handshake included. Event-loop thread; never blocks.
/// `closed` is emitted exactly once, also when the connection fails; each REPLY is called exactly
/// once, with an error when the connection breaks first.
class QmpClient : public QObject
{
    Q_OBJECT

public:
    explicit QmpClient(QString socket, QObject *parent = nullptr);
    ~QmpClient() override;

    void open();
    [[nodiscard]] bool isReady() const;
    using Reply = std::function<void(Result<QJsonValue>)>;
    /// Sends a command. Unless ready, REPLY gets an error (queued).
    void execute(const QString &command, const QJsonObject &arguments = {}, Reply reply = {});

Q_SIGNALS:
    void ready(const QString &qemuVersion);
    void eventReceived(const QString &name, const QJsonObject &data);
    void closed(const hydra::Error &why);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace hydra
