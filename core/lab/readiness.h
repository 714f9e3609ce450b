// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cri/client.h"
#include "lab/vm_link.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace hydra {

/// Asks a VM's containerd whether CRI is ready (gRPC Version, then Status) as long as its keeper says
/// that the containerd port answers and nobody has reported `cri`; reports it to the keeper, which
/// records it. Every client that waits has one. Event-loop thread.
class Readiness : public QObject
{
    Q_OBJECT

public:
    explicit Readiness(VmLink &link, QObject *parent = nullptr);
    ~Readiness() override;

Q_SIGNALS:
    void failed(const Error &why); ///< nothing can be asked from here

private:
    void consider(const VmStatus &status);
    void ask();
    void judge(const Result<std::vector<CriCondition>> &conditions);
    void report();

    VmLink &m_link;
    QString m_endpoint;
    std::unique_ptr<CriClient> m_cri;
    QTimer m_retry;
    bool m_asking = false;
};

/// tcp://ADDRESS:PORT of the VM's forwarded containerd port; empty when it has none.
[[nodiscard]] QString criEndpoint(const VmStatus &status);

/// Where this machine finds what the VM's runtime offers at URL (exec, attach, port-forward): at the forwarded
/// streaming port. NotFound when none is.
[[nodiscard]] Result<QUrl> reachStream(const VmStatus &status, const QString &url);

} // namespace hydra
