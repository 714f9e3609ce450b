// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/guest/guest_setup.h"

namespace hydra {
namespace {

constexpr auto kCrismuxVersion = "v1.2.2";

} // namespace

QStringList chosenPackages(const VmSpec &vm)
{
    QStringList names;
    if (vm.sharedMemory.type == SharedMemoryType::Nvdimm)
        names << QStringLiteral("ndctl");
    if (vm.diod)
        names << QStringLiteral("diod");
    names += vm.packages;
    if (!vm.kernelPackage.isEmpty())
        names << vm.kernelPackage;
    names.removeDuplicates();
    return names;
}

QStringList neededPackages(const SeedInput &input)
{
    QStringList names;
    if (input.vm.containerd && !input.containerdInImage)
        names = input.system.runtimePackages;
    names += chosenPackages(input.vm);
    names.removeDuplicates();
    return names;
}

std::vector<SetupStep> packageSteps(const SeedInput &input)
{
    std::vector<SetupStep> steps;
    const QStringList names = neededPackages(input);
    const QString kernel = versionedKernel(input.vm, input.system, input.debianArch);
    // install-kernel calls the first script, too.
    if (!names.isEmpty() || !kernel.isEmpty())
        steps.push_back({QStringLiteral("install-packages"), names});
    if (!kernel.isEmpty())
        steps.push_back({QStringLiteral("install-kernel"), {kernel}});
    return steps;
}

std::vector<SetupStep> setupSteps(const SeedInput &input)
{
    const VmSpec &vm = input.vm;
    std::vector<SetupStep> steps;
    if (vm.diod || !vm.k3s.isEmpty())
        steps.push_back({QStringLiteral("guard-host"), {vm.userNetwork.full().gateway}});
    if (!vm.debs.isEmpty())
        steps.push_back({QStringLiteral("install-debs"), vm.debs});
    if (vm.sharedMemory.type == SharedMemoryType::Nvdimm)
        steps.push_back({QStringLiteral("make-namespace"), {}});
    if (vm.containerd && vm.encryptedImages)
        steps.push_back({QStringLiteral("decrypt-images"), {}});
    if (vm.containerd && !vm.csiProxyUrl.isEmpty())
        steps.push_back({QStringLiteral("use-csi-proxy"), {vm.csiProxyUrl}});
    if (!vm.k3s.isEmpty())
        steps.push_back({QStringLiteral("install-k3s"), {vm.k3s}});
    if (!vm.k3s.isEmpty() && vm.role == Role::Host)
        steps.push_back({QStringLiteral("install-crismux"),
                         {QLatin1String(kCrismuxVersion), vm.userNetwork.full().gateway,
                          QString::number(input.nellyPort)}});
    return steps;
}

QString setupScriptPath(const QString &script)
{
    return QStringLiteral("/usr/local/lib/hydra/") + script;
}

bool asksForWork(const SeedInput &input)
{
    return !neededPackages(input).isEmpty() || !packageSteps(input).empty() ||
           !setupSteps(input).empty() || !input.vm.userData.trimmed().isEmpty();
}

// systemd takes every serial line for a vt220. Who looks at ours has an xterm, which programs ask
// for its colours only under that name: under the other, vim assumes a light background.
GuestFile terminalFile()
{
    return {QStringLiteral("/etc/profile.d/hydra-terminal.sh"),
            "if [ \"$TERM\" = vt220 ] && [ -z \"$SSH_CONNECTION\" ]; then\n"
            "    TERM=xterm-256color\n"
            "fi\n",
            {},
            0644};
}

// Blanks separate the fields of fstab(5), so those within a field are escaped.
QString fstabField(const QString &text)
{
    QString field = text;
    return field.replace(u'\\', QStringLiteral("\\134"))
        .replace(u' ', QStringLiteral("\\040"))
        .replace(u'\t', QStringLiteral("\\011"));
}

std::vector<GuestFile> setupFiles(const VmSpec &vm, const GuestSystem &system)
{
    std::vector<GuestFile> files;
    if (vm.containerd && vm.kubeletShares != KubeletShares::Off &&
        system.init == InitSystem::Systemd)
        files.push_back(
            {QStringLiteral("/etc/systemd/system/containerd.service.d/hydra-kubelet.conf"),
             "[Unit]\nAfter=var-lib-kubelet.mount var-log-pods.mount var-lib-kubelet.automount "
             "var-log-pods.automount\n",
             {},
             0644});
    // The isolated environment's requests arrive from the gateway's address; the script guard-host
    // rejects everybody else's.
    if (vm.diod)
        files.push_back({QStringLiteral("/etc/diod.conf"),
                         "listen = { \"0.0.0.0:564\" }\nauth_required = 0\nexports = { "
                         "\"/var/lib/kubelet\", \"/var/log/pods\" }\n",
                         {},
                         0644});
    return files;
}

} // namespace hydra
