// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/boot/guest_report.h"
#include "core/boot/webhook.h"
#include "core/keeper/owned_vm.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace hydra {

/// What cloud-init does in the guest, in the VM's status: the events it posts, and what its logs
/// say of failures and, after a while without news, of what it waits for. It only watches; nothing
/// ends because it takes long. Event-loop thread; borrows VM.
class ProvisioningWatch : public QObject
{
    Q_OBJECT

public:
    explicit ProvisioningWatch(OwnedVm &vm, QObject *parent = nullptr);

    /// Receives cloud-init's posts, from the start to the end of the VM.
    void listen();
    void stopListening() { m_webhook.reset(); }
    void beginBoot(); ///< Another boot begins.
    void watch();     ///< The guest runs.
    void stop() { m_ticks.stop(); }

Q_SIGNALS:
    void received(const hydra::CloudInitEvent &event);

private:
    void renew();
    void note(const CloudInitEvent &event);
    void tell();
    void take(const QByteArray &body);
    void tick();
    void explainSilence(const GuestReport &report);

    static constexpr int kTicks = 6; ///< in the plan's quietSeconds

    OwnedVm &m_vm;
    std::unique_ptr<Webhook> m_webhook;
    QString m_bootId;     ///< the boot that `m_state` is about
    Provisioning m_state; ///< newer than the status's by what has not been told yet
    QTimer m_tell;        ///< gathers events, of which there are hundreds
    QTimer m_ticks;       ///< counted, so that a suspended host is no silent guest
    int m_quietTicks = 0;
};

} // namespace hydra
