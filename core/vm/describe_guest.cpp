// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "vm/describe_plan.h"

#include "vm/qemu/choices.h"

#include <QJsonArray>

namespace hydra {
namespace {

struct Share {
    QString host, guest, tag, type;
    bool readOnly = false;
};

QString defaultType(const VmSpec &vm)
{
    return vm.backend == BackendKind::Krunkit ? QStringLiteral("virtiofs") : QStringLiteral("9p");
}

QString typeOf(const ShareSpec &share, const VmSpec &vm)
{
    switch (share.type) {
    case ShareType::NineP:
        return QStringLiteral("9p");
    case ShareType::Virtiofs:
        return QStringLiteral("virtiofs");
    case ShareType::Auto:
        break;
    }
    return defaultType(vm);
}

constexpr const char *kubeletDirs[] = {"/var/lib/kubelet", "/var/log/pods"};

/// Tags as upstream gives them: host0 and host1 for the kubelet, host100 and on for the others.
std::vector<Share> shares(const VmSpec &vm)
{
    std::vector<Share> all;
    if (vm.kubeletShares == KubeletShares::Local) {
        for (std::size_t i = 0; i < std::size(kubeletDirs); ++i) {
            const QString dir = QLatin1String(kubeletDirs[i]);
            all.push_back({vm.kubeletPrefix + dir, dir, QStringLiteral("host%1").arg(i),
                           defaultType(vm), false});
        }
    }
    for (std::size_t i = 0; i < vm.shares.size(); ++i) {
        const ShareSpec &share = vm.shares[i];
        const QString tag = share.tag.isEmpty() ? QStringLiteral("host%1").arg(100 + i) : share.tag;
        all.push_back({share.host, share.guest, tag, typeOf(share, vm), share.readOnly});
    }
    return all;
}

QJsonObject mount(const QString &source, const QString &target, const QString &type, const char *over)
{
    return {{QStringLiteral("source"), source},
            {QStringLiteral("target"), target},
            {QStringLiteral("type"), type},
            {QStringLiteral("over"), QLatin1String(over)}};
}

QJsonArray mounts(const VmSpec &vm)
{
    QJsonArray result;
    if (vm.kubeletShares == KubeletShares::Tcp) {
        const QString gateway = fullUserNetwork(vm.userNetwork).gateway;
        for (const char *dir : kubeletDirs)
            result.append(mount(gateway, QLatin1String(dir), QStringLiteral("9p"), "tcp"));
    }
    for (const Share &share : shares(vm))
        result.append(mount(share.tag, share.guest, share.type, "device"));
    return result;
}

QStringList packages(const VmSpec &vm, const HostFacts &host, bool containerdInImage)
{
    QStringList names;
    if (vm.sharedMemory.type == SharedMemoryType::Nvdimm)
        names << QStringLiteral("ndctl");
    if (vm.containerd && !containerdInImage)
        names << QStringLiteral("containerd");
    if (vm.encryptedImages)
        names << QStringLiteral("imgcrypt");
    if (vm.diod)
        names << QStringLiteral("diod");
    names += vm.packages;
    if (!vm.kernelPackage.isEmpty())
        names << vm.kernelPackage;
    else if (!vm.kernelVersion.isEmpty())
        names << QStringLiteral("linux-image-%1-%2")
                     .arg(vm.kernelVersion,
                          isArm(host) ? QStringLiteral("arm64") : QStringLiteral("amd64"));
    names.removeDuplicates();
    return names;
}

struct Network {
    QString address, gateway;
    QStringList dns;
};

Network network(const LabSpec &lab, const VmSpec &vm)
{
    if (lab.network.mode != NetworkMode::User && !vm.ip.isEmpty()) {
        const QString mask = lab.network.subnet.section(u'/', 1);
        return {vm.ip + u'/' + (mask.isEmpty() ? QStringLiteral("24") : mask), lab.network.gateway,
                lab.network.dns};
    }
    const UserNetworkSpec net = fullUserNetwork(vm.userNetwork);
    return {net.address + QStringLiteral("/24"), net.gateway, {net.dns}};
}

} // namespace

QJsonArray describeShares(const VmSpec &vm)
{
    QJsonArray result;
    for (const Share &share : shares(vm)) {
        result.append(QJsonObject{{QStringLiteral("host"), share.host},
                                  {QStringLiteral("guest"), share.guest},
                                  {QStringLiteral("tag"), share.tag},
                                  {QStringLiteral("type"), share.type},
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
    const QStringList keys = known.authorizedKeys.isEmpty() ? vm.sshAuthorizedKeys
                                                            : known.authorizedKeys;
    return {{QStringLiteral("hostname"), vm.hostname.isEmpty() ? vm.name : vm.hostname},
            {QStringLiteral("username"), vm.username},
            {QStringLiteral("password_hash"), orNull(known.passwordHash)},
            {QStringLiteral("ssh_authorized_keys"), QJsonArray::fromStringList(keys)},
            {QStringLiteral("packages"),
             QJsonArray::fromStringList(packages(vm, host, known.containerdInImage))},
            {QStringLiteral("debs"), QJsonArray::fromStringList(vm.debs)},
            {QStringLiteral("mounts"), mounts(vm)},
            {QStringLiteral("address"), net.address},
            {QStringLiteral("gateway"), net.gateway},
            {QStringLiteral("dns"), QJsonArray::fromStringList(net.dns)},
            {QStringLiteral("reboot_after_install"), vm.rebootAfterInstall},
            {QStringLiteral("k3s"), !vm.k3s.isEmpty()},
            {QStringLiteral("k3s_version"), orNull(vm.k3s)},
            {QStringLiteral("csi_proxy_url"), orNull(vm.csiProxyUrl)}};
}

} // namespace hydra
