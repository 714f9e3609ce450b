// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cri/runtime_watch.h"
#include "lab/runtime_tunnel.h"
#include "models/vm_entry.h"

#include <QUrl>

namespace hydra::ui {

/// A VM's container runtime as the window shows it: one watch for all pages that look, through SSH where no
/// port is forwarded. GUI thread; belongs to its VmEntry.
class VmRuntime : public QObject
{
    Q_OBJECT

public:
    /// The VM's, made when it is first asked for.
    [[nodiscard]] static VmRuntime &of(VmEntry &vm);

    [[nodiscard]] VmEntry &vm() const { return m_vm; }
    [[nodiscard]] RuntimeWatch &watch() { return m_watch; }
    [[nodiscard]] const RuntimeWatch &watch() const { return m_watch; }

    /// Why nobody can be asked, and what to do; empty: the watch's own trouble counts.
    [[nodiscard]] QString obstacle() const;
    /// What is shown is of the past.
    [[nodiscard]] bool isStale() const;

    /// While one of these lives the runtime is watched.
    class Look
    {
    public:
        Look() = default;
        explicit Look(VmRuntime &runtime);
        Look(Look &&other) noexcept : m_runtime(std::exchange(other.m_runtime, nullptr)) {}
        Look &operator=(Look &&other) noexcept;
        ~Look();

    private:
        QPointer<VmRuntime> m_runtime;
    };

    /// The address of an Exec or Attach reply as it is reached from here.
    [[nodiscard]] Result<QUrl> reach(const QString &url) const { return reachStream(m_vm.status(), url); }

Q_SIGNALS:
    void stateChanged(); ///< the VM's or the watch's

private:
    explicit VmRuntime(VmEntry &vm);
    void follow();
    void look(int by);
    [[nodiscard]] bool needsTunnel() const;
    void tendTunnel();
    void openTunnel();

    VmEntry &m_vm;
    RuntimeWatch m_watch;
    std::unique_ptr<RuntimeTunnel> m_tunnel; ///< while somebody looks
    QString m_tunnelEndpoint;                ///< empty until it is open
    QString m_tunnelTrouble;
    int m_lookers = 0;
};

} // namespace hydra::ui
