// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/shell_script.h"

#include "core/host/usual_firmware.h"
#include "core/lab/spec_paths.h"
#include "core/process/shell_word.h"
#include "core/vm/qemu/choices.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace hydra {
namespace {

// Quotes a word of the script; a name between two \x01 becomes the expansion of that variable.
QString scriptWord(const QString &word)
{
    const QStringList parts = word.split(u'\x01');
    QString out;
    for (qsizetype i = 0; i < parts.size(); ++i) {
        if (i % 2 == 1)
            out += QStringLiteral("\"$%1\"").arg(parts[i]);
        else if (!parts[i].isEmpty() || parts.size() == 1)
            out += shellWord(parts[i]);
    }
    return out;
}

QString assignment(const char *name, const QString &value)
{
    return QStringLiteral("            %1=%2\n").arg(QLatin1String(name), shellWord(value));
}

QString acceleratorsOf(const VmSpec &vm)
{
    switch (vm.accelerator) {
    case Accelerator::Kvm:
        return QStringLiteral("kvm");
    case Accelerator::Hvf:
        return QStringLiteral("hvf");
    case Accelerator::Tcg:
        return QStringLiteral("tcg");
    case Accelerator::Auto:
        break;
    }
    return QStringLiteral("kvm hvf tcg");
}

struct ScriptImage {
    QString file, path, url, sha512, format;
};

ScriptImage imageOf(const ScriptVm &each)
{
    const QString name = imageNameOf(each.vm);
    if (name.isEmpty())
        return {};
    const QString file = imageFileName(each.vm, each.guest), url = imageUrlOf(each.vm, file);
    if (const auto &image = each.guest.image)
        return {file, image->path, url,
                image->sha512.isEmpty() ? each.vm.imageSha512 : image->sha512, image->format};
    const bool raw = file.endsWith(u".raw") || file.endsWith(u".img");
    return {file, name.contains(u'/') ? name : QString(), url, each.vm.imageSha512,
            raw ? QStringLiteral("raw") : QStringLiteral("qcow2")};
}

// In bytes; 0: the image's own size.
QString diskSize(const ScriptVm &each)
{
    const MemorySize known = each.guest.image ? each.guest.image->virtualSize : MemorySize();
    return QString::number(each.vm.diskSize > known ? each.vm.diskSize.inBytes() : 0);
}

QString dataDisks(const VmSpec &vm)
{
    QStringList disks;
    for (const DiskSpec &disk : vm.disks)
        disks << QStringLiteral("%1:%2").arg(disk.name).arg(disk.size.inBytes());
    return disks.join(u' ');
}

QString firmwareOf(const VmSpec &vm)
{
    if (vm.firmware.kind == FirmwareSpec::Kind::Files)
        return QStringLiteral("files");
    const bool none = vm.firmware.kind == FirmwareSpec::Kind::None || vm.boot == BootMode::Kernel;
    return none ? QStringLiteral("none") : QStringLiteral("auto");
}

QString login(const ScriptVm &each, const QString &key)
{
    const auto &ports = each.guest.ports;
    const auto ssh = std::find_if(ports.begin(), ports.end(),
                                  [](const PlannedPort &port) { return port.role == u"ssh"; });
    if (ssh == ports.end() || each.guest.seed.isEmpty())
        return {};
    const QString identity = key.isEmpty() ? QString() : QStringLiteral("-i %1 ").arg(key);
    return QStringLiteral("ssh %1-p %2 %3@127.0.0.1")
        .arg(identity)
        .arg(ssh->hostPort)
        .arg(each.vm.username);
}

QString description(const ScriptVm &each, const QString &key)
{
    const VmSpec &vm = each.vm;
    const ScriptImage image = imageOf(each);
    const bool ownVars = vm.firmware.kind == FirmwareSpec::Kind::Files;
    return QStringLiteral("        %1)\n").arg(vm.name) + assignment("image", image.file) +
           assignment("image_path", image.path) + assignment("image_url", image.url) +
           assignment("image_sha512", image.sha512) + assignment("image_format", image.format) +
           assignment("disk_size", diskSize(each)) + assignment("data_disks", dataDisks(vm)) +
           assignment("seed", each.seed) + assignment("firmware", firmwareOf(vm)) +
           assignment("firmware_vars", ownVars ? vm.firmware.vars : QString()) +
           assignment("accelerators", acceleratorsOf(vm)) +
           assignment("cpu_native", cpuModel(vm, QStringLiteral("kvm"))) +
           assignment("cpu_tcg", cpuModel(vm, QStringLiteral("tcg"))) +
           assignment("login", login(each, key)) + QStringLiteral("            ;;\n");
}

// Puts each option and its value on a line.
QString arguments(const ScriptVm &each)
{
    QString text = QStringLiteral("        %1)\n            set --").arg(each.vm.name);
    for (const QString &arg : each.args)
        text +=
            (arg.startsWith(u'-') ? QStringLiteral(" \\\n                ") : QStringLiteral(" ")) +
            scriptWord(arg);
    return text + QStringLiteral("\n            ;;\n");
}

QString firmwareSearch(const std::vector<ScriptVm> &vms, const ShellGuests &guests)
{
    if (std::none_of(vms.begin(), vms.end(),
                     [](const ScriptVm &each) { return firmwareOf(each.vm) == u"auto"; }))
        return QStringLiteral("find_firmware() { return 1; }\n\n");
    std::vector<FirmwareFiles> places = usualFirmware(guests.arch);
    if (guests.firmware && guests.firmware->format == u"raw" &&
        !guests.firmware->varsTemplate.isEmpty())
        places.insert(places.begin(), *guests.firmware);
    QStringList pairs;
    for (const FirmwareFiles &files : places)
        pairs << QStringLiteral("\\\n        ") + shellWord(files.code + u'|' + files.varsTemplate);
    pairs.removeDuplicates();
    return QStringLiteral("find_firmware() {\n    for pair in %1; do\n"
                          "        firmware_code=${pair%%|*} firmware_vars=${pair#*|}\n"
                          "        if [ -r \"$firmware_code\" ] && [ -r \"$firmware_vars\" ]; then "
                          "return 0; fi\n"
                          "    done\n    return 1\n}\n\n")
        .arg(pairs.join(u' '));
}

QString head(const QString &lab, const std::vector<ScriptVm> &vms, const QString &arch)
{
    QStringList names;
    for (const ScriptVm &each : vms)
        names << each.vm.name;
    return QStringLiteral(
               "#!/bin/sh\n# Lab %1: runs its VMs with QEMU and nothing else. ./%1.sh "
               "start|stop|status|console [VM...]\n"
               "# Written by Hydra Desktop. Values stand in quotes as they are.\n# shellcheck "
               "disable=SC2016,SC1003,SC1112\nset -eu\n\nlab=%1\nvms=%2\narch=%3\n\n")
        .arg(lab, shellWord(names.join(u' ')), arch);
}

QByteArray body()
{
    QFile file(QStringLiteral(":/hydra/export/lab.sh"));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

QString imageFileName(const VmSpec &vm, const ShellGuest &guest)
{
    const QString file = QFileInfo(guest.image ? guest.image->path : imageNameOf(vm)).fileName();
    // Without a suffix and a URL it is the name of an image in the store or the catalogue.
    const bool isNameOnly = !file.contains(u'.') && vm.imageSourceUrl.isEmpty();
    return isNameOnly ? file + QStringLiteral(".qcow2") : file;
}

QByteArray shellScript(const QString &lab, const std::vector<ScriptVm> &vms,
                       const ShellGuests &guests, const QString &key)
{
    QString text = head(lab, vms, guests.arch) +
                   QStringLiteral("# What is known of $vm.\ndescribe() {\n    case $vm in\n");
    for (const ScriptVm &each : vms)
        text += description(each, key);
    text += QStringLiteral("        *) return 1 ;;\n    esac\n}\n\n# QEMU for $vm, from its "
                           "directory.\nrun_qemu() {\n    case $vm in\n");
    for (const ScriptVm &each : vms)
        text += arguments(each);
    // Without elevateprivileges=deny, which would forbid -daemonize.
    text += QStringLiteral("    esac\n    [ \"$(uname -s)\" != Linux ] || set -- \"$@\" -sandbox "
                           "on,obsolete=deny,resourcecontrol=deny\n"
                           "    \"$qemu\" \"$@\" -daemonize -pidfile pid\n}\n\n") +
            firmwareSearch(vms, guests);
    return text.toUtf8() + body();
}

} // namespace hydra
