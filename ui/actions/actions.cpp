// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "actions/actions.h"

#include "actions/start_recorded.h"
#include "host/facts.h"
#include "image/guest_build.h"
#include "lab/check_start.h"
#include "lab/demo.h"
#include "lab/remove.h"
#include "lab/shutdown.h"

#include <QJsonObject>
#include <QPointer>

namespace hydra::ui {
namespace {

constexpr auto kUndoTime = std::chrono::minutes(1);

} // namespace

Actions::Actions(LabStore &store, JobList &jobs, QObject *parent) : QObject(parent), m_store(store), m_jobs(jobs) {}

Actions::~Actions()
{
    for (const auto &[lab, timer] : m_deletions) {
        const LabEntry *entry = m_store.lab(lab);
        if (entry && entry->lab) // a failure leaves the lab as it was: the next start shows it
            (void)removeLab(m_store.environment(), {*entry->lab, entry->lab->spec.vmNames()});
    }
}

std::vector<ActionSpec> Actions::ofVm(VmEntry &vm)
{
    const QString name = vm.ref().toString();
    const VmState state = vm.status().state;
    const bool live = vm.link().isLive();
    const bool running = live && state == VmState::Running;
    const bool ended = hasEnded(vm.status());
    const auto command = [&name](const char *verb) { return QStringLiteral("hydractl %1 %2").arg(QLatin1String(verb), name); };
    const auto guarded = [entry = QPointer(&vm)](auto run) {
        return [entry, run] {
            if (entry)
                run(*entry);
        };
    };
    const VmRef ref = vm.ref();
    std::vector<ActionSpec> all;
    all.push_back({QStringLiteral("start"), tr("Start"), QStringLiteral("play"), command("up"), ended && vm.spec(), false,
                   [this, ref] { start(ref.lab, ref.vm); }});
    all.push_back({QStringLiteral("stop"), tr("Stop"), QStringLiteral("stop"), command("down"), live && !ended, false,
                   guarded([this](VmEntry &entry) { stop(entry, std::chrono::seconds(60)); })});
    all.push_back({QStringLiteral("kill"), tr("Kill, as if its power were cut"), QStringLiteral("power"), command("kill"),
                   live && !ended, true, guarded([this](VmEntry &entry) { stop(entry, std::chrono::seconds(0)); })});
    all.push_back({QStringLiteral("restart"), tr("Restart"), QStringLiteral("restart"), command("restart"), running, false,
                   guarded([this](VmEntry &entry) { request(entry, QStringLiteral("restart")); })});
    if (state == VmState::Paused)
        all.push_back({QStringLiteral("resume"), tr("Resume"), QStringLiteral("play"), command("resume"), live, false,
                       guarded([this](VmEntry &entry) { request(entry, QStringLiteral("resume")); })});
    else
        all.push_back({QStringLiteral("pause"), tr("Pause"), QStringLiteral("pause"), command("pause"), running, false,
                       guarded([this](VmEntry &entry) { request(entry, QStringLiteral("pause")); })});
    all.push_back({QStringLiteral("shell"), tr("Shell"), QStringLiteral("shell"), command("shell"), running, false,
                   [this, ref] { Q_EMIT shellWanted(ref); }});
    if (vm.trouble() && vm.trouble()->code == ErrorCode::Conflict)
        all.push_back({QStringLiteral("renew"), tr("Renew its keeper"), QStringLiteral("restart"), command("up"), vm.spec().has_value(), false,
                       [this, ref] { start(ref.lab, ref.vm); }});
    all.push_back({QStringLiteral("start-keep"), tr("Start, keep the disk"), QStringLiteral("play"),
                   command("up") + QStringLiteral(" --keep-disk"), ended && vm.spec(), false,
                   [this, ref] { start(ref.lab, ref.vm, DiskPolicy::Keep); }});
    all.push_back({QStringLiteral("start-fresh"), tr("Start from the image again, the disk's content is lost"),
                   QStringLiteral("play"), command("up") + QStringLiteral(" --fresh-disk"), ended && vm.spec(), true,
                   [this, ref] { start(ref.lab, ref.vm, DiskPolicy::Fresh); }});
    const bool settled = ended || live;
    all.push_back({QStringLiteral("snapshot"), tr("Snapshot"), QStringLiteral("clock"),
                   QStringLiteral("hydractl snapshot create %1%2").arg(name, running ? QStringLiteral(" --memory") : QString()),
                   settled && vm.spec(), false, [this, ref, running] { createSnapshot(ref.lab, ref.vm, {{}, {}, running}); }});
    all.push_back({QStringLiteral("prepare"), tr("Prepare for instant start…"), QStringLiteral("images"),
                   QStringLiteral("hydractl image prepare %1 --name NAME --freeze").arg(name), vm.spec().has_value(), false,
                   [this, ref] { Q_EMIT prepareWanted(ref); }});
    all.push_back({QStringLiteral("clone"), tr("Clone, with an identity of its own"), QStringLiteral("copy"),
                   QStringLiteral("hydractl clone %1 NEW").arg(name), vm.spec() && settled, false, [this, ref] { clone(ref); }});
    all.push_back({QStringLiteral("reset"), tr("Reset to clean"), QStringLiteral("restart"), command("reset"),
                   vm.spec() && settled && !vm.spec()->protect, true, [this, ref] { Q_EMIT resetWanted(ref); }});
    all.push_back({QStringLiteral("export"), tr("Export…"), QStringLiteral("export"), command("export") + QStringLiteral(" --to FORMAT -o FILE"),
                   vm.spec().has_value(), false, [this, ref] { exportLab(ref.lab, ref.vm); }});
    return all;
}

std::vector<ActionSpec> Actions::ofLab(LabEntry &lab)
{
    const QString name = lab.name;
    bool anyEnded = false, anyLive = false;
    for (const auto &vm : lab.vms) {
        anyEnded |= hasEnded(vm->status());
        anyLive |= !hasEnded(vm->status());
    }
    const auto command = [&name](const char *verb) { return QStringLiteral("hydractl %1 %2").arg(QLatin1String(verb), name); };
    return {
        {QStringLiteral("start"), tr("Start all"), QStringLiteral("play"), command("up"), anyEnded && lab.lab, false,
         [this, name] { start(name, {}); }},
        {QStringLiteral("stop"), tr("Stop all"), QStringLiteral("stop"), command("down"), anyLive, false,
         [this, name] {
             if (const LabEntry *entry = m_store.lab(name)) {
                 for (const auto &vm : entry->vms)
                     stop(*vm, std::chrono::seconds(60));
             }
         }},
        {QStringLiteral("export"), tr("Export…"), QStringLiteral("export"), command("export") + QStringLiteral(" --to FORMAT -o FILE"), lab.lab.has_value(), false,
         [this, name] { exportLab(name, {}); }},
        {QStringLiteral("delete"), tr("Delete lab"), QStringLiteral("trash"), command("delete"), !anyLive && lab.lab, true,
         [this, name] { deleteLab(name); }},
    };
}

std::vector<ActionSpec> Actions::ofProgram()
{
    const auto place = [this](Place::Kind kind) { return [this, kind] { Q_EMIT goTo(Place{kind, {}, {}}); }; };
    return {
        {QStringLiteral("demo"), tr("Start the demo"), QStringLiteral("play"), QStringLiteral("hydractl demo"), true, false,
         [this] { startDemo(); }},
        {QStringLiteral("new"), tr("New environment…"), QStringLiteral("plus"), {}, true, false, [this] { Q_EMIT wizardWanted(); }},
        {QStringLiteral("open"), tr("Open a lab file…"), QStringLiteral("open"), {}, true, false, [this] { Q_EMIT openFileWanted(); }},
        {QStringLiteral("import"), tr("Import…"), QStringLiteral("open"), QStringLiteral("hydractl import --from FORMAT FILE -o LAB.yaml"), true, false,
         [this] { Q_EMIT importWanted(); }},
        {QStringLiteral("welcome"), tr("Go to Welcome"), QStringLiteral("lab"), {}, true, false, place(Place::Kind::Welcome)},
        {QStringLiteral("images"), tr("Go to Images"), QStringLiteral("images"), QStringLiteral("hydractl image list"), true, false,
         place(Place::Kind::Images)},
        {QStringLiteral("doctor"), tr("Go to Doctor"), QStringLiteral("check"), QStringLiteral("hydractl doctor"), true, false,
         place(Place::Kind::Doctor)},
        {QStringLiteral("activity"), tr("Go to Activity"), QStringLiteral("clock"), QStringLiteral("hydractl activity"), true, false,
         place(Place::Kind::Activity)},
        {QStringLiteral("settings"), tr("Go to Settings"), QStringLiteral("settings"), QStringLiteral("hydractl settings get"), true,
         false, place(Place::Kind::Settings)},
    };
}

void Actions::start(const QString &lab, const QString &vm, DiskPolicy disk)
{
    const LabEntry *entry = m_store.lab(lab);
    if (!entry || !entry->lab)
        return Q_EMIT failed(entry && entry->error ? *entry->error : Error{ErrorCode::NotFound, tr("no such lab"), lab, {}, {}});
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
    const QString what = target.vms.size() == 1 ? target.lab.ref(target.vms.front()).toString() : target.lab.spec.name;
    auto work = [environment = m_store.environment(), target, options](const JobContext &job) -> Result<bool> {
        if (auto started = startVms(environment, target, options, job); !started)
            return fail(started.error());
        return true;
    };
    startRecorded<bool>(tr("Start %1").arg(what), QStringLiteral("up"), what, work, [this, target](const Result<bool> &done) {
        m_store.reload(); // the name may have been claimed only now
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
    *holder = new Shutdown(vm.link(), {patience, false}, [this, holder](const Result<void> &done) {
        if (*holder)
            (*holder)->deleteLater();
        if (!done)
            Q_EMIT failed(done.error());
    }, &vm);
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
    auto work = [environment = m_store.environment()](const JobContext &job) -> Result<VmRef> {
        const auto lab = ensureDemoLab(environment.paths);
        if (!lab)
            return fail(lab.error());
        if (auto started = startVms(environment, *lab, {}, job); !started)
            return fail(started.error());
        return lab->lab.ref(lab->vms.front());
    };
    startRecorded<VmRef>(tr("Start the demo"), QStringLiteral("demo"), QStringLiteral("demo"), work, [this](const Result<VmRef> &vm) {
        m_store.reload();
        if (vm)
            Q_EMIT started(*vm);
        else if (vm.error().code != ErrorCode::Cancelled)
            Q_EMIT failed(vm.error());
    });
}

void Actions::buildImage(const QString &name)
{
    const auto recipe = findGuestRecipe(name, debianArch(machineFacts().arch));
    if (!recipe)
        return Q_EMIT failed(recipe.error());
    auto work = [store = ImageStore(m_store.environment().paths.imagesDir()), recipe = *recipe,
                 options = buildOptions(m_store.environment())](const JobContext &job) {
        return buildGuest(store, recipe, job, options);
    };
    startRecorded<StoredImage>(tr("Build image %1").arg(name), QStringLiteral("image-build"), name, work, [this](const Result<StoredImage> &image) {
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
    if (auto removable = checkRemovable(m_store.environment().paths, {*entry->lab, entry->lab->spec.vmNames()}); !removable)
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
    m_deletions[name].release()->deleteLater(); // it is telling us right now
    const LabEntry *entry = m_store.lab(name);
    if (!entry || !entry->lab)
        return undoDelete(name);
    auto work = [environment = m_store.environment(), target = LoadedTarget{*entry->lab, entry->lab->spec.vmNames()}](
                    const JobContext &) -> Result<bool> {
        if (auto removed = removeLab(environment, target); !removed)
            return fail(removed.error());
        return true;
    };
    m_jobs.start<bool>(tr("Delete %1").arg(name), work, [this, name](const Result<bool> &removed) {
        undoDelete(name); // gone, or still there: nothing waits any more
        m_store.reload();
        if (!removed)
            Q_EMIT failed(removed.error());
    });
}

} // namespace hydra::ui
