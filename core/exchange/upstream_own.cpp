// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/upstream_own.h"

#include "config/text_rules.h"
#include "config/yaml_writer.h"
#include "exchange/upstream_keys.h"

namespace hydra::upstream {
namespace {

const QString noFlag = QStringLiteral("is neither 0 nor 1");

QString one(bool on)
{
    return on ? QStringLiteral("1") : QString();
}

/// Calls TAKE with what a 0 or 1 says.
template <typename Take>
Trouble readFlag(const QString &value, Take take)
{
    const auto on = upstreamFlag(value);
    if (!on)
        return noFlag;
    take(*on);
    return {};
}

/// Whether every secret of the VM is one that upstream's script has anyway, or is wanted.
bool keepsPassword(const EnvWriting &writing)
{
    return writing.withSecrets || writing.vm.password == upstreamPassword;
}

} // namespace

Trouble readKrunkit(EnvReading &reading, const QString &value)
{
    return readFlag(value, [&](bool on) { reading.vm.backend = on ? BackendKind::Krunkit : BackendKind::Qemu; });
}

QString writeKrunkit(const EnvWriting &writing)
{
    return one(writing.vm.backend == BackendKind::Krunkit);
}

Trouble readBareKernel(EnvReading &reading, const QString &value)
{
    return readFlag(value, [&](bool on) { reading.vm.boot = on ? BootMode::Kernel : BootMode::Image; });
}

QString writeBareKernel(const EnvWriting &writing)
{
    return one(writing.vm.boot == BootMode::Kernel);
}

Trouble readK3sDiod(EnvReading &reading, const QString &value)
{
    return readFlag(value, [&](bool on) { reading.vm.diod = on; });
}

// The script knows both or none of them; k3s is what the machine is for.
QString writeK3sDiod(const EnvWriting &writing)
{
    return one(!writing.vm.k3s.isEmpty());
}

Trouble readK3sVersion(EnvReading &reading, const QString &value)
{
    if (!reading.vm.diod)
        return QStringLiteral("means nothing without ENABLE_K3S_DIOD=1");
    return setVmKey(reading.vm, QStringLiteral("k3s"), value);
}

QString writeK3sVersion(const EnvWriting &writing)
{
    return writing.vm.k3s;
}

Trouble readNoKubelet(EnvReading &reading, const QString &value)
{
    return readFlag(value, [&](bool on) { reading.vm.kubeletShares = on ? KubeletShares::Off : KubeletShares::Local; });
}

QString writeNoKubelet(const EnvWriting &writing)
{
    return one(writing.vm.kubeletShares == KubeletShares::Off);
}

Trouble readExternalKubelet(EnvReading &reading, const QString &value)
{
    return readFlag(value, [&](bool on) {
        if (on && reading.vm.kubeletShares != KubeletShares::Off)
            reading.vm.kubeletShares = KubeletShares::Tcp;
    });
}

QString writeExternalKubelet(const EnvWriting &writing)
{
    return one(writing.vm.kubeletShares == KubeletShares::Tcp);
}

Trouble readGpu(EnvReading &reading, const QString &value)
{
    return readFlag(value, [&](bool on) { reading.vm.gpu = on ? std::optional(GpuSpec{MemorySize::gib(4)}) : std::nullopt; });
}

QString writeGpu(const EnvWriting &writing)
{
    return one(writing.vm.gpu.has_value());
}

Trouble readVram(EnvReading &reading, const QString &value)
{
    return reading.vm.gpu ? setVmKey(reading.vm, QStringLiteral("gpu.vram"), value)
                          : QStringLiteral("means nothing without ENABLE_VIRTIO_GPU=1");
}

QString writeVram(const EnvWriting &writing)
{
    return writing.vm.gpu ? wholeGib(writing.vm.gpu->vram) : QString();
}

// The script's fixed context id would be everybody's.
Trouble readVsock(EnvReading &reading, const QString &value)
{
    return readFlag(value, [&](bool on) { reading.vm.vsock.kind = on ? VsockSpec::Kind::Auto : VsockSpec::Kind::Off; });
}

QString writeVsock(const EnvWriting &writing)
{
    return one(writing.vm.vsock.kind != VsockSpec::Kind::Off);
}

Trouble readFirmware(EnvReading &reading, const QString &value)
{
    YamlNode map = mapNode();
    addEntry(map, QStringLiteral("code"), plainNode(value));
    return setVmKey(reading.vm, QStringLiteral("firmware"), map);
}

QString writeFirmware(const EnvWriting &writing)
{
    return writing.vm.firmware.code;
}

Trouble readFirmwareVars(EnvReading &reading, const QString &value)
{
    if (reading.vm.firmware.kind != FirmwareSpec::Kind::Files)
        return QStringLiteral("means nothing without KVM_BIOS");
    YamlNode map = mapNode();
    addEntry(map, QStringLiteral("code"), plainNode(reading.vm.firmware.code));
    addEntry(map, QStringLiteral("vars"), plainNode(value));
    return setVmKey(reading.vm, QStringLiteral("firmware"), map);
}

QString writeFirmwareVars(const EnvWriting &writing)
{
    return writing.vm.firmware.vars;
}

Trouble readSshKey(EnvReading &reading, const QString &value)
{
    YamlNode list = sequenceNode();
    append(list, plainNode(value));
    Trouble trouble = setVmKey(reading.vm, QStringLiteral("ssh_authorized_keys"), list);
    if (trouble)
        reading.vm.sshAuthorizedKeys.clear();
    return trouble;
}

QString writeSshKey(const EnvWriting &writing)
{
    return writing.vm.sshAuthorizedKeys.value(0);
}

Trouble readPasswordHash(EnvReading &reading, const QString &value)
{
    if (value == lockedPassword)
        return {};
    Trouble trouble = setVmKey(reading.vm, QStringLiteral("password_hash"), value);
    if (trouble)
        *trouble += QStringLiteral("; nobody can log in with a password");
    return trouble;
}

// Without this the script would set the password that everybody knows.
QString writePasswordHash(const EnvWriting &writing)
{
    const VmSpec &vm = writing.vm;
    if (writing.withSecrets && !vm.passwordHash.isEmpty())
        return vm.passwordHash;
    return vm.passwordHash.isEmpty() && !vm.password.isEmpty() && keepsPassword(writing) ? QString() : lockedPassword;
}

// Both are read after the hash, which wins over them.
Trouble readPassword(EnvReading &reading, const QString &value)
{
    if (reading.isSet("VM_PASSWORD_ENCRYPTED") && !reading.isSet("VM_PASSWORD"))
        return {};
    return setVmKey(reading.vm, QStringLiteral("password"), value);
}

QString writePassword(const EnvWriting &writing)
{
    return writing.withSecrets ? writing.vm.password : QString();
}

Trouble readSalt(EnvReading &reading, const QString &value)
{
    if (reading.isSet("VM_PASSWORD_ENCRYPTED") && !reading.isSet("VM_SALT"))
        return {};
    return setVmKey(reading.vm, QStringLiteral("salt"), value);
}

QString writeSalt(const EnvWriting &writing)
{
    return writing.withSecrets ? writing.vm.salt : QString();
}

// An image of our own store has no address where the script could fetch it.
QString writeImage(const EnvWriting &writing)
{
    return writing.vm.imageSourceUrl.isEmpty() ? QString() : writing.vm.image;
}

QString writeImageUrl(const EnvWriting &writing)
{
    return writing.vm.imageSourceUrl;
}

QString writeHostname(const EnvWriting &writing)
{
    return writing.vm.hostname.isEmpty() ? writing.vm.name : writing.vm.hostname;
}

// Two VMs in one directory would share a disk.
QString writeImageDir(const EnvWriting &writing)
{
    return writing.lab.vms.size() > 1 ? QStringLiteral("./image-") + writing.vm.name : QString();
}

} // namespace hydra::upstream
