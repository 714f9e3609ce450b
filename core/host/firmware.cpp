// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/host/firmware.h"

#include "core/base/atomic_file.h"
#include "core/host/usual_firmware.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>
#include <QRegularExpression>

namespace hydra {
namespace {

struct KnownFirmware {
    const char *arch;
    const char *code;
    const char *vars;
};

// For hosts without descriptors. Per architecture, the least wanted comes last.
constexpr KnownFirmware knownFirmware[] = {
    {"x86_64", "/usr/share/OVMF/OVMF_CODE_4M.fd", "/usr/share/OVMF/OVMF_VARS_4M.fd"}, // Debian
    {"x86_64", "/usr/share/OVMF/OVMF_CODE.fd", "/usr/share/OVMF/OVMF_VARS.fd"}, // older Debian
    {"x86_64", "/usr/share/edk2/ovmf/OVMF_CODE.fd", "/usr/share/edk2/ovmf/OVMF_VARS.fd"}, // Fedora
    {"x86_64", "/opt/homebrew/share/qemu/edk2-x86_64-code.fd",
     "/opt/homebrew/share/qemu/edk2-i386-vars.fd"},
    {"x86_64", "/usr/local/share/qemu/edk2-x86_64-code.fd",
     "/usr/local/share/qemu/edk2-i386-vars.fd"},
    {"x86_64", "/usr/share/ovmf/OVMF.fd", ""}, // combined image: variables are lost
    {"aarch64", "/usr/share/AAVMF/AAVMF_CODE.no-secboot.fd", "/usr/share/AAVMF/AAVMF_VARS.fd"},
    {"aarch64", "/usr/share/AAVMF/AAVMF_CODE.fd", "/usr/share/AAVMF/AAVMF_VARS.fd"},
    {"aarch64", "/usr/share/edk2/aarch64/QEMU_EFI-pflash.raw",
     "/usr/share/edk2/aarch64/vars-template-pflash.raw"},
    {"aarch64", "/opt/homebrew/share/qemu/edk2-aarch64-code.fd",
     "/opt/homebrew/share/qemu/edk2-arm-vars.fd"},
    {"aarch64", "/usr/local/share/qemu/edk2-aarch64-code.fd",
     "/usr/local/share/qemu/edk2-arm-vars.fd"},
};

/// QEMU's search path for descriptors, most specific first.
QStringList descriptorDirs(const FirmwareQuery &query)
{
    QStringList dirs;
    if (!query.configHome.isEmpty())
        dirs << query.configHome + QStringLiteral("/qemu/firmware");
    for (const char *dir : {"/etc", "/usr/share", "/opt/homebrew/share", "/usr/local/share"})
        dirs << query.root + QLatin1String(dir) + QStringLiteral("/qemu/firmware");
    return dirs;
}

/// The descriptor files in effect, sorted by name: a more specific directory's file masks those of
/// the same name.
QStringList descriptorFiles(const FirmwareQuery &query)
{
    QMap<QString, QString> byName;
    for (const QString &dir : descriptorDirs(query)) {
        const QStringList names = QDir(dir).entryList({QStringLiteral("*.json")}, QDir::Files);
        for (const QString &name : names) {
            if (!byName.contains(name))
                byName.insert(name, dir + u'/' + name);
        }
    }
    return byName.values();
}

/// A versioned example of MACHINE, since descriptors match versioned types: pc-q35-*, virt-*.
QString exampleVersioned(const QString &machine)
{
    if (machine == u"q35")
        return QStringLiteral("pc-q35-7.2");
    if (machine == u"pc")
        return QStringLiteral("pc-i440fx-7.2");
    return machine == u"virt" ? QStringLiteral("virt-7.2") : machine;
}

bool fitsMachine(const QJsonArray &globs, const QString &machine)
{
    for (const QJsonValue &glob : globs) {
        const QRegularExpression pattern(
            QRegularExpression::wildcardToRegularExpression(glob.toString()));
        if (pattern.match(machine).hasMatch() ||
            pattern.match(exampleVersioned(machine)).hasMatch())
            return true;
    }
    return false;
}

bool fitsTarget(const QJsonArray &targets, const FirmwareQuery &query)
{
    for (const QJsonValue &target : targets) {
        if (target[u"architecture"].toString() == query.arch &&
            fitsMachine(target[u"machines"].toArray(), query.machine))
            return true;
    }
    return false;
}

bool isPlainUefi(const QJsonObject &descriptor)
{
    const QJsonArray features = descriptor[u"features"].toArray();
    return descriptor[u"interface-types"].toArray().contains(QStringLiteral("uefi")) &&
           !features.contains(QStringLiteral("requires-smm")) &&
           !features.contains(QStringLiteral("enrolled-keys"));
}

std::optional<FirmwareFiles> existing(FirmwareFiles files, const QString &root)
{
    files.code.prepend(root);
    if (!files.varsTemplate.isEmpty())
        files.varsTemplate.prepend(root);
    const bool there = QFileInfo(files.code).isReadable() &&
                       (files.varsTemplate.isEmpty() || QFileInfo(files.varsTemplate).isReadable());
    return there ? std::optional(files) : std::nullopt;
}

std::optional<FirmwareFiles> filesOf(const QJsonObject &descriptor, const FirmwareQuery &query)
{
    const QJsonObject mapping = descriptor[u"mapping"].toObject();
    const QJsonValue code = mapping[u"executable"];
    const QJsonValue vars = mapping[u"nvram-template"];
    if (mapping[u"device"].toString() != u"flash" || code[u"filename"].toString().isEmpty())
        return std::nullopt;
    const QString raw = QStringLiteral("raw");
    return existing({code[u"filename"].toString(), vars[u"filename"].toString(),
                     code[u"format"].toString(raw), vars[u"format"].toString(raw)},
                    query.root);
}

std::optional<FirmwareFiles> fromDescriptor(const QString &path, const FirmwareQuery &query)
{
    const auto text = readFile(path, 1 << 20);
    if (!text)
        // An unreadable descriptor is skipped. So is an empty one, whose purpose is to mask less
        // specific descriptors of the same name (QEMU's docs/interop/firmware.json).
        return std::nullopt;
    const QJsonObject descriptor = QJsonDocument::fromJson(*text).object();
    if (!isPlainUefi(descriptor) || !fitsTarget(descriptor[u"targets"].toArray(), query))
        return std::nullopt;
    return filesOf(descriptor, query);
}

} // namespace

std::optional<FirmwareFiles> findFirmware(const FirmwareQuery &query)
{
    for (const QString &path : descriptorFiles(query)) {
        if (auto files = fromDescriptor(path, query))
            return files;
    }
    for (const KnownFirmware &known : knownFirmware) {
        if (query.arch != QLatin1String(known.arch))
            continue;
        FirmwareFiles files;
        files.code = QLatin1String(known.code);
        files.varsTemplate = QLatin1String(known.vars);
        if (auto found = existing(files, query.root))
            return found;
    }
    return std::nullopt;
}

std::vector<FirmwareFiles> usualFirmware(const QString &arch)
{
    std::vector<FirmwareFiles> all;
    for (const KnownFirmware &known : knownFirmware) {
        if (arch == QLatin1String(known.arch) && *known.vars != '\0')
            all.push_back({QLatin1String(known.code), QLatin1String(known.vars)});
    }
    return all;
}

FirmwareQuery firmwareQuery(const QString &arch, const QString &machine)
{
    const QString config = qEnvironmentVariable("XDG_CONFIG_HOME");
    return {arch,
            machine,
            QDir::isAbsolutePath(config) ? config : QDir::homePath() + QStringLiteral("/.config"),
            {}};
}

} // namespace hydra
