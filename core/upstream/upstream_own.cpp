// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/upstream/upstream_own.h"

#include "core/config/text_rules.h"
#include "core/upstream/upstream_keys.h"
#include "core/yaml/writer.h"

namespace hydra::upstream {
namespace {

const QString noFlag = QStringLiteral("is neither 0 nor 1");

QString one(bool on)
{
    return on ? QStringLiteral("1") : QString();
}

/// Parses a 0 or 1 and passes it to TAKE.
template <typename Take> Trouble readFlag(const QString &value, Take take)
{
    const auto on = upstreamFlag(value);
    if (!on)
        return noFlag;
    take(*on);
    return {};
}

/// Whether the password may be exported: secrets are wanted, or it is upstream's well-known
/// default.
bool keepsPassword(const EnvWriting &writing)
{
    return writing.withSecrets || writing.vm.password == upstreamPassword;
}

} // namespace

Trouble readKrunkit(EnvReading &reading, const QString &value)
{
    return readFlag(value, [&](bool on) {
        reading.vm.backend = on ? BackendKind::Krunkit : BackendKind::Qemu;
    });
}

QString writeKrunkit(const EnvWriting &writing)
{
    return one(writing.vm.backend == BackendKind::Krunkit);
}

Trouble readBareKernel(EnvReading &reading, const QString &value)
{
    return readFlag(value,
                    [&](bool on) { reading.vm.boot = on ? BootMode::Kernel : BootMode::Image; });
}

QString writeBareKernel(const EnvWriting &writing)
{
    return one(writing.vm.boot == BootMode::Kernel);
}

Trouble readK3sDiod(EnvReading &reading, const QString &value)
{
    return readFlag(value, [&](bool on) { reading.vm.diod = on; });
}

// The script has one switch for both; k3s is what decides.
QString writeK3sDiod(const EnvWriting &writing)
{
    return one(!writing.vm.k3s.isEmpty());
}

Trouble readK3sVersion(EnvReading &reading, const QString &value)
{
    if (!reading.vm.diod)
        return QStringLiteral("has no effect without ENABLE_K3S_DIOD=1");
    return setVmKey(reading.vm, QStringLiteral("k3s"), value);
}

QString writeK3sVersion(const EnvWriting &writing)
{
    return writing.vm.k3s;
}

Trouble readNoKubelet(EnvReading &reading, const QString &value)
{
    return readFlag(value, [&](bool on) {
        reading.vm.kubeletShares = on ? KubeletShares::Off : KubeletShares::Local;
    });
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
    return readFlag(value, [&](bool on) {
        reading.vm.gpu = on ? std::optional(GpuSpec{.vram = MemorySize::gib(4)}) : std::nullopt;
    });
}

QString writeGpu(const EnvWriting &writing)
{
    return one(writing.vm.gpu.has_value());
}

Trouble readVram(EnvReading &reading, const QString &value)
{
    return reading.vm.gpu ? setVmKey(reading.vm, QStringLiteral("gpu.vram"), value)
                          : QStringLiteral("has no effect without ENABLE_VIRTIO_GPU=1");
}

QString writeVram(const EnvWriting &writing)
{
    return writing.vm.gpu ? wholeGib(writing.vm.gpu->vram) : QString();
}

// Not the script's fixed context id, which several VMs would share.
Trouble readVsock(EnvReading &reading, const QString &value)
{
    return readFlag(value, [&](bool on) {
        reading.vm.vsock.kind = on ? VsockSpec::Kind::Auto : VsockSpec::Kind::Off;
    });
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
        return QStringLiteral("has no effect without KVM_BIOS");
    YamlNode map = mapNode();
    addEntry(map, QStringLiteral("code"), plainNode(reading.vm.firmware.code));
    addEntry(map, QStringLiteral("vars"), plainNode(value));
    return setVmKey(reading.vm, QStringLiteral("firmware"), map);
}

QString writeFirmwareVars(const EnvWriting &writing)
{
    return writing.vm.firmware.vars;
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

// Without a hash the script would set its well-known default password.
QString writePasswordHash(const EnvWriting &writing)
{
    const VmSpec &vm = writing.vm;
    if (writing.withSecrets && !vm.passwordHash.isEmpty())
        return vm.passwordHash;
    return vm.passwordHash.isEmpty() && !vm.password.isEmpty() && keepsPassword(writing)
               ? QString()
               : lockedPassword;
}

// Password and salt are read after the hash. Beside a hash only explicit ones are taken, not the
// script's defaults.
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

// An image in our store has no URL from which the script could download it.
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
