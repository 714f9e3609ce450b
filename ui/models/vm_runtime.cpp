// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/models/vm_runtime.h"

namespace hydra::ui {
namespace {

constexpr auto kTunnelRetry = std::chrono::seconds(15);

} // namespace

VmRuntime &VmRuntime::of(VmEntry &vm)
{
    auto *runtime = vm.findChild<VmRuntime *>(QString(), Qt::FindDirectChildrenOnly);
    return runtime ? *runtime : *new VmRuntime(vm);
}

VmRuntime::VmRuntime(VmEntry &vm) : QObject(&vm), m_vm(vm)
{
    connect(&vm, &VmEntry::changed, this, &VmRuntime::follow);
    connect(&m_watch, &RuntimeWatch::stateChanged, this, &VmRuntime::stateChanged);
    follow();
}

void VmRuntime::follow()
{
    tendTunnel();
    const QString port = criEndpoint(m_vm.status());
    m_watch.setEndpoint(obstacle().isEmpty() ? (port.isEmpty() ? m_tunnelEndpoint : port)
                                             : QString());
    Q_EMIT stateChanged();
}

bool VmRuntime::needsTunnel() const
{
    const VmStatus &status = m_vm.status();
    return m_lookers > 0 && status.state == VmState::Running && status.phase >= Phase::Ssh &&
           criEndpoint(status).isEmpty() && m_vm.spec() && m_vm.spec()->containerd;
}

void VmRuntime::tendTunnel()
{
    if (needsTunnel() && !m_tunnel && m_tunnelTrouble.isEmpty())
        return openTunnel();
    if (needsTunnel())
        return;
    m_tunnel.reset();
    m_tunnelEndpoint.clear();
    m_tunnelTrouble.clear();
}

void VmRuntime::openTunnel()
{
    m_tunnel = std::make_unique<RuntimeTunnel>(m_vm.paths(), m_vm.status(), m_vm.spec()->username);
    connect(m_tunnel.get(), &RuntimeTunnel::opened, this, [this](const QString &endpoint) {
        m_tunnelEndpoint = endpoint;
        follow();
    });
    const auto onFailed = [this, tunnel = m_tunnel.get()](const Error &why) {
        if (m_tunnel.get() != tunnel)
            return;
        m_tunnel.reset();
        m_tunnelEndpoint.clear();
        m_tunnelTrouble = formatError(why);
        follow();
        QTimer::singleShot(kTunnelRetry, this, [this] {
            m_tunnelTrouble.clear();
            follow();
        });
    };
    // Queued, because the handler destroys the tunnel, which may fail inside open().
    connect(m_tunnel.get(), &RuntimeTunnel::failed, this, onFailed, Qt::QueuedConnection);
    m_tunnel->open();
}

QString VmRuntime::obstacle() const
{
    const VmStatus &status = m_vm.status();
    switch (status.state) {
    case VmState::Stopped:
    case VmState::Crashed:
        return tr("Not running. Start it to see its containers.");
    case VmState::Paused:
        return tr("Paused: its containers stand still. Resume it to see them live.");
    case VmState::Stopping:
        return tr("Stopping.");
    case VmState::Waiting:
    case VmState::Starting:
        return tr("Starting; its containers show when containerd answers.");
    case VmState::Running:
    case VmState::Unknown:
        break;
    }
    if (m_vm.spec() && !m_vm.spec()->containerd)
        return tr(
            "It has no containerd. Set `containerd: true` in its lab file and start it again.");
    if (criEndpoint(status).isEmpty()) {
        const QString words =
            m_tunnelTrouble.isEmpty()
                ? tr("No port of its containerd is open; it is asked through SSH.")
                : m_tunnelTrouble;
        return m_tunnelEndpoint.isEmpty() ? words : QString();
    }
    // A containerd that is lost is told by the watch, beside what it ran when it was last seen.
    if (!status.runtimeLostAtMs && status.phase != Phase::None && status.phase < Phase::Containerd)
        return tr("Booting; its containers show when containerd answers.");
    return {};
}

bool VmRuntime::isStale() const
{
    return !obstacle().isEmpty() || m_watch.trouble().has_value();
}

void VmRuntime::look(int by)
{
    m_lookers += by;
    m_watch.setWatched(m_lookers > 0);
    tendTunnel();
}

VmRuntime::Look::Look(VmRuntime &runtime) : m_runtime(&runtime)
{
    runtime.look(1);
}

VmRuntime::Look &VmRuntime::Look::operator=(Look &&other) noexcept
{
    std::swap(m_runtime, other.m_runtime);
    return *this;
}

VmRuntime::Look::~Look()
{
    if (m_runtime)
        m_runtime->look(-1);
}

} // namespace hydra::ui
