// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/lab/templates.h"

#include "core/base/atomic_file.h"
#include "core/base/ids.h"
#include "core/config/read_lab.h"
#include "core/config/write_lab.h"
#include "core/lab/load.h"
#include "core/lab/spec_paths.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace hydra {
namespace {

QString templatesDir(const Paths &paths)
{
    return paths.configDir + QStringLiteral("/templates");
}

QString templateFile(const Paths &paths, const QString &name)
{
    return templatesDir(paths) + u'/' + name + QStringLiteral(".yaml");
}

Result<void> checkName(const Paths &paths, const QString &name)
{
    if (!isValidName(name))
        return fail(ErrorCode::Invalid,
                    QStringLiteral("'%1' cannot be a template's name").arg(name), {},
                    QStringLiteral("use lower-case letters, digits and hyphens, at most 40"));
    if (findPreset(name))
        return fail(ErrorCode::Conflict, QStringLiteral("there is a preset called '%1'").arg(name),
                    {}, QStringLiteral("choose another name"));
    if (QFileInfo::exists(templateFile(paths, name)))
        return fail(
            ErrorCode::Conflict,
            QStringLiteral("a template called '%1' is there already").arg(name),
            templateFile(paths, name),
            QStringLiteral("choose another name, or remove it with `hydractl template remove %1`")
                .arg(name));
    return {};
}

LabSpec templateOf(const LabSpec &lab, VmSpec vm, const QString &name)
{
    vm.after.clear();
    vm.mac.clear();
    vm.ip.clear();
    vm.peers.only.clear();
    LabSpec made = lab;
    made.name = name;
    made.vms = {std::move(vm)};
    return made;
}

} // namespace

std::vector<Preset> savedTemplates(const Paths &paths)
{
    std::vector<Preset> all;
    const QDir directory(templatesDir(paths));
    for (const QString &file :
         directory.entryList({QStringLiteral("*.yaml")}, QDir::Files, QDir::Name)) {
        const QString name = QFileInfo(file).completeBaseName();
        const auto text = readFile(directory.filePath(file), 1 << 20);
        if (isValidName(name) && text && readLab(*text, file))
            all.push_back({name, presetSummary(*text), *text});
    }
    return all;
}

Result<Preset> findTemplate(const Paths &paths, const QString &name)
{
    QStringList names;
    for (const Preset &preset : presets()) {
        if (preset.name == name)
            return preset;
        names << preset.name;
    }
    for (const Preset &saved : savedTemplates(paths)) {
        if (saved.name == name)
            return saved;
        names << saved.name;
    }
    return fail(ErrorCode::NotFound, QStringLiteral("there is no preset '%1'").arg(name), {},
                QStringLiteral("write one of %1").arg(names.join(QStringLiteral(", "))));
}

Result<QString> saveTemplate(const Paths &paths, const QString &name, const LabSpec &lab,
                             const QString &labFile, const QString &vm)
{
    const VmSpec *spec = lab.vm(vm);
    if (spec == nullptr)
        return fail(ErrorCode::NotFound, QStringLiteral("there is no VM '%1'").arg(vm), lab.name);
    if (auto free = checkName(paths, name); !free)
        return fail(free.error());
    const QString file = templateFile(paths, name);
    if (!QDir().mkpath(templatesDir(paths)))
        return fail(ErrorCode::Failed, QStringLiteral("cannot make the directory"),
                    templatesDir(paths));
    const QByteArray text = QStringLiteral("# Saved from %1/%2\n").arg(lab.name, vm).toUtf8() +
                            writeLab(templateOf(lab, withoutRelativePaths(*spec, labFile), name));
    if (auto written = writeFileAtomically(file, text); !written)
        return fail(written.error());
    return file;
}

Result<void> removeTemplate(const Paths &paths, const QString &name)
{
    if (!isValidName(name) || !QFileInfo::exists(templateFile(paths, name)))
        return fail(ErrorCode::NotFound, QStringLiteral("there is no template '%1'").arg(name), {},
                    QStringLiteral("`hydractl template list` shows those there are"));
    if (!QFile::remove(templateFile(paths, name)))
        return fail(ErrorCode::Failed, QStringLiteral("cannot be removed"),
                    templateFile(paths, name));
    return {};
}

} // namespace hydra
