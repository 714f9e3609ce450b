// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/atomic_file.h"
#include "core/lab/vm_seed.h"
#include "core/vm/mac.h"
#include "tests/support/test_main.h"

#include <QDir>
#include <QTemporaryDir>

using namespace hydra;

namespace {

PlannedPort port(const char *role, std::uint16_t number)
{
    PlannedPort port;
    port.role = QLatin1String(role);
    port.hostPort = number;
    return port;
}

LabSpec lab()
{
    LabSpec lab;
    lab.name = QStringLiteral("home");
    lab.vms.resize(2);
    lab.vms[0].name = QStringLiteral("host");
    lab.vms[0].role = Role::Host;
    lab.vms[0].diod = true;
    lab.vms[1].name = QStringLiteral("isolated");
    lab.vms[1].role = Role::Isolated;
    return lab;
}

} // namespace

class TestVmSeed : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void guestsAreToldThePortsOfTheirLabsOtherVms()
    {
        const GatewayPorts ports = gatewayPorts(
            lab(), {{QStringLiteral("host"), {port("diod", 31000), port("containerd", 32000)}},
                    {QStringLiteral("isolated"), {port("diod", 1), port("containerd", 33000)}}});
        QCOMPARE(ports.diod, 31000);
        QCOMPARE(ports.nelly, 33000);
        QVERIFY(gatewayPorts(lab(), {}) == GatewayPorts()); // not chosen yet
    }

    void whatIsNotGivenIsNotInTheSeed()
    {
        LabVm vm;
        vm.ref = {QStringLiteral("home"), QStringLiteral("host")};
        vm.spec = lab().vms[0];
        vm.spec.sshAuthorizedKeys = {QStringLiteral("ssh-ed25519 mine")};
        vm.mac = macOf(vm.ref, vm.spec);
        vm.identity.webhookPort = 4000;
        vm.identity.freshMachineId = true;
        HostFacts host;
        host.arch = QStringLiteral("aarch64");
        SeedInput input = seedInput(vm, host, {}, {});
        QCOMPARE(input.authorizedKeys, QStringList{QStringLiteral("ssh-ed25519 mine")});
        QCOMPARE(input.webhookUrl, QString());
        QCOMPARE(input.debianArch, QStringLiteral("arm64"));
        QCOMPARE(input.mac, vm.mac);
        QVERIFY(input.freshMachineId);
        input = seedInput(vm, host, {},
                          {.labKey = QStringLiteral("ssh-ed25519 lab"),
                           .hostKey = {},
                           .passwordHash = QStringLiteral("$6$x"),
                           .webhookToken = QStringLiteral("token")});
        QCOMPARE(input.authorizedKeys.front(), QStringLiteral("ssh-ed25519 lab"));
        QCOMPARE(input.webhookUrl, QStringLiteral("http://10.0.2.2:4000/token"));
        QCOMPARE(input.passwordHash, QStringLiteral("$6$x"));
    }

    void aDamagedIdentityOfAnotherVmIsNamed()
    {
        QTemporaryDir dir;
        Paths paths;
        paths.stateDir = dir.path();
        LoadedLab loaded;
        loaded.spec = lab();
        const QString state = paths.vmState({QStringLiteral("home"), QStringLiteral("isolated")});
        QVERIFY(QDir().mkpath(state));
        QVERIFY(writeFileAtomically(state + QStringLiteral("/identity.json"), "{\"ports\": "));
        const auto ports = keptGatewayPorts(paths, loaded);
        QVERIFY(!ports);
        QVERIFY2(ports.error().where.contains(QStringLiteral("isolated/identity.json")),
                 qPrintable(formatError(ports.error())));
    }
};

HYDRA_TEST_MAIN(TestVmSeed)
#include "test_vm_seed.moc"
