// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/units.h"

#include <QString>
#include <QStringList>

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

/// What the user wants, as plain values: the lab file, version 1, after `common` was merged into
/// every VM and every default was filled in. Nothing here depends on this host.
namespace hydra {

enum class NetworkMode { User, Lab, Bridge };
enum class NetworkHelper { Auto, Gvproxy };
enum class Role { Plain, Host, Isolated };
enum class BackendKind { Auto, Qemu, Krunkit };
enum class Accelerator { Auto, Kvm, Hvf, Tcg };
enum class BootMode { Image, Kernel };
enum class Protocol { Tcp, Udp };
enum class ShareType { Auto, NineP, Virtiofs };
enum class KubeletShares { Off, Local, Tcp };
enum class SharedMemoryType { None, Nvdimm, Ivshmem };

/// The subnet of a lab's network whose file names none; apart from the user networks' 10.0.2.
inline const QString everyLabsSubnet = QStringLiteral("10.77.0.0/24");

/// The segment that the lab's VMs share; vm/lab_network.h says what empty fields stand for.
struct NetworkSpec {
    QString name;
    QString subnet;  ///< CIDR
    QString gateway; ///< address
    QStringList dns;
    NetworkMode mode = NetworkMode::User; ///< the file's default: Lab when a subnet is given
    int mtu = 1500;                       ///< bytes, 576 to 65520
    QString domain = QStringLiteral("lab");
    NetworkHelper helper = NetworkHelper::Auto; ///< what carries a krunkit VM's user network

    /// The mode where the file does not say it.
    [[nodiscard]] NetworkMode usualMode() const
    {
        return subnet.isEmpty() ? NetworkMode::User : NetworkMode::Lab;
    }
    bool operator==(const NetworkSpec &) const = default;
};

/// What a VM on the lab's network may reach outside of it.
struct EgressSpec {
    enum class Kind { Open, None, Allow };
    Kind kind = Kind::Open;
    QStringList allow; ///< only for Allow: NAME, CIDR, NAME:PORT, CIDR:PORT, CIDR:PORT/udp
    bool operator==(const EgressSpec &) const = default;
};

/// The VMs of its lab that a VM may reach; both sides must agree.
struct PeersSpec {
    enum class Kind { All, None, Only };
    Kind kind = Kind::All;
    QStringList only; ///< only for Only: names
    bool operator==(const PeersSpec &) const = default;
};

/// How a VM's link to the lab's network behaves, in each of its directions.
struct LinkSpec {
    std::chrono::microseconds delay{0};
    std::chrono::microseconds jitter{0}; ///< a delay is longer or shorter by up to so much
    double loss = 0;                     ///< of 1
    std::uint64_t rate = 0;              ///< bits per second; 0: as fast as it goes
    bool down = false;
    bool operator==(const LinkSpec &) const = default;
};

struct DiskSpec {
    QString name;
    MemorySize size;
    bool operator==(const DiskSpec &) const = default;
};

struct KernelSpec {
    QString kernel; ///< path; relative ones are relative to the lab file
    QString initrd;
    QString cmdline; ///< appended to the program's own
    QString dataDisk;
    QString artifactUrl;
    QString artifactDir;
    bool operator==(const KernelSpec &) const = default;
};

struct FirmwareSpec {
    enum class Kind { Auto, None, Files };
    Kind kind = Kind::Auto;
    QString code; ///< only for Files
    QString vars; ///< template; copied per VM
    bool operator==(const FirmwareSpec &) const = default;
};

/// Slirp's network; empty fields derive from the prefix: .15, .2, .3.
struct UserNetworkSpec {
    QString prefix = QStringLiteral("10.0.2"); ///< first three octets of a /24
    QString address;
    QString gateway;
    QString dns;
    QStringList resolvers; ///< further name servers for the guest, asked after `dns`
    QStringList search;    ///< domains in which the guest looks for names without a dot

