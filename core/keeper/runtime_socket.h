// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "vm/launch_plan.h"

#include <QLocalServer>
#include <QObject>

namespace hydra {

/// A VM's forwarded containerd port as a unix socket of mode 0600, for the programs that want one: crictl, a
/// kubelet. Every connection is carried to the port as it is; half a MiB of each is held at most, so a slow
/// reader slows the sender. Event-loop thread.
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
