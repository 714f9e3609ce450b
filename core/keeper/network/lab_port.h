// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/keeper/control_server.h"
#include "core/keeper/network/lab_card.h"
#include "core/keeper/network/switch_link.h"
#include "core/keeper/owned_vm.h"

#include <QObject>

#include <memory>
#include <optional>

namespace hydra {

/// The VM's port on its lab's network: its card, and what the switch is to know of it, told again
/// whenever the switch is a new one. What clients change is kept in the plan's file, for the keeper
/// that adopts the VM. Does nothing for a VM on a user network. Event-loop thread; borrows VM.
class LabPort : public QObject
{
    Q_OBJECT

public:
    explicit LabPort(OwnedVm &vm, QObject *parent = nullptr);
    ~LabPort() override;

    [[nodiscard]] bool isPlanned() const { return m_vm.plan.network.has_value(); }
    /// A card for the run that is about to be launched: what its process gets. Nobody is told yet.
    [[nodiscard]] std::vector<int> makeCard();
    void noteLaunched();
    /// The card of a hypervisor that an earlier keeper started.
    void adopt(const ProcessId &hypervisor);
    /// From now on the guest is on the network, and its ports are forwarded.
    void plugIn();
    /// The VM has ended.
    void plugOut();

    // Requests of the control socket (keeper_client/protocol.h).
    using Reply = ControlServer::Reply;
    void describe(const Reply &reply);
    void change(const QJsonObject &params, const Reply &reply);
    void addForward(const QJsonObject &params, const Reply &reply);
    void removeForward(const QJsonObject &params, const Reply &reply);
    void startCapture(const QJsonObject &params, const Reply &reply);
    void stopCapture(const Reply &reply);

private:
    void registerPort();
    void tellForwards();
    [[nodiscard]] SwitchLink::Done orWarn(const QString &what);
    [[nodiscard]] QJsonObject named(QJsonObject params) const;
    void passOn(const QString &method, const QJsonObject &params, const Reply &reply,
                const std::function<void()> &onDone);
    void keepPlan();
    void showForwards();

    OwnedVm &m_vm;
    std::unique_ptr<SwitchLink> m_link; ///< while plugged in
    std::optional<LabCard> m_card;
};

} // namespace hydra
