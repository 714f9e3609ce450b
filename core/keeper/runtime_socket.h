// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/vm/launch_plan.h"

#include <QLocalServer>
#include <QObject>

namespace hydra {

/// A VM's forwarded containerd port as a unix socket (0600), for programs that need one: crictl, a
/// kubelet. Every connection is passed on unchanged; at most half a MiB of each is buffered, so a
/// slow reader slows the sender (back-pressure). Event-loop thread.
class RuntimeSocket : public QObject
{
    Q_OBJECT

public:
    RuntimeSocket(QString path, PlannedPort port, QObject *parent = nullptr);
    ~RuntimeSocket() override;

    [[nodiscard]] Result<void> listen();
    [[nodiscard]] const QString &path() const { return m_path; }

private:
    void accept();

    QString m_path;
    PlannedPort m_port;
    QLocalServer m_server;
};

} // namespace hydra
