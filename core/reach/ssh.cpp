// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/reach/ssh.h"

#include "core/base/atomic_file.h"

#include <algorithm>

namespace hydra {
namespace {

// Values of ssh_config may be quoted. Older versions cannot escape a quote within, but our paths
// contain none unless the user's home does.
QString quoted(const QString &value)
{
    return u'"' + value + u'"';
}

} // namespace

Result<QString> sshConfigOf(const Paths &paths, const VmRef &vm, const QString &username,
                            const std::vector<PlannedPort> &ports)
{
    const auto port = std::find_if(ports.begin(), ports.end(),
                                   [](const PlannedPort &p) { return p.role == u"ssh"; });
    if (port == ports.end() || port->hostPort == 0)
        return fail(
            ErrorCode::Invalid, QStringLiteral("forwards no SSH port"), vm.toString(),
            QStringLiteral("set `ports.ssh: auto` and start it again, or use `hydractl console %1`")
                .arg(vm.toString()));
    const QStringList lines{
        QStringLiteral("Host %1 %2.%3").arg(vm.toString(), vm.lab, vm.vm),
        QStringLiteral("  HostName %1").arg(port->localAddress()),
        QStringLiteral("  Port %1").arg(port->hostPort),
        QStringLiteral("  User %1").arg(username),
        QStringLiteral("  IdentityFile %1").arg(quoted(paths.labKey(vm.lab))),
        QStringLiteral("  IdentitiesOnly yes"),
        QStringLiteral("  HostKeyAlias %1.%2.hydra").arg(vm.vm, vm.lab),
        QStringLiteral("  HostKeyAlgorithms ssh-ed25519"),
        QStringLiteral("  UserKnownHostsFile %1").arg(quoted(paths.places(vm).knownHosts())),
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
    const VmPlaces places = paths.places(vm);
    const auto hostKey = readFile(places.hostKey() + QStringLiteral(".pub"), 16 << 10);
    if (!hostKey)
        return fail(hostKey.error());
    const QByteArray alias = QStringLiteral("%1.%2.hydra ").arg(vm.vm, vm.lab).toUtf8();
    if (auto written = writeFileAtomically(places.knownHosts(), alias + *hostKey); !written)
        return fail(written.error());
    const QString file = places.stateDir + QStringLiteral("/ssh_config");
    if (auto written = writeFileAtomically(file, config->toUtf8()); !written)
        return fail(written.error());
    QStringList args{QStringLiteral("-F"), file, vm.toString()};
    if (!command.isEmpty())
        args << QStringLiteral("--") << command;
    return Command{.program = QStringLiteral("ssh"), .args = args};
}

// ssh joins its arguments for the guest's shell, so pass a single quoted one.
Result<Command> sshProgram(const Paths &paths, const VmRef &vm, const QString &username,
                           const std::vector<PlannedPort> &ports, const Command &command)
{
    auto ssh = sshCommand(paths, vm, username, ports, {shellLine(command)});
    if (!ssh)
        return ssh;
    ssh->args = QStringList{QStringLiteral("-o"), QStringLiteral("BatchMode=yes"),
                            QStringLiteral("-o"), QStringLiteral("ConnectTimeout=20")} +
                ssh->args;
    return ssh;
}

} // namespace hydra
