// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/window/support/drawn_labs.h"

#include "core/base/atomic_file.h"
#include "core/config/read_lab.h"
#include "core/host/paths.h"
#include "core/lab/identity.h"
#include "core/vm/ports.h"
#include "core/vm/vm_state.h"
#include "tests/support/places.h"

#include <QDir>
#include <QJsonDocument>
#include <QTest>

namespace hydra::test {
namespace {

constexpr int kMostKeepers = 12; ///< per lab: each is a process

QByteArray vmText(int index, int vms)
{
    const char *const names[] = {"host",   "isolated",    "attacker", "thermostat",
                                 "camera", "door-sensor", "hub",      "router"};
    const QByteArray number = QByteArray::number(index);
    QByteArray text =
        "  - name: " + (vms <= 8 ? QByteArray(names[index]) : "device-" + number) + '\n';
    switch (index % 8) {
    case 0:
        return text + "    role: host\n    k3s: v1.30.1+k3s1\n    ports: {ssh: " +
               QByteArray::number(5700 + vms + index) +
               ", extra: [{host: " + QByteArray::number(31800 + vms + index) +
               ", guest: 1883, bind: 0.0.0.0, name: mqtt}]}\n"
               "    shares: [{host: /srv/models, guest: /models, read_only: true}]\n";
    case 1:
        return text + "    role: isolated\n    egress: none\n    link: {delay: 50ms, loss: 1%}\n";
    case 2:
        return text + "    egress: {allow: [\"deb.debian.org:80\"]}\n    peers: none\n";
    case 3:
        return text + "    link: {down: true}\n";
    case 5: // two labs want one port
        return index == 5 ? text + "    ports: {ssh: 5605}\n" : text;
    default:
        return text;
    }
}

} // namespace

DrawnLabs::~DrawnLabs()
{
    for (const auto &keeper : m_keepers) {
        keeper->kill();
        keeper->waitForFinished(5000);
    }
}

QString DrawnLabs::name(int vms)
{
    return QStringLiteral("home-of-%1").arg(vms);
}

bool DrawnLabs::make(int vms)
{
    QByteArray text = "network: {name: hydra-net, subnet: 192.168.100.0/24, mode: lab}\nvms:\n";
    for (int index = 0; index < vms; ++index)
        text += vmText(index, vms);
    m_box.writeLab(name(vms), QString::fromUtf8(text));
    const auto lab = readLab(text, name(vms));
    if (!lab)
        return false;
    int keepers = 0;
    for (int index = 0; index < vms; ++index) {
        const bool runs = index % 8 != 3 && index % 8 != 5 && keepers < kMostKeepers;
        keepers += runs ? 1 : 0;
        if ((runs || index % 8 == 3) && !pretend(name(vms), lab->vms[std::size_t(index)], runs))
            return false;
    }
    return true;
}

bool DrawnLabs::pretend(const QString &lab, const VmSpec &spec, bool runs)
{
    const QString vm = spec.name;
    const QString dir = m_box.vmState(lab + u'/' + vm);
    const Paths paths{.stateDir = QFileInfo(m_box.labState(lab)).path(),
                      .runtimeDir = m_box.runtime()};
    const QString runtime = paths.vmRuntime({lab, vm});
    VmStatus status;
    status.vm = {lab, vm};
    status.state = runs ? VmState::Running : VmState::Crashed;
    status.reason = runs ? QString() : QStringLiteral("QEMU was killed");
    status.phase = Phase::Ready;
    status.startedAtMs = 1;
    const auto first = std::uint16_t(21000 + 3 * m_keepers.size());
    VmIdentity identity;
    identity.ports = {{QStringLiteral("ssh"), first},
                      {QStringLiteral("containerd"), std::uint16_t(first + 1)},
                      {QStringLiteral("streaming"), std::uint16_t(first + 2)}};
    status.ports = planPorts(spec, identity.ports);
    if (!QDir().mkpath(dir) || !QDir().mkpath(runtime) || !writeIdentity(dir, identity) ||
        !writeFileAtomically(dir + QStringLiteral("/state.json"),
                             QJsonDocument(toJson(status)).toJson()))
        return false;
    if (!runs)
        return true;
    auto keeper = std::make_unique<QProcess>();
    keeper->start(testPath("fake_keeper"),
                  {dir, runtime, QStringLiteral("1"), QStringLiteral("network")});
    QProcess &started = *keeper;
    m_keepers.push_back(std::move(keeper));
    return QTest::qWaitFor([&started] { return started.canReadLine(); }, 30000);
}

} // namespace hydra::test
