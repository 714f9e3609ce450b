// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/actions/actions.h"

#include "core/host/facts.h"
#include "core/image/add_image.h"
#include "core/image/guest_build.h"
#include "core/image/image_kind.h"
#include "core/lab/environment.h"
#include "core/reach/shutdown.h"
#include "core/start/remove.h"
#include "core/start/run_demo.h"
#include "core/start/start.h"
#include "ui/actions/start_recorded.h"

#include <QJsonObject>
#include <QPointer>

namespace hydra::ui {
namespace {

constexpr auto kUndoTime = std::chrono::minutes(1);

} // namespace

Actions::Actions(LabStore &store, JobList &jobs, QObject *parent)
    : QObject(parent), m_store(store), m_jobs(jobs), m_pulls(store, jobs)
{
    connect(&m_pulls, &ImagePulls::arrived, this, &Actions::imagesChanged);
}

Actions::~Actions()
{
    for (const auto &[lab, timer] : m_deletions) {
        const LabEntry *entry = m_store.lab(lab);
        if (entry && entry->lab) // on failure the lab stays and is shown at the next start
            (void)removeLab(m_store.environment(), {*entry->lab, entry->lab->spec.vmNames()});
    }
}

void Actions::start(const QString &lab, const QString &vm, DiskPolicy disk)
{
    const LabEntry *entry = m_store.lab(lab);
    if (!entry || !entry->lab)
        return Q_EMIT failed(
            entry && entry->error
                ? *entry->error
                : Error{.code = ErrorCode::NotFound, .what = tr("no such lab"), .where = lab});
    startTarget({*entry->lab, vm.isEmpty() ? entry->lab->spec.vmNames() : QStringList{vm}}, {disk});
}

void Actions::startFile(const QString &file)
{
    if (const auto lab = loadLabFile(file))
        startTarget({*lab, lab->spec.vmNames()}, {});
    else
        Q_EMIT failed(lab.error());
}

void Actions::startTarget(const LoadedTarget &target, const UpOptions &options)
{
    const QString what = target.vms.size() == 1 ? target.lab.ref(target.vms.front()).toString()
                                                : target.lab.spec.name;
    auto work = [environment = m_store.environment(), target,
                 options](const JobContext &job) -> Result<bool> {
        if (auto started = startVms(environment, target, options, job); !started)
            return fail(started.error());
        return true;
    };
    startRecorded<bool>(tr("Start %1").arg(what), QStringLiteral("up"), what, work,
                        [this, target](const Result<bool> &done) {
                            m_store.reload(); // a lab's name is claimed only while it starts
                            for (const QString &name : target.vms) {
                                if (VmEntry *vm = m_store.vm(target.lab.ref(name)))
                                    vm->lookAgain();
                            }
                            if (!done && done.error().code != ErrorCode::Cancelled)
                                Q_EMIT failed(done.error());
                            else if (done)
                                Q_EMIT started(target.lab.ref(target.vms.front()));
                        });
}

void Actions::stop(VmEntry &vm, std::chrono::seconds patience)
{
    if (hasEnded(vm.status()))
        return;
    auto holder = std::make_shared<QPointer<Shutdown>>();
    *holder = new Shutdown(
        vm.link(), {patience, false},
        [this, holder](const Result<void> &done) {
            if (*holder)
                (*holder)->deleteLater();
            if (!done)
                Q_EMIT failed(done.error());
        },
        &vm);
}

void Actions::request(VmEntry &vm, const QString &method)
{
    vm.link().request(method, {}, [self = QPointer(this)](const Result<QJsonObject> &reply) {
        if (self && !reply)
            Q_EMIT self->failed(reply.error());
    });
}

void Actions::startDemo()
{
    const auto demo = ensureDemoLab(m_store.environment().paths);
    if (!demo)
        return Q_EMIT failed(demo.error());
    m_store.reload();
    const VmRef vm = demo->lab.ref(demo->vms.front());
    if (isStartingDemo())
        return Q_EMIT started(vm);
    auto work = [this, self = QPointer(this), environment = m_store.environment(), demo = *demo,
                 vm](const JobContext &job) {
        return runDemo(environment, demo, job, [this, self, vm] {
            QMetaObject::invokeMethod(qApp, [this, self, vm] {
                if (self)
                    Q_EMIT started(vm);
            });
        });
    };
    startRecorded<DemoReport>(tr("Start the demo"), QStringLiteral("demo"), QStringLiteral("demo"),
                              work, [this](const Result<DemoReport> &report) {
                                  if (!report && report.error().code != ErrorCode::Cancelled)
                                      Q_EMIT failed(report.error());
                              });
}

bool Actions::isStartingDemo() const
{
    const auto jobs = m_jobs.running();
    return std::any_of(jobs.begin(), jobs.end(), [](const JobList::Running &job) {
        return job.title == tr("Start the demo");
    });
}

void Actions::buildImage(const QString &name)
{
    const auto recipe = findGuestRecipe(name, hostDebianArch());
    if (!recipe)
        return Q_EMIT failed(recipe.error());
    auto work = [store = ImageStore(m_store.environment().paths.imagesDir()), recipe = *recipe,
                 options = buildOptions(m_store.environment())](const JobContext &job) {
        return buildGuest(store, recipe, job, options);
    };
    startRecorded<StoredImage>(buildTitle(name), QStringLiteral("image-build"), name, work,
                               [this](const Result<StoredImage> &image) {
                                   Q_EMIT imagesChanged();
                                   if (!image && image.error().code != ErrorCode::Cancelled)
                                       Q_EMIT failed(image.error());
                               });
}

QString Actions::buildTitle(const QString &recipe)
{
    return tr("Build image %1").arg(recipe);
}

void Actions::addImage(const QString &file)
{
    const QString name = imageNameFor(file);
    auto work = [environment = m_store.environment(), file, name](const JobContext &job) {
        return addImageFile(ImageStore(environment.paths.imagesDir()), file, name, job,
                            environment.programs.qemuImg);
    };
    startRecorded<StoredImage>(tr("Add image %1").arg(name), QStringLiteral("image-add"), name,
                               work, [this](const Result<StoredImage> &image) {
                                   Q_EMIT imagesChanged();
                                   if (!image && image.error().code != ErrorCode::Cancelled)
                                       Q_EMIT failed(image.error());
                               });
}

void Actions::deleteLab(const QString &name)
{
    const LabEntry *entry = m_store.lab(name);
    if (!entry || !entry->lab || isDeleted(name))
        return;
    if (auto removable =
            checkRemovable(m_store.environment().paths, {*entry->lab, entry->lab->spec.vmNames()});
        !removable)
        return Q_EMIT failed(removable.error());
    auto timer = std::make_unique<QTimer>();
    timer->setSingleShot(true);
    connect(timer.get(), &QTimer::timeout, this, [this, name] { removeNow(name); });
    timer->start(kUndoTime);
    m_deletions[name] = std::move(timer);
    Q_EMIT aboutToDelete(name);
}

void Actions::undoDelete(const QString &lab)
{
    m_deletions.erase(lab);
    Q_EMIT deletionSettled(lab);
}

void Actions::removeNow(const QString &name)
{
    // Not deleted here: the timer is emitting the signal that called this.
    m_deletions[name].release()->deleteLater();
    const LabEntry *entry = m_store.lab(name);
    if (!entry || !entry->lab)
        return undoDelete(name);
    auto work = [environment = m_store.environment(),
                 target = LoadedTarget{*entry->lab, entry->lab->spec.vmNames()}](
                    const JobContext &) -> Result<bool> {
        if (auto removed = removeLab(environment, target); !removed)
            return fail(removed.error());
        return true;
    };
    m_jobs.start<bool>(tr("Delete %1").arg(name), work, [this, name](const Result<bool> &removed) {
        undoDelete(name); // ends the waiting, whether the lab was removed or not
        m_store.reload();
        if (!removed)
            Q_EMIT failed(removed.error());
    });
}

} // namespace hydra::ui
