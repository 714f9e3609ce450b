// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/reach/readiness.h"

#include "core/cri/remote_stream.h"
#include "core/lab/load.h"
#include "core/vm/conditions.h"

#include <QJsonObject>

#include <algorithm>

namespace hydra {

QString criEndpoint(const VmStatus &status)
{
    for (const PlannedPort &port : status.ports) {
        if (port.role == u"containerd" && port.hostPort != 0)
            return QStringLiteral("tcp://%1:%2").arg(port.localAddress()).arg(port.hostPort);
    }
    return {};
}

Result<QUrl> reachStream(const VmStatus &status, const QString &url)
{
    for (const PlannedPort &port : status.ports) {
        if (port.role == u"streaming" && port.hostPort != 0)
            return streamUrl(url, port.localAddress(), port.hostPort);
    }
    return fail(ErrorCode::NotFound, QStringLiteral("forwards no port of its streaming server"),
                status.vm.toString(),
                QStringLiteral("set `ports.streaming: auto` and start it again, or use `hydractl "
                               "crictl %1 exec --sync`")
                    .arg(status.vm.toString()));
}

Readiness::Readiness(VmLink &link, Way way, QObject *parent)
    : QObject(parent), m_link(link), m_way(way)
{
    m_retry.setSingleShot(true);
    m_retry.setInterval(std::chrono::milliseconds(500));
    connect(&m_retry, &QTimer::timeout, this, &Readiness::ask);
    connect(&link, &VmLink::statusChanged, this, &Readiness::consider);
    consider(link.status());
}

Readiness::~Readiness() = default;

bool Readiness::isWanted(const VmStatus &status) const
{
    if (!m_link.isLive() || status.state != VmState::Running)
        return false;
    if (!criEndpoint(status).isEmpty())
        return status.phase == Phase::Containerd;
    return m_way == Way::PortOrSsh && holds(Condition::Ssh, status) &&
           m_answeredBoot != status.bootId;
}

void Readiness::consider(const VmStatus &status)
{
    if (!isWanted(status)) {
        m_retry.stop();
        m_tunnel.reset();
        return;
    }
    if (!m_asking && !m_retry.isActive())
        ask();
}

void Readiness::ask()
{
    const QString endpoint = criEndpoint(m_link.status());
    if (!endpoint.isEmpty())
        return askAt(endpoint);
    if (!m_tunnel)
        openTunnel();
    else if (!m_tunnel->endpoint().isEmpty())
        askAt(m_tunnel->endpoint());
}

void Readiness::askAt(const QString &endpoint)
{
    if (!m_cri || endpoint != m_endpoint) {
        auto client = makeCriClient(endpoint);
        if (!client) {
            Q_EMIT failed(client.error());
            return;
        }
        m_cri = std::move(*client);
        m_cri->setDeadline(std::chrono::seconds(5));
        m_endpoint = endpoint;
    }
    m_asking = true;
    m_cri->version([this](const Result<CriVersion> &version) {
        if (version)
            m_cri->status(
                [this](const Result<std::vector<CriCondition>> &conditions) { judge(conditions); });
        else
            judge(fail(version.error()));
    });
}

void Readiness::openTunnel()
{
    const VmRef &vm = m_link.vm();
    const auto lab = loadTarget(m_link.environment().paths, Target{vm.lab, vm.vm, {}});
    if (!lab) {
        Q_EMIT failed(lab.error());
        return;
    }
    const VmSpec &spec = *lab->lab.spec.vm(vm.vm);
    if (!spec.containerd) {
        Q_EMIT failed({.code = ErrorCode::Failed,
                       .what = QStringLiteral("has no containerd"),
                       .where = vm.toString(),
                       .hint = QStringLiteral("set `containerd: true` and start it again"),
                       .details = {}});
        return;
    }
    m_tunnel =
        std::make_unique<RuntimeTunnel>(m_link.environment().paths, m_link.status(), spec.username);
    connect(m_tunnel.get(), &RuntimeTunnel::opened, this, &Readiness::ask);
    // Queued, because the handler destroys the tunnel, which may fail inside open().
    connect(m_tunnel.get(), &RuntimeTunnel::failed, this, &Readiness::onTunnelFailed,
            Qt::QueuedConnection);
    m_tunnel->open();
}

// sshd answers before cloud-init has made the user, and restarts while it sets the guest up.
void Readiness::onTunnelFailed(const Error &)
{
    m_tunnel.reset();
    if (isWanted(m_link.status()))
        m_retry.start();
}

void Readiness::judge(const Result<std::vector<CriCondition>> &conditions)
{
    m_asking = false;
    const auto isReady = [](const CriCondition &condition) {
        return condition.status ||
               (condition.type != u"RuntimeReady" && condition.type != u"NetworkReady");
    };
    if (conditions && std::all_of(conditions->begin(), conditions->end(), isReady))
        report();
    else if (isWanted(m_link.status()))
        m_retry.start();
}

void Readiness::report()
{
    const QJsonObject params{{QStringLiteral("phase"), toString(Phase::Cri)},
                             {QStringLiteral("boot_id"), m_link.status().bootId}};
    // It is refused when the guest was reset meanwhile; the next status then starts this again.
    m_link.request(QStringLiteral("report_phase"), params, [](const Result<QJsonObject> &) {});
    m_answeredBoot = m_link.status().bootId;
    Q_EMIT answered();
}

} // namespace hydra
