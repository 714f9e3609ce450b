// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/export_shell.h"

#include "core/exchange/lab_copy.h"
#include "core/export/shell_script.h"
#include "core/lab/spec_paths.h"

#include <algorithm>

namespace hydra {
namespace {

void noteImage(const ScriptVm &each, QStringList &notes)
{
    const QString name = imageNameOf(each.vm);
    const QString vm = each.vm.name;
    if (name.isEmpty())
        return;
    const QString url = each.vm.imageSourceUrl;
    if (each.guest.image && url.isEmpty())
        notes << QStringLiteral("%1: elsewhere, put its image beside the script: %2 (%3)")
                     .arg(vm, each.guest.image->path, each.guest.image->fileSize.toDisplay());
    else if (url.isEmpty())
        notes << QStringLiteral("%1: its image is not on this machine; put %2 beside the script")
                     .arg(vm, imageFileName(each.vm, each.guest));
    else if (each.vm.imageSha512.isEmpty() &&
             (!each.guest.image || each.guest.image->sha512.isEmpty()))
        notes << QStringLiteral(
                     "%1: its image is downloaded and not checked: image_sha512 is not set")
                     .arg(vm);
}

void noteVm(const ScriptVm &each, QStringList &notes)
{
    const VmSpec &vm = each.vm;
    noteImage(each, notes);
    if (!vm.after.isEmpty())
        notes << QStringLiteral("%1: it starts without waiting for %2")
                     .arg(vm.name, vm.after.join(QStringLiteral(", ")));
    if (std::any_of(vm.shares.begin(), vm.shares.end(),
                    [](const ShareSpec &share) { return share.type == ShareType::Virtiofs; }))
        notes << QStringLiteral("%1: its virtiofs shares become 9p, which needs no other program")
                     .arg(vm.name);
    if (!vm.qemuArgs.isEmpty())
        notes << QStringLiteral("%1: qemu_args are taken over as they are").arg(vm.name);
}

std::vector<ScriptVm> scriptVms(const LabSpec &lab, const ShellGuests &guests, Exported &out)
{
    std::vector<ScriptVm> vms;
    for (const VmSpec &vm : lab.vms) {
        const auto guest = guests.vms.find(vm.name);
        const auto args =
            guest == guests.vms.end()
                ? Result<QStringList>(
                      fail(ErrorCode::Failed, QStringLiteral("its files were not collected")))
                : scriptArguments(lab.name, vm, guest->second, guests.arch);
        if (!args) {
            out.notes
                << QStringLiteral("%1 is left out: %2").arg(vm.name, formatError(args.error()));
            continue;
        }
        const QString seed = guest->second.seed.isEmpty()
                                 ? QString()
                                 : QStringLiteral("%1-%2-seed.iso").arg(lab.name, vm.name);
        vms.push_back({vm, guest->second, seed, *args});
        noteVm(vms.back(), out.notes);
    }
    return vms;
}

} // namespace

Result<Exported> exportShell(const ExportRequest &request)
{
    Exported out;
    const LabSpec lab = labCopy(request, out.notes);
    const ShellGuests &guests = request.shell;
    const std::vector<ScriptVm> vms = scriptVms(lab, guests, out);
    if (vms.empty())
        return fail(ErrorCode::Invalid, QStringLiteral("no VM of it can be run by QEMU alone"),
                    lab.name, {}, out.notes.join(u'\n'));
    const QString key =
        guests.labKey.isEmpty() ? QString() : lab.name + QStringLiteral("-id_ed25519");
    out.files.push_back(
        {lab.name + QStringLiteral(".sh"), shellScript(lab.name, vms, guests, key), true});
    for (const ScriptVm &each : vms) {
        if (!each.seed.isEmpty())
            out.files.push_back({each.seed, each.guest.seed, false, request.withSecrets});
    }
    if (!key.isEmpty())
        out.files.push_back({key, guests.labKey, false, true});
    else
        out.notes << QStringLiteral(
            "the lab's own SSH key stays here; guests let in ssh_authorized_keys and, with "
            "--with-secrets, that key and the password");
    out.notes << QStringLiteral("made for %1; disks are kept in %2.state beside the script")
                     .arg(guests.arch, lab.name);
    return out;
}

} // namespace hydra
