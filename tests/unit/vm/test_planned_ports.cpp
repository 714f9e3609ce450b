// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/vm/ports.h"
#include "tests/support/test_main.h"

using namespace hydra;

class TestPlannedPorts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRangeOfPortsIsForwardedPortByPort()
    {
        VmSpec vm;
        vm.ports.ssh.kind = PortSpec::Kind::Off;
        vm.containerd = false;
        vm.ports.extra = {{.name = QStringLiteral("mqtt"),
                           .bind = {},
                           .protocol = Protocol::Udp,
                           .host = 7000,
                           .guest = 8000,
                           .count = 3}};
        const auto planned = planPorts(vm, {});
        QCOMPARE(planned.size(), std::size_t(3));
        for (int i = 0; i < 3; ++i) {
            QCOMPARE(planned[i].hostPort, std::uint16_t(7000 + i));
            QCOMPARE(planned[i].guestPort, std::uint16_t(8000 + i));
            QCOMPARE(planned[i].protocol, QStringLiteral("udp"));
        }
    }

    void portsComeInTheOrderOfTheirRoles()
    {
        VmSpec vm;
        QCOMPARE(planPorts(vm, {}).size(), std::size_t(3));
        vm.containerd = false;
        QCOMPARE(planPorts(vm, {}).size(), std::size_t(1));
        vm.ports.ssh.kind = PortSpec::Kind::Off;
        QVERIFY(planPorts(vm, {}).empty());
        vm.containerd = vm.diod = true;
        vm.boot = BootMode::Kernel;
        vm.ports.diod = {PortSpec::Kind::Fixed, 30564};
        vm.ports.extra = {{QStringLiteral("web"), {}, Protocol::Tcp, 30080, 80}};
        const auto ports = planPorts(vm, {{QStringLiteral("containerd"), 21000}});
        QStringList roles;
        for (const PlannedPort &port : ports)
            roles
                << QStringLiteral("%1=%2:%3").arg(port.role).arg(port.hostPort).arg(port.guestPort);
        QCOMPARE(roles.join(u' '),
                 QStringLiteral("containerd=21000:35000 streaming=0:35002 rimd=0:35001 "
                                "diod=30564:564 extra=30080:80"));
    }
};

HYDRA_TEST_MAIN(TestPlannedPorts)
#include "test_planned_ports.moc"
