// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/lab/create.h"

#include "core/base/atomic_file.h"
#include "core/base/file_lock.h"
#include "core/config/edit_lab.h"
#include "core/config/presets.h"
#include "core/config/read_lab.h"
#include "core/image/store.h"
#include "core/lab/load.h"
#include "core/lab/registry.h"
#include "core/lab/templates.h"

#include <QDir>
#include <QFileInfo>

namespace hydra {
namespace {

// Settings go to each VM, since the preset's values there would override those in `common`.
Result<std::vector<LabEdit>> editsOf(const NewLab &wanted, const LabSpec &lab)
{
    std::vector<LabEdit> edits{{{}, QStringLiteral("name"), wanted.name}};
    QStringList settings =
        wanted.imageLab.isEmpty() ? wanted.defaults + wanted.settings : wanted.settings;
    if (!wanted.image.isEmpty())
        settings.prepend(QStringLiteral("image=") + wanted.image);
    for (const QString &setting : settings) {
        const qsizetype equals = setting.indexOf(u'=');
        if (equals <= 0)
            return fail(ErrorCode::Invalid,
                        QStringLiteral("--set wants KEY=VALUE, not '%1'").arg(setting));
        for (const VmSpec &vm : lab.vms)
            edits.push_back({vm.name, setting.left(equals), setting.mid(equals + 1)});
    }
    return edits;
}

Result<QByteArray> baseText(const NewLab &wanted)
{
    if (!wanted.imageLab.isEmpty())
        return wanted.imageLab.toUtf8();
    if (!wanted.templateText.isEmpty())
        return wanted.templateText;
    const auto preset =
        findPreset(wanted.preset.isEmpty() ? QStringLiteral("isolated") : wanted.preset);
    return preset ? Result<QByteArray>(preset->text) : fail(preset.error());
}

Result<void> checkNewName(const QString &name)
{
    if (isValidName(name))
        return {};
    return fail(ErrorCode::Invalid, QStringLiteral("'%1' cannot be a lab's name").arg(name), {},
                QStringLiteral("use lower-case letters, digits and hyphens, at most 40"));
}

Result<void> checkIsFree(const Paths &paths, const QString &name, const QString &file)
{
    if (QFileInfo::exists(file))
        return fail(ErrorCode::Conflict,
                    QStringLiteral("a lab called '%1' is there already").arg(name), file,
                    QStringLiteral("choose another name, or remove it with `hydractl delete %1`")
                        .arg(name));
    return checkLabName(paths, name, file);
}

} // namespace

QStringList newLabDefaults(const Settings &settings)
{
    QStringList defaults;
    if (settings.defaultCpu > 0)
        defaults << QStringLiteral("cpu=%1").arg(settings.defaultCpu);
    if (settings.defaultMemory != MemorySize())
        defaults << QStringLiteral("memory=") + settings.defaultMemory.toString();
    if (settings.defaultDiskSize != MemorySize())
        defaults << QStringLiteral("disk_size=") + settings.defaultDiskSize.toString();
    return defaults;
}

Result<QByteArray> newLabText(const NewLab &wanted, const QString &file)
{
    const auto base = baseText(wanted);
    if (!base)
        return fail(base.error());
    const auto lab = readLab(*base, file);
    if (!lab)
        return fail(toError(lab.error(), file));
    const auto edits = editsOf(wanted, *lab);
    if (!edits)
        return fail(edits.error());
    auto text = editLab(*base, file, *edits);
    if (!text)
        return fail(toError(text.error(), file));
    if (const auto spec = readLab(*text, file); !spec)
        return fail(toError(spec.error(), file));
    return *text;
}

Result<void> checkNewLab(const Paths &paths, const QString &name)
{
    if (auto valid = checkNewName(name); !valid)
        return valid;
    if (QFileInfo::exists(paths.labOwner(name)))
        return fail(ErrorCode::Conflict,
                    QStringLiteral("a lab called '%1' is being made").arg(name),
                    paths.labState(name),
                    QStringLiteral("choose another name; what a killed command left is removed by "
                                   "`hydractl image prune`"));
    return checkIsFree(paths, name, paths.labFile(name));
}

Result<QString> writeNewLab(const Paths &paths, const QString &name, const QByteArray &text)
{
    if (auto valid = checkNewName(name); !valid)
        return fail(valid.error());
    const QString file = paths.labFile(name);
    if (!QDir().mkpath(paths.labsDir()))
        return fail(ErrorCode::Failed, QStringLiteral("cannot make the directory"),
                    paths.labsDir());
    const auto lock =
        FileLock::acquire(paths.labsDir() + QStringLiteral("/.lock"), std::chrono::seconds(10));
    if (!lock)
        return fail(lock.error());
    if (auto free = checkIsFree(paths, name, file); !free)
        return fail(free.error());
    if (auto written = writeFileAtomically(file, text); !written)
        return fail(written.error());
    return file;
}

NewLab withImageLab(const Paths &paths, NewLab lab)
{
    const auto image = lab.image.isEmpty() ? Result<StoredImage>(fail(ErrorCode::NotFound, {}))
                                           : ImageStore(paths.imagesDir()).find(lab.image);
    if (image)
        lab.imageLab = image->lab;
    return lab;
}

Result<NewLab> withTemplate(const Paths &paths, NewLab lab)
{
    if (lab.preset.isEmpty() || findPreset(lab.preset))
        return lab;
    const auto saved = findTemplate(paths, lab.preset);
    if (!saved)
        return fail(saved.error());
    lab.templateText = saved->text;
    return lab;
}

Result<QString> createLab(const Paths &paths, const NewLab &wanted)
{
    if (auto free = checkNewLab(paths, wanted.name); !free)
        return fail(free.error());
    const auto complete = withTemplate(paths, withImageLab(paths, wanted));
    if (!complete)
        return fail(complete.error());
    const auto text = newLabText(*complete, paths.labFile(wanted.name));
    if (!text)
        return fail(text.error());
    return writeNewLab(paths, wanted.name, *text);
}

} // namespace hydra
