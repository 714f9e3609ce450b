// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "models/vm_runtime.h"

#include "cri/remote_stream.h"

namespace hydra::ui {

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
    m_watch.setEndpoint(obstacle().isEmpty() ? criEndpoint(m_vm.status()) : QString());
    Q_EMIT stateChanged();
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
    if (criEndpoint(status).isEmpty())
        return m_vm.spec() && !m_vm.spec()->containerd
                   ? tr("It has no containerd. Set `containerd: true` in its lab file and start it again.")
                   : tr("No port of its containerd is open. Set one that is not 0 in `ports.containerd` of its lab file and start it again.");
    if (status.phase != Phase::None && status.phase < Phase::Containerd)
        return tr("Booting; its containers show when containerd answers.");
    return {};
}

bool VmRuntime::isStale() const
{
    return !obstacle().isEmpty() || m_watch.trouble().has_value();
}

QUrl VmRuntime::reach(const QString &url) const
{
    for (const PlannedPort &port : m_vm.status().ports) {
        if (port.role == u"streaming" && port.hostPort != 0)
            return streamUrl(url, port.hostAddress == u"0.0.0.0" ? QStringLiteral("127.0.0.1") : port.hostAddress, port.hostPort);
    }
    return streamUrl(url, {}, 0);
}

void VmRuntime::look(int by)
{
    m_lookers += by;
    m_watch.setWatched(m_lookers > 0);
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
