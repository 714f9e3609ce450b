// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "lab/run_lab.h"

#include "base/atomic_file.h"
#include "base/ids.h"
#include "config/edit_lab.h"
#include "config/read_lab.h"
#include "config/yaml_writer.h"
#include "host/facts.h"
#include "image/guest_build.h"
#include "image/store.h"
#include "lab/create.h"
#include "lab/owned_lab.h"
#include "vm/qemu/command.h"

#include <QDir>
#include <QFileInfo>

namespace hydra {
namespace {

// A path means what it does here, wherever the lab's file will be.
QString imageName(const QString &image)
{
    return image.contains(u'/') ? QFileInfo(image).absoluteFilePath() : image;
}

Result<void> checkImage(const Paths &paths, const QString &name)
{
    if (name.isEmpty())
        return fail(ErrorCode::Invalid, QStringLiteral("--image is missing"));
    const auto image = ImageStore(paths.imagesDir()).find(name);
    if (image || findGuestRecipe(name, debianArch(machineFacts().arch)))
        return {};
    return fail(image.error());
}

QString freeName(const Paths &paths)
{
    while (true) {
        const QString name = QStringLiteral("run-") + randomId().left(6);
        if (!QFileInfo::exists(paths.labState(name)) && !QFileInfo::exists(newLabFile(paths, name)))
            return name;
    }
}

// Beside the arguments that the user's settings may have given.
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
        append(args, textNode(QStringLiteral("filter-dump,id=dump0,netdev=net0,file=")
                              + quoteOption(captureFile(paths, {lab->name, vm.name}))));
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
    if (auto found = checkImage(paths, image); !found)
        return fail(found.error());
    const QString name = freeName(paths);
    const QString file = newLabFile(paths, name);
    // Several may run at once: the preset's fixed host ports are only those of one.
    const QStringList settings = QStringList{QStringLiteral("ports.extra=[]")} + request.settings;
    auto text = newLabText(withImageLab(paths, {name, {}, image, settings, newLabDefaults(environment.settings), {}}), file);
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
