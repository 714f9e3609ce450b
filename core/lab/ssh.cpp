// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "lab/ssh.h"

#include "base/atomic_file.h"

#include <algorithm>

namespace hydra {
namespace {

// ssh_config values may be quoted; a quote inside cannot be escaped by older versions, and our own
// paths have none unless the user's home has.
QString quoted(const QString &value)
{
    return u'"' + value + u'"';
}

} // namespace

Result<QString> sshConfigOf(const Paths &paths, const VmRef &vm, const QString &username,
                            const std::vector<PlannedPort> &ports)
{
    const auto port = std::find_if(ports.begin(), ports.end(), [](const PlannedPort &p) { return p.role == u"ssh"; });
    if (port == ports.end() || port->hostPort == 0)
        return fail(ErrorCode::Invalid, QStringLiteral("forwards no SSH port"), vm.toString(),
                    QStringLiteral("set `ports.ssh: auto` and start it again, or use `hydractl console %1`").arg(vm.toString()));
    const QStringList lines{
        QStringLiteral("Host %1").arg(vm.toString()),
        QStringLiteral("  HostName %1").arg(port->localAddress()),
        QStringLiteral("  Port %1").arg(port->hostPort),
        QStringLiteral("  User %1").arg(username),
        QStringLiteral("  IdentityFile %1").arg(quoted(paths.labState(vm.lab) + QStringLiteral("/id_ed25519"))),
        QStringLiteral("  IdentitiesOnly yes"),
        QStringLiteral("  HostKeyAlias %1.%2.hydra").arg(vm.vm, vm.lab),
        QStringLiteral("  HostKeyAlgorithms ssh-ed25519"),
        QStringLiteral("  UserKnownHostsFile %1").arg(quoted(paths.vmState(vm) + QStringLiteral("/known_hosts"))),
        QStringLiteral("  StrictHostKeyChecking yes"),
        QStringLiteral("  UpdateHostKeys no"),
        QString()};
    return lines.join(u'\n');
}

Result<Command> sshCommand(const Paths &paths, const VmRef &vm, const QString &username,
                           const std::vector<PlannedPort> &ports, const QStringList &command)
{
    const auto config = sshConfigOf(paths, vm, username, ports);
    if (!config)
        return fail(config.error());
    const QString state = paths.vmState(vm);
    const auto hostKey = readFile(state + QStringLiteral("/ssh_host_ed25519_key.pub"), 16 << 10);
    if (!hostKey)
        return fail(hostKey.error());
    const QByteArray alias = QStringLiteral("%1.%2.hydra ").arg(vm.vm, vm.lab).toUtf8();
    if (auto written = writeFileAtomically(state + QStringLiteral("/known_hosts"), alias + *hostKey); !written)
        return fail(written.error());
    const QString file = state + QStringLiteral("/ssh_config");
    if (auto written = writeFileAtomically(file, config->toUtf8()); !written)
        return fail(written.error());
    QStringList args{QStringLiteral("-F"), file, vm.toString()};
    if (!command.isEmpty())
        args << QStringLiteral("--") << command;
    return Command{QStringLiteral("ssh"), args};
}

// ssh hands its words to the guest's shell, so they are one that was quoted.
Result<Command> sshProgram(const Paths &paths, const VmRef &vm, const QString &username,
                           const std::vector<PlannedPort> &ports, const Command &command)
{
    auto ssh = sshCommand(paths, vm, username, ports, {shellLine(command)});
    if (!ssh)
        return ssh;
    ssh->args = QStringList{QStringLiteral("-o"), QStringLiteral("BatchMode=yes"), QStringLiteral("-o"), QStringLiteral("ConnectTimeout=20")} + ssh->args;
    return ssh;
}

} // namespace hydra
