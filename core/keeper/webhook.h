// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "keeper/phases.h"

#include <QObject>
#include <QTcpServer>

#include <cstdint>

namespace hydra {

/// Listens on 127.0.0.1 for what cloud-init posts (POST /TOKEN, JSON). Event-loop thread. Bounded:
/// 16 connections, each of one request within 10 s. Another path gets 404.
class Webhook : public QObject
{
    Q_OBJECT

public:
    explicit Webhook(const QString &token, QObject *parent = nullptr);
    [[nodiscard]] Result<void> listen(std::uint16_t port);

Q_SIGNALS:
    void received(const hydra::CloudInitEvent &event);

private:
    void accept();

    QByteArray m_path;
    QTcpServer m_server;
};

} // namespace hydra
