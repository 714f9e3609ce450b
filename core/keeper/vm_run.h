// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/keeper/console_server.h"
#include "core/keeper/ending.h"
#include "core/vm/hypervisor.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <vector>

namespace hydra {

/// One attempt to run the VM: the hypervisor together with the VM's consoles (borrowed), and what
/// was decided about it. Event-loop thread. `ended` comes once, after everything that the
/// hypervisor and the consoles had still said was heard.
class VmRun : public QObject
{
    Q_OBJECT

public:
    VmRun(std::unique_ptr<Hypervisor> hypervisor, std::vector<ConsoleServer *> consoles,
          std::size_t attempt, QObject *parent = nullptr);
    ~VmRun() override;

    /// Nothing when it could not even be forked; `ended` says why.
    [[nodiscard]] std::optional<ProcessId> launchHeld(const LaunchAttempt &attempt,
                                                      const std::vector<int> &passed);
    void go();
    void adopt(const ProcessId &id);

    [[nodiscard]] Hypervisor &hypervisor() const { return *m_hypervisor; }
    [[nodiscard]] std::size_t attempt() const { return m_attempt; } ///< of the plan's
    [[nodiscard]] bool wasAdopted() const { return m_wasAdopted; }
    [[nodiscard]] bool isEnding() const { return m_hypervisor->isEnding(); }
    /// Whether the guest was let run; `noteBegun` says that it was.
    [[nodiscard]] bool hasBegun() const { return m_hasBegun; }
    void noteBegun() { m_hasBegun = true; }
    [[nodiscard]] bool isGivenUp() const { return !m_givenUpFor.isEmpty(); }

    /// Kills it, so that the next attempt can be made; no effect on one that ends already.
    void giveUp(const QString &why);
    /// Kills it for good.
    void endFor(const QString &why);

Q_SIGNALS:
    void linked();    ///< the hypervisor answers and all consoles are connected; again after a loss
    void notLinked(); ///< not within a minute
    void givenUp();
    void ended(const hydra::RunEnd &end);

private:
    void connectConsoles();
    void checkLinked();
    void checkQuiet();
    void finish();

    std::unique_ptr<Hypervisor> m_hypervisor;
    std::vector<ConsoleServer *> m_consoles;
    std::size_t m_attempt;
    QTimer m_linkTimer;
    QTimer m_settle;
    std::optional<EndFacts> m_facts;
    QString m_givenUpFor;
    QString m_endedFor;
    bool m_isLinked = false;
    bool m_wasAdopted = false;
    bool m_hasBegun = false;
    bool m_isOver = false;
};

} // namespace hydra
