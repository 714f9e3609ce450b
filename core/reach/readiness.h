// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cri/client.h"
#include "core/reach/runtime_tunnel.h"
#include "core/reach/vm_link.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace hydra {

/// Asks a VM's containerd whether CRI is ready (gRPC Version, then Status) until somebody has
/// reported `cri`; reports it to the keeper, which records it. Every client that waits has one.
/// Event-loop thread.
class Readiness : public QObject
{
    Q_OBJECT

public:
    enum class Way {
        Port,     ///< as soon as the keeper says that the forwarded containerd port answers
        PortOrSsh ///< without such a port, through SSH as soon as that answers; also when somebody
                  ///< has reported `cri` before, since nobody notices there when it is lost
    };
    explicit Readiness(VmLink &link, Way way, QObject *parent = nullptr);
    ~Readiness() override;

Q_SIGNALS:
    void answered();               ///< CRI is ready; it is reported
    void failed(const Error &why); ///< CRI cannot be asked from here

private:
    void consider(const VmStatus &status);
    [[nodiscard]] bool isWanted(const VmStatus &status) const;
    void ask();
    void askAt(const QString &endpoint);
    void openTunnel();
    void onTunnelFailed(const Error &why);
    void judge(const Result<std::vector<CriCondition>> &conditions);
    void report();

    VmLink &m_link;
    Way m_way;
    QString m_endpoint;
    std::unique_ptr<CriClient> m_cri;
    std::unique_ptr<RuntimeTunnel> m_tunnel;
    QTimer m_retry;
    bool m_asking = false;
    std::optional<QString> m_answeredBoot; ///< the boot whose runtime answered
};

/// tcp://ADDRESS:PORT of the VM's forwarded containerd port; empty when it has none.
[[nodiscard]] QString criEndpoint(const VmStatus &status);

/// The address at which this host reaches the runtime's streaming URL (exec, attach, port-forward):
/// the forwarded streaming port. NotFound when there is none.
[[nodiscard]] Result<QUrl> reachStream(const VmStatus &status, const QString &url);

} // namespace hydra
