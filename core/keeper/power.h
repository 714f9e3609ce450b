// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/keeper/control_server.h"
#include "core/keeper/owned_vm.h"

#include <QObject>
#include <QTimer>

namespace hydra {

/// The VM's buttons, pressed by clients (keeper_client/protocol.h): powerdown, kill, pause, resume,
/// restart. Remembers which end was asked for. Event-loop thread; borrows VM.
class Power : public QObject
{
    Q_OBJECT

public:
    explicit Power(OwnedVm &vm, QObject *parent = nullptr);

    void powerdown(const QJsonObject &params, const ControlServer::Reply &reply);
    void kill(const ControlServer::Reply &reply);
    void pause(const ControlServer::Reply &reply);
    void resume(const ControlServer::Reply &reply);
    void restart(const ControlServer::Reply &reply);

    [[nodiscard]] bool isKillAsked() const { return m_isKillAsked; }
    [[nodiscard]] bool isEndAsked() const { return m_isKillAsked || m_isPowerdownAsked; }
    [[nodiscard]] bool isPowerdownAsked() const { return m_isPowerdownAsked; }
    /// The VM has ended: its buttons do nothing.
    void close();

Q_SIGNALS:
    void calledOff(); ///< a VM that waits for others, and has no run yet, is not to be started

private:
    using Command = void (Hypervisor::*)(Hypervisor::Done);
    void tell(bool Capabilities::*ability, const char *verb, Command command,
              const ControlServer::Reply &reply);
    void onIgnored();

    OwnedVm &m_vm;
    QTimer m_patience;
    bool m_isKillAsked = false;
    bool m_isPowerdownAsked = false;
    bool m_isOver = false;
};

} // namespace hydra
