// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/upstream/upstream_table.h"

#include "core/upstream/upstream_keys.h"
#include "core/upstream/upstream_own.h"

namespace hydra {
namespace {

using namespace upstream;
using enum UpstreamKind;
using Host = UpstreamHost;

/// TEXT if NEEDED; else empty.
QString when(bool needed, const char *text)
{
    return needed ? QString::fromLatin1(text) : QString();
}

bool needsRimd(const VmSpec &vm)
{
    return vm.boot == BootMode::Kernel || vm.encryptedImages;
}

template <const char *text> QString rimdDefault(const VmSpec &vm, const Host &)
{
    return when(needsRimd(vm), text);
}

constexpr char rimdUrl[] = "https://gitlab.arm.com/api/v4/projects/10711/packages/generic/"
                           "rimdworkspace/Q2_2026_1/rimdworkspace.tar.gz";
constexpr char rimdDir[] = "rimdworkspace_Q2_2026_1";
constexpr char rimdFile[] = "rimdworkspace.tar.gz";
constexpr char rimdKernel[] = "Image.gz";
constexpr char rimdVersion[] = "-6.16";
constexpr char rimdImage[] = "initramfs.linux_arm64.cpio";
constexpr char rimdFiles[] = "something.qcow2";

QString imageDefault(const VmSpec &vm, const Host &host)
{
    return vm.boot == BootMode::Kernel
               ? QString()
               : QStringLiteral("debian-13-generic-%1-20250814-2204.qcow2").arg(host.arch);
}

QString imageUrlDefault(const VmSpec &vm, const Host &)
{
    return when(vm.boot == BootMode::Image,
                "https://cloud.debian.org/images/cloud/trixie/20250814-2204");
}

QString restPortDefault(const VmSpec &vm, const Host &)
{
    return when(vm.backend == BackendKind::Krunkit, "61800");
}

QString containerdPortDefault(const VmSpec &vm, const Host &)
{
    return when(vm.containerd, "35000");
}

QString diodPortDefault(const VmSpec &vm, const Host &)
{
    return when(vm.diod, "30564");
}

QString rimdPortDefault(const VmSpec &vm, const Host &)
{
    return when(vm.boot == BootMode::Kernel, "35001");
}

QString k3sDefault(const VmSpec &vm, const Host &)
{
    return when(vm.diod, "v1.32.6+k3s1");
}

QString vramDefault(const VmSpec &vm, const Host &)
{
    return when(vm.gpu.has_value(), "4");
}

QString kubeletDefault(const VmSpec &vm, const Host &host)
{
    return when(host.os != Host::Os::Linux && vm.kubeletShares == KubeletShares::Local,
                "./k3s-var");
}

/// Reads a variable that sets KEY only on hosts of kind OS, and only if variable PRIOR is not set.
template <const char *key, const char *prior, Host::Os os>
Trouble readForHost(EnvReading &reading, const QString &value)
{
    if (reading.host.os != os)
        return QStringLiteral("is for hosts of another kind");
    if (reading.isSet(prior))
        return QStringLiteral("has no effect with %1").arg(QLatin1String(prior));
    return setVmKey(reading.vm, QLatin1String(key), value);
}

constexpr char cpu[] = "cpu";
constexpr char memory[] = "memory";
constexpr char kubelet[] = "kubelet_prefix";
constexpr char kvmCpu[] = "KVM_CPU";
constexpr char kvmMemory[] = "KVM_MEMORY";
constexpr char k3sVar[] = "DIR_K3S_VAR";

constexpr UpstreamVariable table[] = {
    {"DEBUG", Ignored, "hydractl --verbose says more", "0"},
    {"DRY_RUN_ONLY", Ignored, "`hydractl plan` shows what would be run", "0"},
    {"KVM_DAEMONIZE", Ignored, "VMs always run in the background", "0"},
    {"RUN_BARE_KERNEL", Own, "boot", "0", nullptr, readBareKernel, writeBareKernel},
    {"ENABLE_KRUNKIT", Own, "backend", "0", nullptr, readKrunkit, writeKrunkit},
    {"KRUNKIT_HTTP_PORT", Number, "krunkit.rest_port", "", restPortDefault},
    {"GVPROXY_HTTP_PORT", Ignored, "upstream's script does not use it either", "61801"},
    {"DEFAULT_NETWORK_PREFIX", Text, "user_network.prefix", "10.0.2"},
    {"DEFAULT_DEVICE_IP", Text, "user_network.address"},
    {"DEFAULT_GATEWAY_IP", Text, "user_network.gateway"},
    {"DEFAULT_DNS_IP", Text, "user_network.dns"},
    {"ADDITIONAL_KERNEL_COMMANDLINE", Text, "kernel.cmdline"},
    {"DISABLE_9P_KUBELET_MOUNTS", Own, "kubelet_shares", "0", nullptr, readNoKubelet,
     writeNoKubelet},
    {"EXTERNAL_9P_KUBELET_MOUNTS", Own, "kubelet_shares", "0", nullptr, readExternalKubelet,
     writeExternalKubelet},
    {"ADDITIONAL_9P_MOUNTS", Own, "shares", "", nullptr, readMounts, writeMounts},
    {"DIR_K3S_VAR", Text, "kubelet_prefix", "", kubeletDefault},
    {"DEFAULT_DIR_K3S_VAR_DARWIN", Own, "kubelet_prefix", "", nullptr,
     readForHost<kubelet, k3sVar, Host::Os::MacOs>},
    {"DEFAULT_DIR_K3S_VAR_LINUX_NON_ROOT", Ignored,
     "kubelet shares are taken as root has them; write kubelet_prefix for others"},
    {"DEFAULT_DIR_K3S_VAR_LINUX_ROOT", Own, "kubelet_prefix", "", nullptr,
     readForHost<kubelet, k3sVar, Host::Os::Linux>},
    {"DEFAULT_DIR_K3S_VAR_OTHER", Own, "kubelet_prefix", "", nullptr,
     readForHost<kubelet, k3sVar, Host::Os::Other>},
    {"DISABLE_CONTAINERD_CSI_PROXY", NotFlag, "containerd", "0"},
    {"DEFAULT_CSI_GRPC_PROXY_URL", Text, "csi_proxy_url"},
    {"ENABLE_CONTAINERD_RIMD_PROXY", Flag, "encrypted_images", "0"},
    {"ENABLE_K3S_DIOD", Own, "k3s", "0", nullptr, readK3sDiod, writeK3sDiod},
    {"K3S_VERSION_INSTALL", Own, "k3s", "", k3sDefault, readK3sVersion, writeK3sVersion},
    {"ENABLE_VIRTIO_GPU", Own, "gpu", "0", nullptr, readGpu, writeGpu},
    {"DEFAULT_VIRTIO_GPU_VRAM", Own, "gpu.vram", "", vramDefault, readVram, writeVram},
    {"ENABLE_VSOCK_LINUX", Own, "vsock", "0", nullptr, readVsock, writeVsock},
    {"SHMEM_TYPE", Text, "shared_memory.type", "none"},
    {"KVM_SHMEM_SIZE", Gib, "shared_memory.size", "1"},
    {"DEFAULT_KVM_SHMEM_PATH", Text, "shared_memory.path"},
    {"COPY_IMAGE_BACKUP", Ignored, "images are never written to; VMs have layers above them", "0"},
    {"ALWAYS_REUSE_DISK_IMAGE", Ignored, "`hydractl up` has --keep-disk and --fresh-disk", "0"},
    {"ENABLE_REBOOT_AFTER_INSTALLATION", Flag, "reboot_after_install", "0"},
    {"INSTALL_ADDITIONAL_DEBS", Own, "debs", "", nullptr, readDebs, writeDebs},
    {"DEFAULT_KERNEL_VERSION", Text, "kernel_version"},
    {"KERNEL_VERSION", Text, "kernel_package"},
    {"DEFAULT_IMAGE", Own, "image", "", imageDefault, nullptr, writeImage},
    {"DEFAULT_IMAGE_SOURCE_URL", Own, "image_source_url", "", imageUrlDefault, nullptr,
     writeImageUrl},
    {"DEFAULT_DIR_IMAGE", Ignored, "each VM's disks lie in its own state directory", "", nullptr,
     nullptr, writeImageDir},
    {"DEFAULT_DIR_TMP_SOCKET", Ignored, "sockets have a directory of their own"},
    {"PIDFILE", Ignored, "`hydractl status` names the processes"},
    {"VM_USERNAME", Text, "username", "hailhydra"},
    {"VM_PASSWORD_ENCRYPTED", Own, "password_hash", "", nullptr, readPasswordHash,
     writePasswordHash},
    {"VM_PASSWORD", Own, "password", "hailhydra", nullptr, readPassword, writePassword},
    {"VM_SALT", Own, "salt", "123456", nullptr, readSalt, writeSalt},
    {"VM_HOSTNAME", Own, "hostname", "hydravm", nullptr, nullptr, writeHostname},
    {"VM_SSH_AUTHORIZED_KEY", Own, "ssh_authorized_keys", "", nullptr, readSshKey, writeSshKey},
    {"VM_SSH_KEY_FILENAME", Ignored,
     "files are not read; put its text under ssh_authorized_keys, or use the lab's own key"},
    {"KVM_CPU", Number, "cpu", "2"},
    {"KVM_MEMORY", Gib, "memory", "8"},
    {"DEFAULT_KVM_DARWIN_CPU", Own, "cpu", "", nullptr, readForHost<cpu, kvmCpu, Host::Os::MacOs>},
    {"DEFAULT_KVM_DARWIN_MEMORY", Own, "memory", "", nullptr,
     readForHost<memory, kvmMemory, Host::Os::MacOs>},
    {"DEFAULT_KVM_LINUX_CPU", Own, "cpu", "", nullptr, readForHost<cpu, kvmCpu, Host::Os::Linux>},
    {"DEFAULT_KVM_LINUX_MEMORY", Own, "memory", "", nullptr,
     readForHost<memory, kvmMemory, Host::Os::Linux>},
    {"DEFAULT_KVM_UNKNOWN_CPU", Own, "cpu", "", nullptr, readForHost<cpu, kvmCpu, Host::Os::Other>},
    {"DEFAULT_KVM_UNKNOWN_MEMORY", Own, "memory", "", nullptr,
     readForHost<memory, kvmMemory, Host::Os::Other>},
    {"DEFAULT_KVM_DISK_SIZE", Gib, "disk_size", "3"},
    {"KVM_CPU_TYPE", Text, "cpu_model"},
    {"KVM_MACHINE_TYPE", Text, "machine"},
    {"KVM_BIOS", Own, "firmware", "", nullptr, readFirmware, writeFirmware},
    {"KVM_BIOS_VAR", Own, "firmware", "", nullptr, readFirmwareVars, writeFirmwareVars},
    {"DEFAULT_KVM_DARWIN_BIOS", Ignored,
     "firmware is found by itself; write firmware: {code, vars} for your own"},
    {"DEFAULT_KVM_DARWIN_BIOS_VAR", Ignored,
     "firmware is found by itself; write firmware: {code, vars} for your own"},
    {"DEFAULT_KVM_LINUX_v7_BIOS", Ignored,
     "firmware is found by itself; write firmware: {code, vars} for your own"},
    {"DEFAULT_KVM_LINUX_v7_BIOS_VAR", Ignored,
     "firmware is found by itself; write firmware: {code, vars} for your own"},
    {"DEFAULT_KVM_LINUX_v9_BIOS", Ignored,
     "firmware is found by itself; write firmware: {code, vars} for your own"},
    {"DEFAULT_KVM_LINUX_v9_BIOS_VAR", Ignored,
     "firmware is found by itself; write firmware: {code, vars} for your own"},
    {"KVM_NOGRAPHIC", Ignored, "VMs have no window of their own", "-nographic"},
    {"DEFAULT_KVM_HOST_SSHD_PORT", Port, "ports.ssh", "5555"},
    {"DEFAULT_KVM_HOST_CONTAINERD_PORT", Port, "ports.containerd", "", containerdPortDefault},
    {"DEFAULT_KVM_HOST_DIOD_PORT", Port, "ports.diod", "", diodPortDefault},
    {"DEFAULT_KVM_HOST_RIMD_PORT", Port, "ports.rimd", "", rimdPortDefault},
    {"DEFAULT_KVM_PORTS_REDIRECT", Own, "ports.extra", "", nullptr, readRedirects, writeRedirects},
    {"DEFAULT_RIMD_ARTIFACT_URL", Text, "rimd.artifact_url", "", rimdDefault<rimdUrl>},
    {"DEFAULT_RIMD_ARTIFACT_DIR", Text, "rimd.artifact_dir", "", rimdDefault<rimdDir>},
    {"DEFAULT_RIMD_ARTIFACT_FILENAME", Text, "rimd.artifact_filename", "", rimdDefault<rimdFile>},
    {"DEFAULT_RIMD_KERNEL_FILENAME", Text, "rimd.kernel_filename", "", rimdDefault<rimdKernel>},
    {"DEFAULT_RIMD_KERNEL_VERSION", Text, "rimd.kernel_version", "", rimdDefault<rimdVersion>},
    {"DEFAULT_RIMD_IMAGE_FILENAME", Text, "rimd.image_filename", "", rimdDefault<rimdImage>},
    {"DEFAULT_RIMD_FILESYSTEM_FILENAME", Text, "rimd.filesystem_filename", "",
     rimdDefault<rimdFiles>},
    {"RIMD_ARTIFACT_URL_TOKEN", Ignored,
     "credentials stay out of lab files; keep it in the environment"},
    {"RIMD_ARTIFACT_URL_USER", Ignored,
     "credentials stay out of lab files; keep it in the environment"},
    {"RIMD_ARTIFACT_URL_PASS", Ignored,
     "credentials stay out of lab files; keep it in the environment"},
    {"DEFAULT_GVPROXY", Ignored,
     "gvproxy is found in PATH, in the settings or beside this program"},
    {"KRUNKIT_REBOOTS", Ignored, "krunkit is started again until the guest is set up"},
};

} // namespace

QString UpstreamVariable::defaultFor(const VmSpec &vm, const UpstreamHost &host) const
{
    return fallbackOf != nullptr ? fallbackOf(vm, host) : QString::fromLatin1(fallback);
}

std::span<const UpstreamVariable> upstreamVariables()
{
    return table;
}

} // namespace hydra