    /// The same with every address filled in.
    [[nodiscard]] UserNetworkSpec full() const
    {
        const auto filled = [this](const QString &address, const char *last) {
            return address.isEmpty() ? prefix + u'.' + QLatin1String(last) : address;
        };
        UserNetworkSpec network = *this;
        network.address = filled(address, "15");
        network.gateway = filled(gateway, "2");
        network.dns = filled(dns, "3");
        return network;
    }
    bool operator==(const UserNetworkSpec &) const = default;
};

/// A host port of a well-known guest service.
struct PortSpec {
    enum class Kind { Auto, Off, Fixed };
    Kind kind = Kind::Auto;
    std::uint16_t port = 0; ///< only for Fixed
    bool operator==(const PortSpec &) const = default;
};

struct ExtraPortSpec {
    QString name;
    QString bind; ///< empty: the VM's bind
    Protocol protocol = Protocol::Tcp;
    std::uint16_t host = 0;
    std::uint16_t guest = 0;
    std::uint16_t count = 1; ///< of a range: HOST, HOST + 1... lead to GUEST, GUEST + 1...
    bool operator==(const ExtraPortSpec &) const = default;
};

struct PortsSpec {
    PortSpec ssh;        ///< guest 22
    PortSpec containerd; ///< guest 35000
    PortSpec streaming;  ///< guest 35002
    PortSpec rimd;       ///< guest 35001, only used for boot: kernel
    PortSpec diod;       ///< guest 564, only used with diod
    std::vector<ExtraPortSpec> extra;
    bool operator==(const PortsSpec &) const = default;
};

inline constexpr std::uint16_t guestSshPort = 22;
inline constexpr std::uint16_t guestContainerdPort = 35000;
inline constexpr std::uint16_t guestRimdPort = 35001;
inline constexpr std::uint16_t guestStreamingPort = 35002;
inline constexpr std::uint16_t guestDiodPort = 564;

struct ShareSpec {
    QString host;
    QString guest;
    QString tag;
    bool readOnly = false;
    ShareType type = ShareType::Auto;
    bool operator==(const ShareSpec &) const = default;
};

/// The host that stands for every registry without an entry of its own, as in containerd.
inline const QString everyRegistry = QStringLiteral("_default");

/// How containerd reaches a registry; guest/registry_files.h turns this into containerd's files.
struct RegistrySpec {
    QString host; ///< as images name it, such as docker.io or registry.local:5000; everyRegistry
    QStringList mirrors;   ///< URLs to try before HOST itself
    QString username;      ///< empty: anonymous access
    QString password;      ///< handled like the VM's password
    bool insecure = false; ///< skips certificate checks; HOST itself may speak plain HTTP
    bool operator==(const RegistrySpec &) const = default;
};

struct GpuSpec {
    MemorySize vram;
    bool operator==(const GpuSpec &) const = default;
};

struct VsockSpec {
    enum class Kind { Off, Auto, Fixed };
    Kind kind = Kind::Off;
    std::uint32_t cid = 0; ///< only for Fixed; 3 or more
    bool operator==(const VsockSpec &) const = default;
};

struct SharedMemorySpec {
    SharedMemoryType type = SharedMemoryType::None;
    MemorySize size = MemorySize::gib(1);
    QString path;
    bool operator==(const SharedMemorySpec &) const = default;
};

struct KrunkitSpec {
    std::uint16_t restPort = 0; ///< 0: a unix socket
    int logLevel = 3;           ///< 0 to 5
    bool operator==(const KrunkitSpec &) const = default;
};

struct RimdSpec {
    QString artifactUrl;
    QString artifactDir;
    QString artifactFilename;
    QString kernelFilename;
    QString kernelVersion;
    QString imageFilename;
    QString filesystemFilename;
    bool operator==(const RimdSpec &) const = default;
};

/// `host_loopback` where the file does not say it.
[[nodiscard]] constexpr bool usualHostLoopback(Role role)
{
    return role != Role::Isolated;
}

struct VmSpec {
    QString name;
    QString hostname; ///< default: name; may be a full one, with its domain
    Role role = Role::Plain;
    QStringList after; ///< names of VMs of the same lab that must be up first

    BackendKind backend = BackendKind::Auto;
    Accelerator accelerator = Accelerator::Auto;
    QString machine;  ///< empty: q35 on x86-64, virt on arm64
    QString cpuModel; ///< empty: host with KVM or HVF, max with TCG
    int cpu = 2;
    MemorySize memory = MemorySize::gib(2);
    MemorySize diskSize; ///< zero: the image's own size
    std::vector<DiskSpec> disks;

    QString image = QStringLiteral("debian-13");
    QString imageSourceUrl;
    QString imageSha512;
    BootMode boot = BootMode::Image;
    KernelSpec kernel;
    FirmwareSpec firmware;

    QString ip;
    QString mac; ///< lower case; empty: derived from lab and VM name
    EgressSpec egress;
    bool hostLoopback = true; ///< the file's default: usualHostLoopback
    PeersSpec peers;
    LinkSpec link;
    UserNetworkSpec userNetwork;
    QString bind = QStringLiteral("127.0.0.1");
    PortsSpec ports;

    QString username = QStringLiteral("hydra");
    QString password; ///< never logged, never in an argument list
    QString passwordHash;
    QString salt;
    QStringList sshAuthorizedKeys;

    std::vector<ShareSpec> shares;
    KubeletShares kubeletShares = KubeletShares::Off;
    QString kubeletPrefix;
    bool containerd = true;
    QString csiProxyUrl;
    bool encryptedImages = false;
    std::vector<RegistrySpec> registries;
    QString k3s; ///< version; empty: off
    bool diod = false;

    QStringList packages;
    QStringList debs; ///< URLs
    QString kernelVersion;
    QString kernelPackage;
    bool rebootAfterInstall = false;
    /// The user's cloud-config mapping as YAML text, or a text for cloud-init that is none
    /// (isUserDataPart); empty: none.
    QString userData;

    std::optional<GpuSpec> gpu;
    VsockSpec vsock;
    SharedMemorySpec sharedMemory;
    KrunkitSpec krunkit;
    std::optional<RimdSpec> rimd;

    bool autostart = false;
    bool protect = false;
    QStringList qemuArgs;

    bool operator==(const VmSpec &) const = default;
};

struct LabSpec {
    int version = 1;
    QString name;
    NetworkSpec network;
    std::vector<VmSpec> vms; ///< in file order; never empty after reading

    [[nodiscard]] QStringList vmNames() const
    {
        QStringList names;
        for (const VmSpec &vm : vms)
            names << vm.name;
        return names;
    }
    [[nodiscard]] const VmSpec *vm(const QString &vmName) const
    {
        for (const VmSpec &spec : vms) {
            if (spec.name == vmName)
                return &spec;
        }
        return nullptr;
    }
    bool operator==(const LabSpec &) const = default;
};

} // namespace hydra
