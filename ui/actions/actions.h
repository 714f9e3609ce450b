// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "actions/place.h"
#include "lab/snapshots.h"
#include "lab/start.h"
#include "models/lab_store.h"

namespace hydra::ui {

/// One thing that can be done, for a button, a menu and the palette alike.
struct ActionSpec {
    QString id;      ///< "start"; the same for every VM
    QString title;   ///< sentence case, a verb first
    QString icon;    ///< a name in icons.txt
    QString command; ///< the hydractl command that does the same; empty: there is none
    bool enabled = true;
    bool danger = false; ///< data may die
    std::function<void()> run;
};

/// All that can be done to labs, VMs and the program; what it starts, JobList and the store show. GUI
/// thread.
class Actions : public QObject
{
    Q_OBJECT

public:
    Actions(LabStore &store, JobList &jobs, QObject *parent = nullptr);
    ~Actions() override; ///< what was deleted and not undone is deleted now

    [[nodiscard]] std::vector<ActionSpec> ofVm(VmEntry &vm);
    [[nodiscard]] std::vector<ActionSpec> ofLab(LabEntry &lab);
    [[nodiscard]] std::vector<ActionSpec> ofProgram();

    void start(const QString &lab, const QString &vm, DiskPolicy disk = DiskPolicy::Ask); ///< VM empty: all
    void startFile(const QString &file); ///< a lab that may not be in the store yet
    void stop(VmEntry &vm, std::chrono::seconds patience);
    void request(VmEntry &vm, const QString &method);
    void startDemo();
    void buildImage(const QString &recipe);
    /// Makes an image of the VM as it is set up; frozen: VMs of it go on at once.
    void prepareImage(const VmRef &vm, const QString &name, bool freeze);
    void exportLab(const QString &lab, const QString &vm); ///< asks how; VM empty: all
    /// Makes a lab of the image under a free name and starts it.
    void startOneOf(const QString &image);
    /// Makes a lab of a copy of the VM, under a free name.
    void clone(const VmRef &vm);
    /// Back to the image: its disk is lost. Whoever calls this has asked.
    void reset(const VmRef &vm);
    void createSnapshot(const QString &lab, const QString &vm, const SnapshotOptions &options); ///< VM empty: all
    /// What the VM is now is lost, unless there is a snapshot of it. Whoever calls this has asked.
    void restoreSnapshot(const QString &lab, const QString &vm, const QString &name, bool diskOnly);
    void deleteSnapshot(const QString &lab, const QString &vm, const QString &name);
    /// A lab's name that nobody has: BASE, or BASE with a number.
    [[nodiscard]] QString freeLabName(const QString &base) const;
    /// Deletes the lab in a minute, unless undone. Refused with words when it runs or is protected.
    void deleteLab(const QString &name);
    [[nodiscard]] bool isDeleted(const QString &lab) const { return m_deletions.count(lab) != 0; }
    void undoDelete(const QString &lab);

Q_SIGNALS:
    void failed(const hydra::Error &error);
    void goTo(const hydra::ui::Place &place);
    void shellWanted(const hydra::VmRef &vm);
    void wizardWanted();
    void openFileWanted();
    void aboutToDelete(const QString &lab); ///< offer to undo it
    void deletionSettled(const QString &lab); ///< done or undone
    void started(const hydra::VmRef &vm); ///< the keeper has it
    void imagesChanged();
    void snapshotsChanged(const QString &lab);
    void prepareWanted(const hydra::VmRef &vm);
    void resetWanted(const hydra::VmRef &vm);
    void exportWanted(const hydra::LoadedTarget &target);
    void importWanted();

private:
    template <typename T>
    void startRecorded(const QString &title, const QString &kind, const QString &target, typename Job<T>::Work work,
                       typename Job<T>::Done done);
    /// The VM of a lab as a target, or all of them; tells a failure itself.
    [[nodiscard]] std::optional<LoadedTarget> targetOf(const QString &lab, const QString &vm);
    void workOnSnapshots(const QString &title, const QString &kind, const LoadedTarget &target,
                         std::function<Result<SnapshotReport>(const JobContext &)> work);
    void startTarget(const LoadedTarget &target, const UpOptions &options);
    void removeNow(const QString &lab);

    LabStore &m_store;
    JobList &m_jobs;
    std::map<QString, std::unique_ptr<QTimer>> m_deletions; ///< no timer: it is being deleted
};

} // namespace hydra::ui
