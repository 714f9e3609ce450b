// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/lab/load.h"

#include "core/base/atomic_file.h"
#include "core/base/redact_text.h"
#include "core/config/read_lab.h"

#include <QFileInfo>

namespace hydra {
namespace {

Result<QString> fileOfTarget(const Paths &paths, const Target &target)
{
    if (!target.file.isEmpty())
        return QFileInfo(target.file).absoluteFilePath();
    auto lab = findLab(paths, target.lab);
    if (!lab)
        return fail(lab.error());
    return lab->file;
}

} // namespace

Error toError(const Diagnostics &diagnostics, const QString &file)
{
    QStringList lines;
    for (const Diagnostic &diagnostic : diagnostics)
        lines << formatDiagnostic(diagnostic) +
                     (diagnostic.diff.isEmpty()
                          ? QString()
                          : u'\n' + withoutNamedSecrets(diagnostic.diff).trimmed());
    return {ErrorCode::Invalid, QStringLiteral("the lab file is not valid"), file,
            QStringLiteral("correct it, then try again"), lines.join(u'\n')};
}

Result<LoadedLab> loadLabFile(const QString &file)
{
    auto text = readFile(file, 4 << 20);
    if (!text)
        return fail(text.error());
    auto spec = readLab(*text, file);
    if (!spec)
        return fail(toError(spec.error(), file));
    return LoadedLab{file, *text, *spec};
}

Result<LoadedTarget> loadTarget(const Paths &paths, const Target &target)
{
    const auto file = fileOfTarget(paths, target);
    if (!file)
        return fail(file.error());
    auto lab = loadLabFile(*file);
    if (!lab)
        return fail(lab.error());
    if (!target.lab.isEmpty() && lab->spec.name != target.lab)
        return fail(
            ErrorCode::Conflict,
            QStringLiteral("the file of lab '%1' calls it '%2'").arg(target.lab, lab->spec.name),
            *file, QStringLiteral("set `name: %1` in the file").arg(target.lab));
    if (auto checked = checkLabName(paths, lab->spec.name, *file); !checked)
        return fail(checked.error());
    QStringList vms;
    for (const VmSpec &vm : lab->spec.vms) {
        if (target.vm.isEmpty() || vm.name == target.vm)
            vms << vm.name;
    }
    if (vms.isEmpty())
        return fail(ErrorCode::NotFound,
                    QStringLiteral("lab '%1' has no VM '%2'").arg(lab->spec.name, target.vm),
                    *file);
    return LoadedTarget{std::move(*lab), vms};
}

Result<VmRef> singleVm(const LoadedTarget &target)
{
    const QString lab = target.lab.spec.name;
    if (target.vms.size() == 1)
        return VmRef{lab, target.vms.front()};
    return fail(ErrorCode::Invalid, QStringLiteral("lab '%1' has several VMs").arg(lab),
                target.lab.file,
                QStringLiteral("name one: %1/%2")
                    .arg(lab, target.vms.join(QStringLiteral(", %1/").arg(lab))));
}

} // namespace hydra
