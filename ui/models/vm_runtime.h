// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cri/runtime_watch.h"
#include "core/reach/runtime_tunnel.h"
#include "ui/models/vm_entry.h"

#include <QUrl>

namespace hydra::ui {

/// A VM's container runtime in the window: one watch shared by all pages that show it, through SSH
/// when no port is forwarded. GUI thread; owned by its VmEntry.
class VmRuntime : public QObject
{
    Q_OBJECT

public:
    /// The VM's runtime, created on first use.
    [[nodiscard]] static VmRuntime &of(VmEntry &vm);

    [[nodiscard]] VmEntry &vm() const { return m_vm; }
    [[nodiscard]] RuntimeWatch &watch() { return m_watch; }
    [[nodiscard]] const RuntimeWatch &watch() const { return m_watch; }

    /// Why the runtime cannot be asked, and what to do; empty: see the watch's own trouble.
    [[nodiscard]] QString obstacle() const;
    /// Whether the data shown may be outdated.
    [[nodiscard]] bool isStale() const;

    /// The runtime is watched as long as one of these exists.
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

    /// Translates the address in an Exec or Attach reply to one that this host can reach.
    [[nodiscard]] Result<QUrl> reach(const QString &url) const
    {
        return reachStream(m_vm.status(), url);
    }

Q_SIGNALS:
    void stateChanged(); ///< of the VM or of the watch

private:
    explicit VmRuntime(VmEntry &vm);
    void follow();
    void look(int by);
    [[nodiscard]] bool needsTunnel() const;
    void tendTunnel();
    void openTunnel();

    VmEntry &m_vm;
    RuntimeWatch m_watch;
    std::unique_ptr<RuntimeTunnel> m_tunnel; ///< exists while the runtime is watched
    QString m_tunnelEndpoint;                ///< empty until it is open
    QString m_tunnelTrouble;
    int m_lookers = 0;
};

} // namespace hydra::ui
