// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/models/lab_store.h"

#include "core/base/atomic_file.h"
#include "core/lab/registry.h"
#include "ui/theme/state_look.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace hydra::ui {

struct LabStore::ReadLab {
    QString name;
    QString file;
    std::optional<LoadedLab> lab;
    std::optional<Error> error;
    QByteArray text;
    QStringList vms; ///< from the file; if it is broken, those with a state directory
};

namespace {

QStringList vmsWithState(const Paths &paths, const QString &lab)
{
    QStringList names;
    for (const QFileInfo &dir :
         QDir(paths.labState(lab)).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        if (QFileInfo::exists(VmPlaces{dir.filePath(), {}}.stateFile()))
            names << dir.fileName();
    }
    return names;
}

/// Keeps the entry of a removed lab, because its draft has unsaved changes.
void keepForDraft(LabEntry &entry)
{
    entry.lab.reset();
    entry.error = Error{
        ErrorCode::NotFound,
        QStringLiteral("the lab was removed or renamed while it had changes that are not saved"),
        entry.file,
        QStringLiteral("save them to write the file anew, or revert them"),
        {}};
    for (const auto &vm : entry.vms)
        vm->setSpec(std::nullopt);
}

bool isGone(const VmEntry &vm, const QStringList &wanted)
{
    return !wanted.contains(vm.ref().vm) && hasEnded(vm.status());
}

} // namespace

VmEntry *LabEntry::vm(const QString &wanted) const
{
    const auto found = std::find_if(vms.begin(), vms.end(),
                                    [&](const auto &vm) { return vm->ref().vm == wanted; });
    return found == vms.end() ? nullptr : found->get();
}

VmState LabEntry::state() const
{
    std::vector<VmState> states;
    for (const auto &vm : vms)
        states.push_back(vm->status().state);
    return combinedState(states);
}

LabStore::LabStore(Environment environment, QObject *parent)
    : QObject(parent), m_environment(std::move(environment))
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(std::chrono::milliseconds(120));
    connect(&m_soon, &QTimer::timeout, this, &LabStore::read);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &LabStore::reload);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, &LabStore::reload);
    connect(&m_tick, &QTimer::timeout, this, &LabStore::tick);
    m_tick.start(std::chrono::seconds(1));
    read();
}

LabStore::~LabStore() = default;

void LabStore::setSettings(const Settings &settings)
{
    m_environment.settings = settings;
    m_environment.programs = choosePrograms(settings);
    m_environment.settingsProblem.reset();
    Q_EMIT settingsChanged();
}

LabEntry *LabStore::lab(const QString &name) const
{
    const auto found = std::find_if(m_labs.begin(), m_labs.end(),
                                    [&](const auto &lab) { return lab->name == name; });
    return found == m_labs.end() ? nullptr : found->get();
}

VmEntry *LabStore::vm(const VmRef &ref) const
{
    const LabEntry *entry = lab(ref.lab);
    return entry ? entry->vm(ref.vm) : nullptr;
}

LabDraft *LabStore::draft(const QString &name)
{
    LabEntry *entry = lab(name);
    if (entry && !entry->draft) {
        entry->draft = std::make_unique<LabDraft>(m_environment.paths, entry->file, entry->text);
        // An entry that was kept only for its draft can go after a revert.
        connect(entry->draft.get(), &LabDraft::reverted, this, &LabStore::reload);
    }
    return entry ? entry->draft.get() : nullptr;
}

std::vector<LabDraft *> LabStore::unsavedDrafts() const
{
    std::vector<LabDraft *> unsaved;
    for (const auto &lab : m_labs) {
        if (lab->draft && lab->draft->isChanged())
            unsaved.push_back(lab->draft.get());
    }
    return unsaved;
}

std::vector<VmEntry *> LabStore::liveVms() const
{
    std::vector<VmEntry *> live;
    for (const auto &lab : m_labs) {
        for (const auto &vm : lab->vms) {
            if (!hasEnded(vm->status()))
                live.push_back(vm.get());
        }
    }
    return live;
}

void LabStore::reload()
{
    m_soon.start();
}

void LabStore::read()
{
    if (m_reading) {
        m_again = true;
        return;
    }
    auto work = [paths = m_environment.paths](const JobContext &) -> Result<std::vector<ReadLab>> {
        std::vector<ReadLab> labs;
        for (const KnownLab &known : knownLabs(paths)) {
            ReadLab lab{.name = known.name, .file = known.file};
            if (auto loaded = loadTarget(paths, Target{.lab = known.name})) {
                lab.vms = loaded->vms;
                lab.text = loaded->lab.text;
                lab.lab = std::move(loaded->lab);
            } else {
                lab.error = loaded.error();
                lab.text = readFile(known.file, 1 << 20).value_or(QByteArray());
                lab.vms = vmsWithState(paths, known.name);
            }
            labs.push_back(std::move(lab));
        }
        return labs;
    };
    m_reading = std::make_unique<Job<std::vector<ReadLab>>>(
        work, [this](Result<std::vector<ReadLab>> labs) {
            m_reading.reset();
            take(std::move(*labs));
            if (std::exchange(m_again, false))
                reload();
        });
}

