// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/exchange/quoting.h"
#include "core/export/container_vm.h"
#include "core/export/export_containers.h"
#include "core/process/shell_word.h"

namespace hydra {
namespace {

QString containerName(const QString &lab, const VmSpec &vm)
{
    return QStringLiteral("hydra-%1-%2").arg(lab, vm.name);
}

QString secretsFile(const QString &lab, const VmSpec &vm)
{
    return QStringLiteral("%1-%2.secrets.env").arg(lab, vm.name);
}

QString head(const QString &lab)
{
    return QStringLiteral("#!/bin/sh\n# Lab %1: runs its VMs in upstream's containers. Written by "
                          "Hydra Desktop.\n"
                          "# `docker attach NAME` is a VM's console (Ctrl-P Ctrl-Q leaves it), "
                          "`docker rm -f NAME` ends it.\n"
                          "# Values stand in quotes as they are.\n# shellcheck "
                          "disable=SC2016,SC1003,SC1112\nset -eu\n\n"
                          "here=$(CDPATH='' cd -- \"$(dirname -- \"$0\")\" && pwd)\n"
                          "docker=${DOCKER:-docker}\n"
                          "kvm=\n[ ! -e /dev/kvm ] || kvm=/dev/kvm:/dev/kvm # without it, VMs are "
                          "emulated and slow\n")
        .arg(lab);
}

// --mount, unlike --volume, does not create a missing source directory, which would hide a mistake
// in the user's shares.
QStringList mountOptions(const ContainerVm &each)
{
    QStringList options;
    for (const ContainerMount &mount : each.mounts) {
        QStringList fields{QStringLiteral("type=bind"),
                           csvField(QStringLiteral("source=") + mount.path),
                           csvField(QStringLiteral("target=") + mount.path)};
        if (mount.readOnly)
            fields << QStringLiteral("readonly");
        if (mount.isKubelet)
            fields << QStringLiteral("bind-propagation=rslave");
        options << QStringLiteral("--mount ") + shellWord(fields.join(u','));
    }
    return options;
}

QString madeDirectories(const ContainerVm &each, const QString &name)
{
    QString line = QStringLiteral("mkdir -p -- \"$here\"/%1").arg(shellWord(name));
    for (const ContainerMount &mount : each.mounts) {
        if (mount.isKubelet)
            line += u' ' + shellWord(mount.path);
    }
    return line + u'\n';
}

QString runCommand(const QString &lab, const ContainerVm &each)
{
    const QString name = containerName(lab, each.vm);
    QStringList lines{
        QStringLiteral("\"$docker\" run --detach --interactive --tty --name %1 --network host")
            .arg(shellWord(name)),
        QStringLiteral("${kvm:+--device \"$kvm\"}"),
        QStringLiteral("-v \"$here\"/%1:%2")
            .arg(shellWord(name), QLatin1String(containerImageDir))};
    lines += mountOptions(each);
    for (const auto &[variable, value] : each.env)
        lines << QStringLiteral("-e ") + shellWord(variable + u'=' + value);
    if (!each.secrets.empty())
        lines
            << QStringLiteral("--env-file \"$here\"/%1").arg(shellWord(secretsFile(lab, each.vm)));
    lines << QLatin1String(containerImage);
    return QStringLiteral("\n# %1\n").arg(each.vm.name) + madeDirectories(each, name) +
           lines.join(QStringLiteral(" \\\n    ")) + u'\n';
}

// Format of `docker run --env-file`: each line is a variable, and the value is whatever follows the
// first "=".
QByteArray envFile(const UpstreamEnv &env)
{
    QString text;
    for (const auto &[variable, value] : env)
        text += variable + u'=' + value + u'\n';
    return text.toUtf8();
}

} // namespace

Result<Exported> exportDocker(const ExportRequest &request)
{
    Exported out;
    const QString lab = request.lab.name;
    QString script = head(lab);
    std::vector<ExportedFile> secrets;
    for (const ContainerVm &each : containerVms(request, out.notes)) {
        script += runCommand(lab, each);
        if (!each.secrets.empty())
            secrets.push_back({secretsFile(lab, each.vm), envFile(each.secrets), false, true});
    }
    out.files.push_back({lab + QStringLiteral(".docker.sh"), script.toUtf8(), true});
    out.files.insert(out.files.end(), secrets.begin(), secrets.end());
    return out;
}

} // namespace hydra
