// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/models/vm_network.h"

namespace hydra::ui {
namespace {

constexpr double kCaptureBytes = 256 << 20; ///< a capture begins anew at this size

} // namespace

VmNetwork &VmNetwork::of(VmEntry &vm)
{
    auto *network = vm.findChild<VmNetwork *>(QString(), Qt::FindDirectChildrenOnly);
    return network ? *network : *new VmNetwork(vm);
}

VmNetwork::VmNetwork(VmEntry &vm) : QObject(&vm), m_vm(vm)
{
    connect(&vm, &VmEntry::changed, this, &VmNetwork::follow);
    follow();
}

// A new start has a new port, and perhaps another keeper.
void VmNetwork::follow()
{
    const qint64 run = isLive() ? m_vm.status().startedAtMs : 0;
    if (std::exchange(m_run, run) == run)
        return;
    m_unknown = m_capturing = false;
    m_counts.reset();
    m_rates.reset();
    m_reply.reset();
    Q_EMIT changed();
}

bool VmNetwork::isLive() const
{
    return m_vm.link().isLive() && !hasEnded(m_vm.status());
}

NetworkChange VmNetwork::policy() const
{
    return networkOf(m_reply.value_or(QJsonObject()), m_vm.spec().value_or(VmSpec()));
}

void VmNetwork::ask()
{
    if (m_asking || m_unknown || !isLive())
        return;
    m_asking = true;
    request(QStringLiteral("network"), {}, [this, run = m_run](const Result<QJsonObject> &reply) {
        m_asking = false;
        if (run == m_run)
            take(reply);
    });
}

void VmNetwork::take(const Result<QJsonObject> &reply)
{
    if (!reply) { // an older keeper, or a VM on a network of its own: both stay so in this run
        m_unknown =
            reply.error().code == ErrorCode::Invalid || reply.error().code == ErrorCode::Conflict;
        m_counts.reset();
        m_rates.reset();
        return Q_EMIT changed();
    }
    const auto counts = networkCountsIn(*reply);
    m_rates = m_counts && counts
                  ? std::optional(ratesBetween(*m_counts, *counts,
                                               std::chrono::milliseconds(m_sinceCounts.elapsed())))
                  : std::nullopt;
    m_counts = counts;
    m_sinceCounts.start();
    m_reply = *reply;
    Q_EMIT changed();
}

void VmNetwork::request(const QString &method, const QJsonObject &params, Done done)
{
    m_vm.link().request(method, params,
                        [self = QPointer(this), done = std::move(done)](const auto &reply) {
                            if (self)
                                done(reply);
                        });
}

void VmNetwork::set(const NetworkChange &change, Done done)
{
    request(QStringLiteral("network_set"), toRequest(change),
            [this, done = std::move(done)](const Result<QJsonObject> &reply) {
                ask();
                done(reply);
            });
}

void VmNetwork::startCapture(const QString &path, Done done)
{
    const QJsonObject params{{QStringLiteral("path"), path},
                             {QStringLiteral("max_bytes"), kCaptureBytes},
                             {QStringLiteral("all"), false}};
    request(QStringLiteral("capture_start"), params,
            [this, done = std::move(done)](const Result<QJsonObject> &reply) {
                m_capturing = m_capturing || reply;
                Q_EMIT changed();
                done(reply);
            });
}

void VmNetwork::noteCaptureEnded()
{
    if (std::exchange(m_capturing, false))
        Q_EMIT changed();
}

void VmNetwork::stopCapture(Done done)
{
    request(QStringLiteral("capture_stop"), {},
            [this, done = std::move(done)](const Result<QJsonObject> &reply) {
                m_capturing = m_capturing && !reply;
                Q_EMIT changed();
                done(reply);
            });
}

} // namespace hydra::ui
