// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/lab/environment.h"
#include "core/process/process.h"
#include "core/vm/vm_state.h"

#include <QObject>
#include <QTimer>

namespace hydra {

/// Reaches a VM's containerd through SSH, for labs that do not forward its port (`ports.containerd:
/// off`): the system's ssh forwards a unix socket in the VM's runtime directory (0600) to
/// containerd's own. Ends with the object. Event-loop thread; `opened` or `failed` is emitted once,
/// and `failed` also when ssh ends later.
class RuntimeTunnel : public QObject
{
    Q_OBJECT

public:
    RuntimeTunnel(const Paths &paths, VmStatus status, QString username, QObject *parent = nullptr);
    ~RuntimeTunnel() override;

    void open();
    /// Opens it and waits: the endpoint, or why there is none. For threads as awaitUnlessCancelled
    /// has them.
    [[nodiscard]] Result<QString> await();
    /// unix:///PATH once it is open; empty before.
    [[nodiscard]] QString endpoint() const { return m_endpoint; }

Q_SIGNALS:
    void opened(const QString &endpoint); ///< unix:///PATH
    void failed(const hydra::Error &why);

private:
    void look();
    void onDone(const ProcessExit &exit);

    const Paths &m_paths;
    VmStatus m_status;
    QString m_username;
    QString m_socket;
    QString m_endpoint;
    std::unique_ptr<Process> m_ssh;
    QByteArray m_said; ///< ssh's messages
    QTimer m_look;
};

} // namespace hydra
