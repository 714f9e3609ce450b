// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "lab/readiness.h"

#include "cri/remote_stream.h"

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
    return fail(ErrorCode::NotFound, QStringLiteral("forwards no port of its streaming server"), status.vm.toString(),
                QStringLiteral("set `ports.streaming: auto` and start it again, or use `hydractl crictl %1 exec --sync`").arg(status.vm.toString()));
}

Readiness::Readiness(VmLink &link, QObject *parent) : QObject(parent), m_link(link)
{
    m_retry.setSingleShot(true);
    m_retry.setInterval(std::chrono::milliseconds(500));
    connect(&m_retry, &QTimer::timeout, this, &Readiness::ask);
    connect(&link, &VmLink::statusChanged, this, &Readiness::consider);
    consider(link.status());
}

Readiness::~Readiness() = default;

void Readiness::consider(const VmStatus &status)
{
    const bool wanted = m_link.isLive() && status.state == VmState::Running && status.phase == Phase::Containerd;
    if (!wanted) {
        m_retry.stop();
        return;
    }
    if (!m_asking && !m_retry.isActive())
        ask();
}

void Readiness::ask()
{
    const QString endpoint = criEndpoint(m_link.status());
    if (endpoint.isEmpty())
        return;
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
            m_cri->status([this](const Result<std::vector<CriCondition>> &conditions) { judge(conditions); });
        else
            judge(fail(version.error()));
    });
}

void Readiness::judge(const Result<std::vector<CriCondition>> &conditions)
{
    m_asking = false;
    const auto isReady = [](const CriCondition &condition) {
        return condition.status || (condition.type != u"RuntimeReady" && condition.type != u"NetworkReady");
    };
    if (conditions && std::all_of(conditions->begin(), conditions->end(), isReady))
        report();
    else if (m_link.status().phase == Phase::Containerd)
        m_retry.start();
}

void Readiness::report()
{
    const QJsonObject params{{QStringLiteral("phase"), toString(Phase::Cri)},
                             {QStringLiteral("boot_id"), m_link.status().bootId}};
    // A refusal means that the guest was reset meanwhile: its next status starts this anew.
    m_link.request(QStringLiteral("report_phase"), params, [](const Result<QJsonObject> &) {});
}

} // namespace hydra