void LabStore::take(std::vector<ReadLab> labs)
{
    std::vector<std::unique_ptr<LabEntry>> entries;
    for (ReadLab &read : labs) {
        const auto old = std::find_if(m_labs.begin(), m_labs.end(), [&](const auto &lab) {
            return lab && lab->name == read.name;
        });
        entries.push_back(old == m_labs.end() ? std::make_unique<LabEntry>() : std::move(*old));
        update(*entries.back(), std::move(read));
    }
    for (std::unique_ptr<LabEntry> &old : m_labs) {
        if (!old || !old->draft || !old->draft->isChanged())
            continue;
        keepForDraft(*old);
        entries.push_back(std::move(old));
    }
    std::sort(entries.begin(), entries.end(),
              [](const auto &a, const auto &b) { return a->name < b->name; });
    // Destroyed at the end, after all slots have run.
    const auto gone = std::exchange(m_labs, std::move(entries));
    m_loaded = true;
    watchFiles();
    for (const auto &lab : m_labs) {
        if (!lab->draft)
            continue;
        lab->draft->moveTo(lab->file);
        lab->draft->fileIs(lab->text);
    }
    Q_EMIT structureChanged();
}

void LabStore::update(LabEntry &entry, ReadLab read)
{
    entry.name = read.name;
    entry.file = read.file;
    entry.error = std::move(read.error);
    entry.lab = std::move(read.lab);
    entry.text = std::move(read.text);
    std::vector<std::unique_ptr<VmEntry>> vms;
    for (const QString &name : read.vms) {
        const auto old = std::find_if(entry.vms.begin(), entry.vms.end(),
                                      [&](const auto &vm) { return vm && vm->ref().vm == name; });
        if (old != entry.vms.end()) {
            vms.push_back(std::move(*old));
        } else {
            auto vm = std::make_unique<VmEntry>(m_environment, VmRef{read.name, name});
            connect(vm.get(), &VmEntry::changed, this,
                    [this, vm = vm.get()] { Q_EMIT vmChanged(vm); });
            connect(vm.get(), &VmEntry::sampled, this,
                    [this, vm = vm.get()] { Q_EMIT vmSampled(vm); });
            vms.push_back(std::move(vm));
        }
        const VmSpec *spec = entry.lab ? entry.lab->spec.vm(name) : nullptr;
        vms.back()->setSpec(spec ? std::optional(*spec) : std::nullopt);
    }
    // A VM that was removed from the file but still runs is kept, so that it can be stopped.
    for (auto &vm : entry.vms) {
        if (vm && !isGone(*vm, read.vms))
            vms.push_back(std::move(vm));
    }
    for (auto &vm : entry.vms) {
        if (vm)
            vm.release()->deleteLater();
    }
    entry.vms = std::move(vms);
}

void LabStore::watchFiles()
{
    QStringList paths{m_environment.paths.labsDir(), m_environment.paths.stateDir};
    for (const auto &lab : m_labs)
        paths << lab->file << QFileInfo(lab->file).path();
    paths.removeDuplicates();
    paths.removeIf([this](const QString &path) {
        return m_watcher.files().contains(path) || m_watcher.directories().contains(path) ||
               !QFileInfo::exists(path);
    });
    if (!paths.isEmpty())
        m_watcher.addPaths(paths);
}

void LabStore::openFile(const QString &file, std::function<void(Result<QString>)> done)
{
    auto work = [paths = m_environment.paths, file](const JobContext &) -> Result<QString> {
        const auto loaded = loadLabFile(file);
        if (!loaded)
            return fail(loaded.error());
        if (auto claimed = claimLabName(paths, loaded->spec.name, loaded->file); !claimed)
            return fail(claimed.error());
        return loaded->spec.name;
    };
    const auto opening = m_openings.emplace(m_openings.end());
    *opening = std::make_unique<Job<QString>>(
        work, [this, opening, done = std::move(done)](Result<QString> name) {
            const auto over = std::move(*opening); // keeps the job alive until its callback returns
            m_openings.erase(opening);
            reload();
            done(std::move(name));
        });
}

void LabStore::setWatched(bool watched)
{
    m_watched = watched;
}

void LabStore::tick()
{
    ++m_ticks;
    const int rhythm = m_watched ? 2 : 10; // in seconds
    for (const auto &lab : m_labs) {
        for (const auto &vm : lab->vms) {
            if (m_ticks % (m_watched ? 1 : 5) == 0)
                vm->lookAgain();
            if (m_ticks % rhythm == 0)
                vm->sample();
        }
    }
}

} // namespace hydra::ui
