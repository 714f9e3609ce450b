// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/actions/start_recorded.h"

#include "core/copy/clone.h"
#include "core/copy/prepare_image.h"
#include "core/lab/create.h"
#include "core/start/reset.h"

#include <QRegularExpression>

namespace hydra::ui {
namespace {

QString nameOf(const LoadedTarget &target)
{
    return target.vms.size() == qsizetype(target.lab.spec.vms.size())
               ? target.lab.spec.name
               : target.lab.ref(target.vms.front()).toString();
}

} // namespace

std::optional<LoadedTarget> Actions::targetOf(const QString &lab, const QString &vm)
{
    const LabEntry *entry = m_store.lab(lab);
    if (entry && entry->lab)
        return LoadedTarget{*entry->lab,
                            vm.isEmpty() ? entry->lab->spec.vmNames() : QStringList{vm}};
    Q_EMIT failed(
        entry && entry->error
            ? *entry->error
            : Error{.code = ErrorCode::NotFound, .what = tr("no such lab"), .where = lab});
    return std::nullopt;
}

QString Actions::freeLabName(const QString &base) const
{
    QString stem = base.toLower().left(34);
    stem.replace(QRegularExpression(QStringLiteral("[^a-z0-9-]+")), QStringLiteral("-"));
    const auto taken = [this](const QString &name) {
        return m_store.lab(name) != nullptr || !checkNewLab(m_store.environment().paths, name);
    };
    QString name = stem;
    for (int number = 2; taken(name); ++number)
        name = QStringLiteral("%1-%2").arg(stem).arg(number);
    return name;
}

void Actions::prepareImage(const VmRef &vm, const QString &name, bool freeze)
{
    const auto target = targetOf(vm.lab, vm.vm);
    if (!target)
        return;
    auto work = [environment = m_store.environment(), target = *target,
                 options = PrepareOptions{.name = name, .freeze = freeze}](const JobContext &job) {
        return hydra::prepareImage(environment, target, options, job);
    };
    startRecorded<StoredImage>(tr("Prepare image %1").arg(name), QStringLiteral("image-prepare"),
                               name, work, [this](const Result<StoredImage> &image) {
                                   Q_EMIT imagesChanged();
                                   if (!image && image.error().code != ErrorCode::Cancelled)
                                       Q_EMIT failed(image.error());
                               });
}

void Actions::exportLab(const QString &lab, const QString &vm)
{
    if (const auto target = targetOf(lab, vm))
        Q_EMIT exportWanted(*target);
}

void Actions::startOneOf(const QString &image)
{
    NewLab wanted;
    wanted.name = freeLabName(image);
    wanted.image = image;
    wanted.defaults = newLabDefaults(m_store.environment().settings);
    const auto file = createLab(m_store.environment().paths, wanted);
    if (!file)
        return Q_EMIT failed(file.error());
    m_store.reload();
    startFile(*file);
}

void Actions::clone(const VmRef &vm)
{
    const auto target = targetOf(vm.lab, vm.vm);
    if (!target)
        return;
    const QString name = freeLabName(vm.lab + QStringLiteral("-copy"));
    auto work = [environment = m_store.environment(), target = *target,
                 name](const JobContext &job) { return cloneLab(environment, target, name, job); };
    startRecorded<Clone>(tr("Clone %1 as %2").arg(vm.toString(), name), QStringLiteral("clone"),
                         vm.toString(), work, [this, name](const Result<Clone> &clone) {
                             m_store.reload();
                             if (clone)
                                 Q_EMIT goTo(Place{Place::Kind::Lab, name, {}});
                             else if (clone.error().code != ErrorCode::Cancelled)
                                 Q_EMIT failed(clone.error());
                         });
}

void Actions::reset(const VmRef &vm)
{
    const auto target = targetOf(vm.lab, vm.vm);
    if (!target)
        return;
    auto work = [environment = m_store.environment(),
                 target = *target](const JobContext &job) -> Result<bool> {
        if (auto done = resetVms(environment, target, job); !done)
            return fail(done.error());
        return true;
    };
    startRecorded<bool>(tr("Reset %1").arg(vm.toString()), QStringLiteral("reset"), vm.toString(),
                        work, [this, vm](const Result<bool> &done) {
                            Q_EMIT snapshotsChanged(vm.lab);
                            if (VmEntry *entry = m_store.vm(vm))
                                entry->lookAgain();
                            if (!done && done.error().code != ErrorCode::Cancelled)
                                Q_EMIT failed(done.error());
                        });
}

void Actions::workOnSnapshots(const QString &title, const QString &kind, const LoadedTarget &target,
                              std::function<Result<SnapshotReport>(const JobContext &)> work)
{
    startRecorded<SnapshotReport>(title, kind, nameOf(target), std::move(work),
                                  [this, target](const Result<SnapshotReport> &report) {
                                      Q_EMIT snapshotsChanged(target.lab.spec.name);
                                      for (const QString &name : target.vms) {
                                          if (VmEntry *vm = m_store.vm(target.lab.ref(name)))
                                              vm->lookAgain();
                                      }
                                      if (!report && report.error().code != ErrorCode::Cancelled)
                                          Q_EMIT failed(report.error());
                                  });
}

void Actions::createSnapshot(const QString &lab, const QString &vm, const SnapshotOptions &options)
{
    const auto target = targetOf(lab, vm);
    if (!target)
        return;
    workOnSnapshots(
        tr("Snapshot of %1").arg(nameOf(*target)), QStringLiteral("snapshot-create"), *target,
        [environment = m_store.environment(), target = *target, options](const JobContext &job) {
            return hydra::createSnapshot(environment, target, options, job);
        });
}

void Actions::restoreSnapshot(const QString &lab, const QString &vm, const QString &name,
                              bool diskOnly)
{
    const auto target = targetOf(lab, vm);
    if (!target)
        return;
    workOnSnapshots(tr("Restore %1 of %2").arg(name, nameOf(*target)),
                    QStringLiteral("snapshot-restore"), *target,
                    [environment = m_store.environment(), target = *target, name,
                     diskOnly](const JobContext &job) {
                        return hydra::restoreSnapshot(environment, target, name, diskOnly, job);
                    });
}

void Actions::deleteSnapshot(const QString &lab, const QString &vm, const QString &name)
{
    const auto target = targetOf(lab, vm);
    if (!target)
        return;
    workOnSnapshots(
        tr("Delete snapshot %1 of %2").arg(name, nameOf(*target)),
        QStringLiteral("snapshot-delete"), *target,
        [environment = m_store.environment(), target = *target, name](const JobContext &job) {
            return hydra::deleteSnapshot(environment, target, name, job);
        });
}

} // namespace hydra::ui
