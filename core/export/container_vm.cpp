// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/container_vm.h"

#include "core/exchange/lab_copy.h"
#include "core/exchange/secrets.h"
#include "core/upstream/upstream_env.h"
#include "core/vm/shares.h"

#include <algorithm>

namespace hydra {
namespace {

UpstreamEnv envOf(const LabSpec &lab, const VmSpec &vm, bool withSecrets,
                  const ExportRequest &request, QStringList &notes)
{
    // The container runs as root.
    const UpstreamHost host{UpstreamHost::Os::Linux, request.host.arch};
    UpstreamEnv env = exportEnv(lab, vm, withSecrets, host, notes);
    std::erase_if(env, [](const auto &variable) { return variable.first == u"DEFAULT_DIR_IMAGE"; });
    return env;
}

bool has(const UpstreamEnv &env, const std::pair<QString, QString> &variable)
{
    return std::find(env.begin(), env.end(), variable) != env.end();
}

// A variable is secret if its value would differ in an export without secrets.
void splitSecrets(ContainerVm &out, const UpstreamEnv &open)
{
    UpstreamEnv all;
    all.swap(out.env);
    for (const auto &variable : all)
        (has(open, variable) ? out.env : out.secrets).push_back(variable);
}

void addMounts(ContainerVm &out, QStringList &notes)
{
    const VmSpec &vm = out.vm;
    if (vm.kubeletShares == KubeletShares::Local && vm.boot == BootMode::Image) {
        for (const char *dir : kubeletDirs)
            out.mounts.push_back({vm.kubeletPrefix + QLatin1String(dir), false, true});
    }
    for (const ShareSpec &share : vm.shares)
        out.mounts.push_back({share.host, share.readOnly, false});
    std::erase_if(out.mounts, [&](const ContainerMount &mount) {
        if (mount.path.startsWith(u'/'))
            return false;
        notes << QStringLiteral("%1: %2 is left out: a container needs an absolute path")
                     .arg(vm.name, mount.path);
        return true;
    });
}

void noteVm(const VmSpec &vm, QStringList &notes)
{
    if (vm.backend == BackendKind::Krunkit)
        notes << QStringLiteral(
                     "%1: krunkit runs on Apple silicon only; a container cannot start it")
                     .arg(vm.name);
    if (!vm.bind.isEmpty() && vm.bind != u"0.0.0.0")
        notes << QStringLiteral("%1: upstream's container binds its ports to every address of the "
                                "host, not to %2: keep others out with a firewall")
                     .arg(vm.name, vm.bind);
}

} // namespace

std::vector<ContainerVm> containerVms(const ExportRequest &request, QStringList &notes)
{
    const LabSpec lab = labCopy(request, notes);
    notes += notesOfFiles(lab);
    std::vector<ContainerVm> vms;
    for (const VmSpec &vm : lab.vms) {
        ContainerVm out{.vm = vm, .env = envOf(lab, vm, request.withSecrets, request, notes)};
        if (request.withSecrets) {
            QStringList unsaid;
            VmSpec open = vm;
            removeSecrets(open, unsaid);
            splitSecrets(out, envOf(lab, open, false, request, unsaid));
        }
        addMounts(out, notes);
        noteVm(vm, notes);
        vms.push_back(std::move(out));
    }
    return vms;
}

} // namespace hydra
