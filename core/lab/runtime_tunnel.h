// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "lab/environment.h"
#include "process/process.h"
#include "vm/vm_state.h"

#include <QObject>
#include <QTimer>

namespace hydra {

/// A VM's containerd by way of SSH, for labs that forward no port of it (`ports.containerd: off`): the
/// system's ssh carries a unix socket in the VM's runtime directory (0600) to containerd's own. Ends with
/// the object. Event-loop thread; `opened` or `failed` comes once, `failed` also when ssh ends later.
class RuntimeTunnel : public QObject
{
    Q_OBJECT

public:
    RuntimeTunnel(const Paths &paths, VmStatus status, QString username, QObject *parent = nullptr);
    ~RuntimeTunnel() override;

    void open();

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
    std::unique_ptr<Process> m_ssh;
    QByteArray m_said; ///< by ssh
    QTimer m_look;
};

} // namespace hydra
