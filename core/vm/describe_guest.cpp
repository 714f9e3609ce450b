// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/host/facts.h"
#include "core/vm/describe_plan.h"

#include "core/guest/guest_setup.h"
#include "core/guest/guest_system.h"
#include "core/vm/lab_network.h"
#include "core/vm/shares.h"

#include <QJsonArray>

namespace hydra {
namespace {

QJsonArray mounts(const VmSpec &vm, const HostFacts &host)
{
    QJsonArray result;
    for (const GuestMount &mount : guestMounts(vm, host, kDiodPort)) {
        const bool tcp = mount.options.contains(u"trans=tcp");
        result.append(QJsonObject{
            {QStringLiteral("source"), mount.source},
            {QStringLiteral("target"), mount.target},
            {QStringLiteral("type"), mount.type},
            {QStringLiteral("over"), tcp ? QStringLiteral("tcp") : QStringLiteral("device")}});
    }
    return result;
}

// In upstream's order: what an nvdimm needs, then the container runtime, then the rest.
QStringList packages(const VmSpec &vm, const HostFacts &host, bool containerdInImage)
{
    QStringList runtime;
    if (vm.containerd && !containerdInImage)
        runtime << QStringLiteral("containerd");
    if (vm.containerd && vm.encryptedImages)
        runtime << QStringLiteral("imgcrypt");
    QStringList chosen = chosenPackages(vm);
    chosen << versionedKernel(vm, guestSystemOfVm(vm), debianArch(host.arch));
    chosen.removeAll(QString());
    const qsizetype first = vm.sharedMemory.type == SharedMemoryType::Nvdimm ? 1 : 0;
    QStringList names = chosen.first(first) + runtime + chosen.sliced(first);
    names.removeDuplicates();
    return names;
}

struct Network {
    QString address, gateway;
    QStringList dns;
};

Network network(const LabSpec &lab, const VmSpec &vm)
{
    if (lab.network.mode == NetworkMode::Lab) {
        const LabNetwork net = labNetworkOf(lab);
        const LabAddress *own = net.of(vm.name);
        // The gateway answers questions for names, the VMs' own among them.
        return {net.withLength(own != nullptr ? own->ip : vm.ip), net.gateway, {net.gateway}};
    }
    if (lab.network.mode == NetworkMode::Bridge && !vm.ip.isEmpty()) {
        const QString mask = lab.network.subnet.section(u'/', 1);
        return {vm.ip + u'/' + (mask.isEmpty() ? QStringLiteral("24") : mask), lab.network.gateway,
                lab.network.dns};
    }
    const UserNetworkSpec net = vm.userNetwork.full();
    return {net.address + QStringLiteral("/24"), net.gateway, QStringList{net.dns} + net.resolvers};
}

} // namespace

QJsonArray describeShares(const VmSpec &vm, const HostFacts &host)
{
    QJsonArray result;
    for (const ChosenShare &share : chooseShares(vm, host).shares) {
        result.append(QJsonObject{{QStringLiteral("host"), share.host},
                                  {QStringLiteral("guest"), share.guest},
                                  {QStringLiteral("tag"), share.tag},
                                  {QStringLiteral("type"), toString(share.type)},
                                  {QStringLiteral("read_only"), share.readOnly}});
    }
    return result;
}

QJsonObject describeGuest(const LabSpec &lab, const VmSpec &vm, const HostFacts &host,
                          const DescribedVm &known)
{
    const Network net = network(lab, vm);
    const auto orNull = [](const QString &text) {
        return text.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(text);
    };
    const QStringList keys =
        known.authorizedKeys.isEmpty() ? vm.sshAuthorizedKeys : known.authorizedKeys;
    return {{QStringLiteral("hostname"), vm.hostname.isEmpty() ? vm.name : vm.hostname},
            {QStringLiteral("username"), vm.username},
            {QStringLiteral("password_hash"), orNull(known.passwordHash)},
            {QStringLiteral("ssh_authorized_keys"), QJsonArray::fromStringList(keys)},
            {QStringLiteral("packages"),
             QJsonArray::fromStringList(packages(vm, host, known.containerdInImage))},
            {QStringLiteral("debs"), QJsonArray::fromStringList(vm.debs)},
            {QStringLiteral("mounts"), mounts(vm, host)},
            {QStringLiteral("address"), net.address},
            {QStringLiteral("gateway"), net.gateway},
            {QStringLiteral("dns"), QJsonArray::fromStringList(net.dns)},
            {QStringLiteral("reboot_after_install"), vm.rebootAfterInstall},
            {QStringLiteral("k3s"), !vm.k3s.isEmpty()},
            {QStringLiteral("k3s_version"), orNull(vm.k3s)},
            {QStringLiteral("csi_proxy_url"), orNull(vm.csiProxyUrl)}};
}

} // namespace hydra
