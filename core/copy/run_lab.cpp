// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/copy/run_lab.h"

#include "core/base/atomic_file.h"
#include "core/base/ids.h"
#include "core/config/edit_lab.h"
#include "core/config/read_lab.h"
#include "core/copy/owned_lab.h"
#include "core/lab/create.h"
#include "core/lab/vm_image.h"
#include "core/vm/qemu/command.h"
#include "core/vm/qemu/option.h"
#include "core/yaml/writer.h"

#include <QDir>
#include <QFileInfo>

namespace hydra {
namespace {

// Makes a path absolute, since the lab's file will be in another directory.
QString imageName(const QString &image)
{
    return image.contains(u'/') ? QFileInfo(image).absoluteFilePath() : image;
}

QString freeName(const Paths &paths)
{
    while (true) {
        const QString name = QStringLiteral("run-") + randomId().left(6);
        if (!QFileInfo::exists(paths.labState(name)) && !QFileInfo::exists(paths.labFile(name)))
            return name;
    }
}

// Appends to the arguments that the user's settings may contain.
Result<QByteArray> withCapture(const Paths &paths, const QByteArray &text, const QString &file)
{
    const auto lab = readLab(text, file);
    if (!lab)
        return fail(toError(lab.error(), file));
    std::vector<LabEdit> edits;
    for (const VmSpec &vm : lab->vms) {
        YamlNode args = sequenceNode();
        for (const QString &arg : vm.qemuArgs)
            append(args, textNode(arg));
        append(args, textNode(QStringLiteral("-object")));
        append(args, textNode(QStringLiteral("filter-dump,id=dump0,netdev=net0,file=") +
                              quoteOption(captureFile(paths, {lab->name, vm.name}))));
        edits.push_back({vm.name, QStringLiteral("qemu_args"), writeFlowYaml(args)});
    }
    const auto edited = editLab(text, file, edits);
    return edited ? Result<QByteArray>(*edited) : fail(toError(edited.error(), file));
}

Result<LoadedTarget> loaded(const QString &file)
{
    auto lab = loadLabFile(file);
    if (!lab)
        return fail(lab.error());
    const QStringList vms = lab->spec.vmNames();
    return LoadedTarget{std::move(*lab), vms};
}

Result<LoadedTarget> makeDisposable(const Paths &paths, const QString &name, const QByteArray &text)
{
    Result<LoadedTarget> made = fail(ErrorCode::Failed, {});
    const QString file = paths.labState(name) + QStringLiteral("/lab.yaml");
    Result<void> written = ownLab(paths, name, OwnedKind::Disposable);
    if (written)
        written = writeFileAtomically(file, text);
    made = written ? loaded(file) : Result<LoadedTarget>(fail(written.error()));
    if (!made)
        (void)removeOwnedLab(paths, name);
    return made;
}

} // namespace

QString captureFile(const Paths &paths, const VmRef &vm)
{
    return paths.vmState(vm) + QStringLiteral("/network.pcap");
}

Result<LoadedTarget> makeRunLab(const Environment &environment, const RunRequest &request)
{
    const Paths &paths = environment.paths;
    const QString image = imageName(request.image);
    if (image.isEmpty())
        return fail(ErrorCode::Invalid, QStringLiteral("--image is missing"));
    VmSpec spec;
    spec.image = image;
    if (auto found = checkImage(paths, spec); !found)
        return fail(found.error());
    const QString name = freeName(paths);
    const QString file = paths.labFile(name);
    // Several runs may be active, so they cannot have the preset's fixed host ports.
    const QStringList settings = QStringList{QStringLiteral("ports.extra=[]")} + request.settings;
    auto text = newLabText(
        withImageLab(paths, {name, {}, image, settings, newLabDefaults(environment.settings), {}}),
        file);
    if (text && request.capture)
        text = withCapture(paths, *text, file);
    if (!text)
        return fail(text.error());
    if (request.disposable)
        return makeDisposable(paths, name, *text);
    const auto written = writeNewLab(paths, name, *text);
    return written ? loaded(*written) : Result<LoadedTarget>(fail(written.error()));
}

} // namespace hydra
