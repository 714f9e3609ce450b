// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/config/field_help.h"

#include <array>

namespace hydra {
namespace {

using S = FieldSection;
using K = FieldKind;
using E = FieldEffect;

constexpr int tebibyteInMib = 1 << 20; // in MiB
constexpr const char *anyPort = "1 to 65535, auto or off";
constexpr const char *portWords = "auto off";

constexpr auto entryOf(const char *path, S section, K kind, E effect, const char *label,
                       const char *help)
{
    return FieldHelp{path, section, kind, effect, label, help};
}

constexpr auto text(const char *path, S section, E effect, const char *label, const char *help,
                    const char *unset, unsigned look = 0)
{
    FieldHelp entry = entryOf(path, section, K::Text, effect, label, help);
    entry.unset = unset;
    entry.look = look;
    return entry;
}

constexpr auto choice(const char *path, S section, E effect, const char *label, const char *help,
                      const char *words, K kind = K::Choice)
{
    FieldHelp entry = entryOf(path, section, kind, effect, label, help);
    entry.words = words;
    return entry;
}

constexpr auto switchable(const char *path, S section, E effect, const char *label,
                          const char *help, const char *unset)
{
    FieldHelp entry = entryOf(path, section, K::Switch, effect, label, help);
    entry.unset = unset;
    return entry;
}

constexpr auto number(const char *path, S section, K kind, E effect, const char *label,
                      const char *help, const char *range, const char *unit, int least, int most,
                      const char *unset = "", unsigned look = 0)
{
    FieldHelp entry = entryOf(path, section, kind, effect, label, help);
    entry.range = range;
    entry.unit = unit;
    entry.least = least;
    entry.most = most;
    entry.unset = unset;
    entry.look = look;
    return entry;
}

constexpr auto port(const char *path, const char *label, const char *help)
{
    FieldHelp entry = choice(path, S::Network, E::Restart, label, help, portWords, K::WordOrText);
    entry.range = anyPort;
    entry.look = monoLook;
    return entry;
}

constexpr auto lines(const char *path, S section, E effect, const char *label, const char *help,
                     unsigned look = monoLook)
{
    FieldHelp entry = entryOf(path, section, K::Lines, effect, label, help);
    entry.look = look;
    return entry;
}

constexpr std::array helpTable{
    text(
        "name", S::General, E::FreshDisk, "Name",
        "Lower-case letters, digits and hyphens, at most 40. Under a new name it is a new machine.",
        "", monoLook),
    text("hostname", S::General, E::GuestSetup, "Host name", "What the guest calls itself.",
         "the VM's name", monoLook),
    choice("role", S::General, E::GuestSetup, "Role",
           "What it is in the lab: a host of isolated environments, an isolated one, or neither.",
           "plain host isolated"),
    lines("after", S::General, E::Restart, "Starts after",
          "Names of VMs of this lab that must be up first."),
    entryOf("autostart", S::General, K::Switch, E::None, "Start with the machine",
            "A service that starts labs starts this VM."),
    entryOf("protect", S::General, K::Switch, E::None, "Protect",
            "Refuse to delete it or to reset its disk."),

    number("cpu", S::Resources, K::Count, E::Restart, "CPU cores", "", "1 to 512", "cores", 1, 512,
           "", sliderLook),
    number("memory", S::Resources, K::Size, E::Restart, "Memory",
           "A number is GiB; 768MiB is fine, too.", "64 MiB to 1 TiB", "GiB", 64, tebibyteInMib, "",
           sliderLook),
    number("disk_size", S::Resources, K::Size, E::Restart, "Disk",
           "Grows only; the image itself is shared, not copied.", "1 MiB to 64 TiB", "GiB", 1,
           64 * tebibyteInMib, "the image's own size", sliderLook),
    entryOf("disks", S::Resources, K::Items, E::Restart, "Data disks",
            "Empty disks beside the system disk. One that is taken out keeps its file."),
    text("disks[].name", S::Resources, E::Restart, "Name",
         "Lower-case letters, digits and hyphens. Under a known name the old file comes back.", "",
         monoLook),
    number("disks[].size", S::Resources, K::Size, E::Restart, "Size", "Grows only.",
           "1 MiB to 64 TiB", "GiB", 1, 64 * tebibyteInMib),
    choice("accelerator", S::Resources, E::Restart, "Accelerator",
           "auto: KVM or HVF where it works, else software (TCG). Any other must work or the start "
           "fails.",
           "auto kvm hvf tcg"),

    text("image", S::Boot, E::FreshDisk, "Image",
         "A name in the store or catalogue, or a path to a disk image.", "", monoLook),
    text("image_source_url", S::Boot, E::FreshDisk, "Image source",
         "Where to download the image if the store lacks it.", "the catalogue's", monoLook),
    text("image_sha512", S::Boot, E::FreshDisk, "Image SHA-512",
         "128 hexadecimal digits; another image is refused.", "the catalogue's", monoLook),
    choice("boot", S::Boot, E::Restart, "Boot from",
           "image: the disk's own boot loader. kernel: the files below, without one.",
           "image kernel"),
    text("kernel.kernel", S::Boot, E::Restart, "Kernel",
         "A path; relative ones start at the lab file.", "none", monoLook),
    text("kernel.initrd", S::Boot, E::Restart, "Initial ramdisk",
         "A path; relative ones start at the lab file.", "none", monoLook),
    text("kernel.cmdline", S::Boot, E::Restart, "Kernel command line", "Appended to Hydra's own.",
         "ours alone", monoLook),
    text("kernel.data_disk", S::Boot, E::FreshDisk, "Kernel's disk",
         "An image the kernel gets as its disk: a name in the store or a path.", "none", monoLook),
    text("kernel.artifact_url", S::Boot, E::Restart, "Kernel archive",
         "Where to download an archive with kernel and ramdisk.", "none", monoLook),
    text("kernel.artifact_dir", S::Boot, E::Restart, "Kernel directory",
         "Where the archive's files are.", "none", monoLook),
    choice("firmware", S::Boot, E::Restart, "Firmware",
           "auto: UEFI where it is installed. none: the machine's own. Or files of yours.",
           "auto none", K::WordOrMap),
    text("firmware.code", S::Boot, E::Restart, "Firmware code", "The path of a UEFI code image.",
         "", monoLook),
    text("firmware.vars", S::Boot, E::Restart, "Firmware variables",
         "A template of UEFI variables, copied for the VM.", "none", monoLook),

    text("bind", S::Network, E::Restart, "Bind address",
         "The host address of all ports. 127.0.0.1: only this machine.", "", monoLook),
    port("ports.ssh", "SSH", "auto: chosen once and kept."),
    port("ports.containerd", "containerd", "The runtime's CRI; root for whoever reaches it."),
    port("ports.streaming", "Streaming", "exec, attach and port-forward of the runtime."),
    port("ports.rimd", "RIMD", "Only with boot: kernel."),
    port("ports.diod", "diod", "Only with diod on."),
    entryOf("ports.extra", S::Network, K::Items, E::Restart, "More ports",
            "Host ports that lead to a port of the guest."),
    number("ports.extra[].host", S::Network, K::Count, E::Restart, "Host port", "", "1 to 65535",
           "", 1, 65535, "", monoLook),
    number("ports.extra[].guest", S::Network, K::Count, E::Restart, "Guest port", "", "1 to 65535",
           "", 1, 65535, "", monoLook),
    text("ports.extra[].bind", S::Network, E::Restart, "Bind address",
         "The host address of this port.", "the VM's", monoLook),
    choice("ports.extra[].protocol", S::Network, E::Restart, "Protocol", "", "tcp udp"),
    text("ports.extra[].name", S::Network, E::Restart, "Name", "Letters, digits, dots, _ and -.",
         "none", monoLook),
    text("ip", S::Network, E::GuestSetup, "IP on the lab's network",
         "An IPv4 address of the network's subnet.", "one that is free, the same at each start",
         monoLook),
    text("mac", S::Network, E::GuestSetup, "MAC address", "Six pairs with an even first one.",
         "a stable one of its own", monoLook),
    choice("egress", S::Network, E::Restart, "Egress",
           "What it may reach beyond the lab. Only on the lab's network.", "open none",
           K::WordOrMap),
    lines("egress.allow", S::Network, E::Restart, "Allowed",
          "Names and IPv4 networks, with a port or not: deb.debian.org, 203.0.113.0/24:443, "
          "9.9.9.9:53/udp."),
    switchable("host_loopback", S::Network, E::Restart, "Host loopback",
               "What listens on this machine's 127.0.0.1, by the gateway's address. Only on the "
               "lab's network.",
               "on, but off for an isolated environment"),
    choice("peers", S::Network, E::Restart, "Peers",
           "The VMs of its lab that it may reach, if they may reach it. Only on the lab's network.",
           "all none", K::WordOrLines),
    text("link.delay", S::Network, E::Restart, "Delay",
         "Of each frame, in each direction: 50ms, 250us, 1.5s.", "", monoLook),
    text("link.jitter", S::Network, E::Restart, "Jitter",
         "By how much a delay varies, up or down: 5ms.", "", monoLook),
    text("link.loss", S::Network, E::Restart, "Loss",
         "The part of frames that get lost: 1%, or 0.01.", "", monoLook),
    text("link.rate", S::Network, E::Restart, "Rate",
         "Of each direction: 512kbit, 10Mbit, 1Gbit. 0 is no limit.", "", monoLook),
    entryOf("link.down", S::Network, K::Switch, E::Restart, "Cut",
            "As if the cable were pulled out."),
    text("user_network.prefix", S::Network, E::GuestSetup, "User network",
         "The first three numbers of its own /24 network.", "", monoLook),
    text("user_network.address", S::Network, E::GuestSetup, "Address", "The guest's address there.",
         "the prefix and .15", monoLook),
    text("user_network.gateway", S::Network, E::GuestSetup, "Gateway",
         "Where the guest reaches this machine.", "the prefix and .2", monoLook),
    text("user_network.dns", S::Network, E::GuestSetup, "DNS", "The guest's name server.",
         "the prefix and .3", monoLook),
    lines("user_network.resolvers", S::Network, E::GuestSetup, "More name servers",
          "IPv4 addresses that the guest asks after that one."),
    lines("user_network.search", S::Network, E::GuestSetup, "Search domains",
          "Where the guest looks for names without a dot."),

    entryOf("shares", S::Shares, K::Items, E::GuestSetup, "Shares",
            "Directories of this machine that the guest sees."),
    text("shares[].host", S::Shares, E::GuestSetup, "Host directory",
         "A path; relative ones start at the lab file.", "", monoLook),
    text("shares[].guest", S::Shares, E::GuestSetup, "Guest directory",
         "An absolute path, made when it is missing.", "", monoLook),
    text("shares[].tag", S::Shares, E::GuestSetup, "Tag",
         "What the guest mounts; letters, digits, dots, _ and -.", "one of its own", monoLook),
    entryOf("shares[].read_only", S::Shares, K::Switch, E::GuestSetup, "Read-only",
            "Enforced on this machine, not in the guest."),
    choice("shares[].type", S::Shares, E::GuestSetup, "Type",
           "auto: virtiofs or 9p, as host and guest can.", "auto 9p virtiofs"),
    choice("kubelet_shares", S::Shares, E::GuestSetup, "Kubelet's directory",
           "local: this machine's kubelet. tcp: a host environment's, by 9p over TCP.",
           "off local tcp"),
    text("kubelet_prefix", S::Shares, E::GuestSetup, "Kubelet prefix",
         "The prefix of /var/lib/kubelet on the host.", "none", monoLook),
    entryOf("diod", S::Shares, K::Switch, E::GuestSetup, "Serve 9p (diod)",
            "A host environment lets isolated ones mount its kubelet directory."),

    choice("gpu", S::Devices, E::Restart, "GPU", "virtio-gpu with Venus (Vulkan), or off.", "off",
           K::WordOrMap),
    number("gpu.vram", S::Devices, K::Size, E::Restart, "GPU memory", "A number is GiB.",
           "1 MiB to 1 TiB", "GiB", 1, tebibyteInMib),
    choice("vsock", S::Devices, E::Restart, "vsock", "A socket between this machine and the guest.",
           "off auto", K::WordOrText),
    choice("shared_memory.type", S::Devices, E::Restart, "Shared memory",
           "nvdimm: a memory disk. ivshmem: a PCI device.", "none nvdimm ivshmem"),
    number("shared_memory.size", S::Devices, K::Size, E::Restart, "Shared size",
           "A power of two for ivshmem.", "1 MiB to 1 TiB", "GiB", 1, tebibyteInMib),
    text("shared_memory.path", S::Devices, E::Restart, "Shared file",
         "The file on this machine that holds the memory.", "one of its own", monoLook),

    text("username", S::Guest, E::GuestSetup, "User",
         "Lower-case letters, digits, _ and -, at most 32.", "", monoLook),
    text("password", S::Guest, E::GuestSetup, "Password", "Without one, only keys let in.", "none",
         secretLook),
    text("password_hash", S::Guest, E::GuestSetup, "Password hash",
         "sha512-crypt ($6$...), instead of a password.", "none", monoLook | secretLook),
    text("salt", S::Guest, E::GuestSetup, "Salt",
         "Of the password's hash; 1 to 16 letters, digits, dots and slashes.", "a random one",
         monoLook | secretLook),
    lines("ssh_authorized_keys", S::Guest, E::GuestSetup, "SSH keys",
          "Public keys that may log in, beside the lab's own."),
    entryOf("containerd", S::Guest, K::Switch, E::GuestSetup, "containerd",
            "The container runtime, reachable from this machine."),
    text("csi_proxy_url", S::Guest, E::GuestSetup, "CSI proxy",
         "Where the guest gets the proxy of storage plugins.", "none", monoLook),
    entryOf("encrypted_images", S::Guest, K::Switch, E::GuestSetup, "Encrypted images",
            "Decoders and a key provider for container images."),
    entryOf("registries", S::Guest, K::Items, E::GuestSetup, "Registries",
            "How containerd reaches registries: mirrors, logins, certificates."),
    text("registries[].host", S::Guest, E::GuestSetup, "Registry",
         "Its name in images, such as docker.io; _default for all others.", "", monoLook),
    lines("registries[].mirrors", S::Guest, E::GuestSetup, "Mirrors",
          "Tried before the registry itself."),
    text("registries[].username", S::Guest, E::GuestSetup, "User", "Who logs in.",
         "nobody logs in"),
    text("registries[].password", S::Guest, E::GuestSetup, "Password", "Or an access token.",
         "none", secretLook),
    entryOf("registries[].insecure", S::Guest, K::Switch, E::GuestSetup, "Insecure",
            "Skips certificate checks; plain HTTP is allowed."),
    choice("k3s", S::Guest, E::GuestSetup, "k3s", "A version such as v1.32.6+k3s1, or off.", "off",
           K::WordOrText),
    lines("packages", S::Guest, E::GuestSetup, "Packages",
          "Debian packages, as NAME or NAME=VERSION."),
    lines("debs", S::Guest, E::GuestSetup, "Package files", "Web addresses of .deb files."),
    text("kernel_version", S::Guest, E::GuestSetup, "Kernel version", "A version of that package.",
         "the newest", monoLook),
    text("kernel_package", S::Guest, E::GuestSetup, "Kernel package",
         "A Debian package such as linux-image-amd64.", "the image's kernel", monoLook),
    entryOf("reboot_after_install", S::Guest, K::Switch, E::GuestSetup, "Restart after set-up",
            "For a new kernel."),
    entryOf("user_data", S::Guest, K::Document, E::GuestSetup, "User data",
            "cloud-config of your own, merged over ours; or a script, a Jinja template or a MIME "
            "document beside it."),

    choice("backend", S::Advanced, E::Restart, "Hypervisor",
           "auto: QEMU, or krunkit where it fits.", "auto qemu krunkit"),
    text("machine", S::Advanced, E::Restart, "Machine type", "As QEMU names it.",
         "q35 on x86-64, virt on arm64", monoLook),
    text("cpu_model", S::Advanced, E::Restart, "CPU model", "As QEMU names it.",
         "host, or max without acceleration", monoLook),
    number("krunkit.rest_port", S::Advanced, K::Count, E::Restart, "krunkit REST port",
           "0: a unix socket.", "0 to 65535", "", 0, 65535),
    number("krunkit.log_level", S::Advanced, K::Count, E::Restart, "krunkit log level", "",
           "0 to 5", "", 0, 5),
    choice("rimd", S::Advanced, E::Restart, "RIMDworkspace",
           "What upstream's RIMD scripts take, or off.", "off", K::WordOrMap),
    text("rimd.artifact_url", S::Advanced, E::Restart, "Artifact URL",
         "Where to download its archive.", "none", monoLook),
    text("rimd.artifact_dir", S::Advanced, E::Restart, "Artifact directory", "Where its files are.",
         "none", monoLook),
    text("rimd.artifact_filename", S::Advanced, E::Restart, "Artifact file",
         "A name without slashes.", "upstream's", monoLook),
    text("rimd.kernel_filename", S::Advanced, E::Restart, "Kernel file", "A name without slashes.",
         "upstream's", monoLook),
    text("rimd.kernel_version", S::Advanced, E::Restart, "Kernel version",
         "Its name in the archive.", "upstream's", monoLook),
    text("rimd.image_filename", S::Advanced, E::Restart, "Image file", "A name without slashes.",
         "upstream's", monoLook),
    text("rimd.filesystem_filename", S::Advanced, E::Restart, "File system file",
         "A name without slashes.", "upstream's", monoLook),
    lines("qemu_args", S::Advanced, E::Restart, "QEMU arguments",
          "Appended unchecked: they can undo whatever isolates the guest.", monoLook | dangerLook),
};

} // namespace

std::span<const FieldHelp> fieldHelps()
{
    return helpTable;
}

} // namespace hydra
