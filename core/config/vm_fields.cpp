// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/config/vm_fields.h"

#include "core/config/special_codecs.h"

namespace hydra {
namespace {

using namespace codec;

constexpr std::array networkModeWords{Word<NetworkMode>{NetworkMode::User, "user"},
                                      Word<NetworkMode>{NetworkMode::Lab, "lab"},
                                      Word<NetworkMode>{NetworkMode::Bridge, "bridge"}};
constexpr std::array networkHelperWords{Word<NetworkHelper>{NetworkHelper::Auto, "auto"},
                                        Word<NetworkHelper>{NetworkHelper::Gvproxy, "gvproxy"}};
constexpr std::array roleWords{Word<Role>{Role::Plain, "plain"}, Word<Role>{Role::Host, "host"},
                               Word<Role>{Role::Isolated, "isolated"}};
constexpr std::array backendWords{Word<BackendKind>{BackendKind::Auto, "auto"},
                                  Word<BackendKind>{BackendKind::Qemu, "qemu"},
                                  Word<BackendKind>{BackendKind::Krunkit, "krunkit"}};
constexpr std::array acceleratorWords{
    Word<Accelerator>{Accelerator::Auto, "auto"}, Word<Accelerator>{Accelerator::Kvm, "kvm"},
    Word<Accelerator>{Accelerator::Hvf, "hvf"}, Word<Accelerator>{Accelerator::Tcg, "tcg"}};
constexpr std::array bootWords{Word<BootMode>{BootMode::Image, "image"},
                               Word<BootMode>{BootMode::Kernel, "kernel"}};
constexpr std::array kubeletWords{Word<KubeletShares>{KubeletShares::Off, "off"},
                                  Word<KubeletShares>{KubeletShares::Local, "local"},
                                  Word<KubeletShares>{KubeletShares::Tcp, "tcp"}};
constexpr std::array sharedMemoryWords{
    Word<SharedMemoryType>{SharedMemoryType::None, "none"},
    Word<SharedMemoryType>{SharedMemoryType::Nvdimm, "nvdimm"},
    Word<SharedMemoryType>{SharedMemoryType::Ivshmem, "ivshmem"}};

std::span<const Field<KernelSpec>> kernelFields()
{
    static constexpr std::array fields{
        field<&KernelSpec::kernel, Text<anyText>>("kernel"),
        field<&KernelSpec::initrd, Text<anyText>>("initrd"),
        field<&KernelSpec::cmdline, Text<anyText>>("cmdline"),
        field<&KernelSpec::dataDisk, Text<anyText>>("data_disk"),
        field<&KernelSpec::artifactUrl, Text<urlText>>("artifact_url"),
        field<&KernelSpec::artifactDir, Text<anyText>>("artifact_dir"),
    };
    return fields;
}

std::span<const Field<UserNetworkSpec>> userNetworkFields()
{
    static constexpr std::array fields{
        field<&UserNetworkSpec::prefix, RequiredText<prefixText>>("prefix"),
        field<&UserNetworkSpec::address, Text<addressText>>("address"),
        field<&UserNetworkSpec::gateway, Text<addressText>>("gateway"),
        field<&UserNetworkSpec::dns, Text<addressText>>("dns"),
        field<&UserNetworkSpec::resolvers, List<RequiredText<addressText>>>("resolvers"),
        field<&UserNetworkSpec::search, List<RequiredText<domainText>>>("search"),
    };
    return fields;
}

std::span<const Field<SharedMemorySpec>> sharedMemoryFields()
{
    static constexpr std::array fields{
        field<&SharedMemorySpec::type, Enum<sharedMemoryWords>>("type"),
        field<&SharedMemorySpec::size, Size<1, tebibyte>>("size"),
        field<&SharedMemorySpec::path, Text<anyText>>("path"),
    };
    return fields;
}

std::span<const Field<KrunkitSpec>> krunkitFields()
{
    static constexpr std::array fields{
        field<&KrunkitSpec::restPort, Integer<std::uint16_t, 0, 65535>>("rest_port"),
        field<&KrunkitSpec::logLevel, Integer<int, 0, 5>>("log_level"),
    };
    return fields;
}

constexpr std::array vmTable{
    field<&VmSpec::name, RequiredText<nameText>>("name"),
    field<&VmSpec::hostname, Text<hostnameText>>("hostname"),
    field<&VmSpec::role, Enum<roleWords>>("role"),
    field<&VmSpec::after, List<RequiredText<nameText>>>("after"),
    field<&VmSpec::backend, Enum<backendWords>>("backend"),
    field<&VmSpec::accelerator, Enum<acceleratorWords>>("accelerator"),
    field<&VmSpec::machine, Text<machineText>>("machine"),
    field<&VmSpec::cpuModel, Text<machineText>>("cpu_model"),
    field<&VmSpec::cpu, Integer<int, 1, 512>>("cpu"),
    field<&VmSpec::memory, Size<64, tebibyte>>("memory"),
    field<&VmSpec::diskSize, Size<1, 64 * tebibyte>>("disk_size"),
    field<&VmSpec::disks, List<Disk>>("disks"),
    field<&VmSpec::image, RequiredText<anyText>>("image"),
    field<&VmSpec::imageSourceUrl, Text<urlText>>("image_source_url"),
    field<&VmSpec::imageSha512, Text<sha512Text>>("image_sha512"),
    field<&VmSpec::boot, Enum<bootWords>>("boot"),
    field<&VmSpec::kernel, Map<KernelSpec, kernelFields>>("kernel"),
    field<&VmSpec::firmware, Firmware>("firmware"),
    field<&VmSpec::ip, Text<addressText>>("ip"),
    field<&VmSpec::mac, Text<macText>>("mac"),
    field<&VmSpec::egress, Egress>("egress"),
    field<&VmSpec::hostLoopback, Bool>("host_loopback"),
    field<&VmSpec::peers, Peers>("peers"),
    field<&VmSpec::link, Link>("link"),
    field<&VmSpec::userNetwork, Map<UserNetworkSpec, userNetworkFields>>("user_network"),
    field<&VmSpec::bind, RequiredText<bindText>>("bind"),
    field<&VmSpec::ports, Ports>("ports"),
    field<&VmSpec::username, RequiredText<usernameText>>("username"),
    field<&VmSpec::password, Text<passwordText>>("password"),
    field<&VmSpec::passwordHash, Text<passwordHashText>>("password_hash"),
    field<&VmSpec::salt, Text<saltText>>("salt"),
    field<&VmSpec::sshAuthorizedKeys, List<RequiredText<sshKeyText>>>("ssh_authorized_keys"),
    field<&VmSpec::shares, List<Share>>("shares"),
    field<&VmSpec::kubeletShares, Enum<kubeletWords>>("kubelet_shares"),
    field<&VmSpec::kubeletPrefix, Text<anyText>>("kubelet_prefix"),
    field<&VmSpec::containerd, Bool>("containerd"),
    field<&VmSpec::csiProxyUrl, Text<urlText>>("csi_proxy_url"),
    field<&VmSpec::encryptedImages, Bool>("encrypted_images"),
    field<&VmSpec::registries, List<Registry>>("registries"),
    field<&VmSpec::k3s, K3s>("k3s"),
    field<&VmSpec::diod, Bool>("diod"),
    field<&VmSpec::packages, List<RequiredText<packageText>>>("packages"),
    field<&VmSpec::debs, List<RequiredText<urlText>>>("debs"),
    field<&VmSpec::kernelVersion, Text<versionText>>("kernel_version"),
    field<&VmSpec::kernelPackage, Text<packageText>>("kernel_package"),
    field<&VmSpec::rebootAfterInstall, Bool>("reboot_after_install"),
    field<&VmSpec::userData, UserData>("user_data"),
    field<&VmSpec::gpu, Gpu>("gpu"),
    field<&VmSpec::vsock, Vsock>("vsock"),
    field<&VmSpec::sharedMemory, Map<SharedMemorySpec, sharedMemoryFields>>("shared_memory"),
    field<&VmSpec::krunkit, Map<KrunkitSpec, krunkitFields>>("krunkit"),
    field<&VmSpec::rimd, Rimd>("rimd"),
    field<&VmSpec::autostart, Bool>("autostart"),
    field<&VmSpec::protect, Bool>("protect"),
    field<&VmSpec::qemuArgs, List<FreeText<anyText>>>("qemu_args"),
};

constexpr std::array networkTable{
    field<&NetworkSpec::name, Text<portNameText>>("name"),
    field<&NetworkSpec::subnet, Text<subnetText>>("subnet"),
    field<&NetworkSpec::gateway, Text<addressText>>("gateway"),
    field<&NetworkSpec::dns, List<RequiredText<addressText>>>("dns"),
    field<&NetworkSpec::mode, Enum<networkModeWords>>("mode"),
    field<&NetworkSpec::mtu, Integer<int, 576, 65520>>("mtu"),
    field<&NetworkSpec::domain, RequiredText<labDomainText>>("domain"),
    field<&NetworkSpec::helper, Enum<networkHelperWords>>("helper"),
};

} // namespace

std::span<const Field<VmSpec>> vmFields()
{
    return vmTable;
}

QStringList vmKeyPaths()
{
    QStringList all;
    appendFieldPaths(QString(), vmFields(), all);
    return all;
}

std::span<const Field<NetworkSpec>> networkFields()
{
    return networkTable;
}

} // namespace hydra
