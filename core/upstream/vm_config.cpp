// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/upstream/vm_config.h"

#include "core/config/read_lab.h"
#include "core/config/write_lab.h"
#include "core/exchange/differences.h"
#include "core/exchange/import_lab.h"
#include "core/exchange/lab_copy.h"
#include "core/lab/load.h"
#include "core/upstream/upstream_keys.h"
#include "core/upstream/upstream_table.h"
#include "core/upstream/vm_config_fit.h"
#include "core/yaml/writer.h"

#include <algorithm>

namespace hydra {
namespace {

/// A string that yq and other YAML readers take as text.
YamlNode quoted(const QString &text)
{
    YamlNode node = plainNode(text);
    node.quoted = true;
    return node;
}

YamlNode portsNode(const PortsSpec &ports)
{
    YamlNode node = mapNode();
    for (const auto &[key, port] :
         {std::pair("ssh", ports.ssh), std::pair("containerd", ports.containerd),
          std::pair("rimd", ports.rimd)}) {
        if (port.kind == PortSpec::Kind::Fixed)
            addEntry(node, QLatin1String(key), plainNode(QString::number(port.port)));
    }
    return node;
}

YamlNode vmNode(const VmSpec &vm)
{
    YamlNode node = mapNode();
    addEntry(node, QStringLiteral("name"), quoted(vm.name));
    addEntry(node, QStringLiteral("hostname"),
             quoted(vm.hostname.isEmpty() ? vm.name : vm.hostname));
    for (const auto &[key, text] : {std::pair("ip", vm.ip), std::pair("mac", vm.mac)}) {
        if (!text.isEmpty())
            addEntry(node, QLatin1String(key), quoted(text));
    }
    addEntry(node, QStringLiteral("cpu"), plainNode(QString::number(vm.cpu)));
    addEntry(node, QStringLiteral("memory"), plainNode(wholeGib(vm.memory)));
    if (vm.diskSize != MemorySize())
        addEntry(node, QStringLiteral("disk_size"), plainNode(wholeGib(vm.diskSize)));
    if (YamlNode ports = portsNode(vm.ports); !ports.entries.empty())
        addEntry(node, QStringLiteral("ports"), std::move(ports));
    return node;
}

// All keys are written, because upstream's script reads a missing one as the text "null".
YamlNode commonNode(const VmSpec &first, bool withSecrets)
{
    YamlNode node = mapNode();
    addEntry(node, QStringLiteral("username"), quoted(first.username));
    addEntry(node, QStringLiteral("password"), quoted(withSecrets ? first.password : QString()));
    addEntry(node, QStringLiteral("salt"), quoted(withSecrets ? first.salt : QString()));
    addEntry(node, QStringLiteral("image"), quoted(first.image));
    addEntry(node, QStringLiteral("kernel_version"), quoted(first.kernelVersion));
    addEntry(node, QStringLiteral("image_source_url"), quoted(first.imageSourceUrl));
    return node;
}

YamlNode networkNode(const NetworkSpec &network)
{
    YamlNode node = mapNode();
    for (const auto &[key, text] :
         {std::pair("name", network.name), std::pair("subnet", network.subnet),
          std::pair("gateway", network.gateway)}) {
        if (!text.isEmpty())
            addEntry(node, QLatin1String(key), quoted(text));
    }
    YamlNode dns = sequenceNode();
    for (const QString &address : network.dns)
        append(dns, quoted(address));
    dns.flow = true;
    if (!dns.items.empty())
        addEntry(node, QStringLiteral("dns"), std::move(dns));
    return node;
}

QByteArray textOf(const ExportRequest &request)
{
    YamlNode root = mapNode();
    if (YamlNode network = networkNode(request.lab.network); !network.entries.empty())
        addEntry(root, QStringLiteral("network"), std::move(network));
    YamlNode vms = sequenceNode();
    for (const VmSpec *vm : request.chosen())
        append(vms, vmNode(*vm));
    addEntry(root, QStringLiteral("vms"), std::move(vms));
    addEntry(root, QStringLiteral("common"),
             commonNode(*request.chosen().front(), request.withSecrets));
    return "# " + request.lab.name.toUtf8() + " for upstream's start-multi-vm.sh\n" +
           writeBlockYaml(root).toUtf8();
}

const Reasons &vmConfigReasons()
{
    const auto oneForAll = QStringLiteral("vm-config.yaml has one for all VMs");
    static const Reasons all{
        {QStringLiteral("username"), oneForAll},
        {QStringLiteral("image"), oneForAll},
        {QStringLiteral("kernel_version"), oneForAll},
        {QStringLiteral("image_source_url"), oneForAll},
        {QStringLiteral("password"), QStringLiteral("--with-secrets keeps the first VM's")},
        {QStringLiteral("salt"), QStringLiteral("--with-secrets keeps the first VM's")},
        {QStringLiteral("memory"), QStringLiteral("whole GiB")},
        {QStringLiteral("disk_size"), QStringLiteral("whole GiB")},
        {QStringLiteral("network.mode"), QStringLiteral("upstream's script always makes a bridge")},
    };
    return all;
}

/// Behaviour of upstream's script that no key of its file can change.
QStringList scriptsOwnWays(const LabSpec &said, const ExportRequest &request)
{
    const auto vms = request.chosen();
    QStringList notes;
    if (said.vms.front().password.isEmpty())
        notes << QStringLiteral("upstream's script sets the password %1, which everybody knows, "
                                "where none is named")
                     .arg(upstreamPassword);
    if (said.vms.front().imageSourceUrl.isEmpty())
        notes << QStringLiteral(
            "upstream's script must find the image below image_source_url, which is not set");
    if (std::any_of(vms.begin(), vms.end(),
                    [](const VmSpec *vm) { return vm->kubeletShares != KubeletShares::Local; }))
        notes << QStringLiteral("upstream's script shares the kubelet's directories with every VM");
    notes << QStringLiteral(
        "upstream's script opens every port on all addresses of its machine, containerd's too");
    return notes;
}

} // namespace

Result<Imported> importVmConfig(const ImportRequest &request)
{
    const FittedConfig fitted = fitVmConfig(request.text);
    ImportRequest ours = request;
    ours.text = fitted.text;
    auto imported = importLabText(ours, QStringLiteral("the vm-config"));
    if (!imported)
        return imported;
    imported->notes = fitted.notes + imported->notes;
    if (imported->lab.network.mode == NetworkMode::User && imported->lab.network != NetworkSpec())
        imported->notes << QStringLiteral(
            "network: each VM has a network of its own until network.mode says lab or bridge");
    imported->notes << QStringLiteral(
        "kubelet_shares: off; upstream's script shares the kubelet's directories with every VM, "
        "which `kubelet_shares: local` does");
    return imported;
}

Result<Exported> exportVmConfig(const ExportRequest &asked)
{
    Exported exported;
    const ExportRequest request = withoutWebLogins(asked, exported.notes);
    if (request.chosen().empty())
        return fail(ErrorCode::Invalid, QStringLiteral("has no VM to export"), request.lab.name);
    const QByteArray text = textOf(request);
    const auto said = readLab(text, request.lab.name + QStringLiteral(".yaml"));
    if (!said)
        return fail(toError(said.error(), QStringLiteral("the vm-config")));
    exported.notes << networkDifferences(request.lab.network, said->network, vmConfigReasons());
    for (const VmSpec *vm : request.chosen())
        exported.notes << vmDifferences(*vm, *said->vm(vm->name), vmConfigReasons());
    exported.notes << scriptsOwnWays(*said, request);
    exported.files.push_back({QStringLiteral("vm-config.yaml"), text, false, request.withSecrets});
    return exported;
}

} // namespace hydra
