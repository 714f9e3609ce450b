// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/snapshot/snapshots.h"
#include "core/start/up_options.h"
#include "ui/actions/image_pulls.h"
#include "ui/actions/place.h"
#include "ui/models/lab_store.h"

namespace hydra::ui {

/// An action, shared by buttons, menus and the palette, with its hydractl command.
struct ActionSpec {
    QString id;      ///< "start"; the same for every VM
    QString title;   ///< sentence case, a verb first
    QString icon;    ///< a name in icons.txt
    QString command; ///< the equivalent hydractl command; empty: there is none
    bool enabled = true;
    bool danger = false; ///< data may be lost
    std::function<void()> run;
};

/// All actions on labs, VMs and the program. What they start is shown by JobList and the store. GUI
/// thread.
class Actions : public QObject
{
    Q_OBJECT

public:
    Actions(LabStore &store, JobList &jobs, QObject *parent = nullptr);
    ~Actions() override; ///< performs the deletions that are still pending

    [[nodiscard]] std::vector<ActionSpec> ofVm(VmEntry &vm);
    [[nodiscard]] std::vector<ActionSpec> ofLab(LabEntry &lab);
    [[nodiscard]] std::vector<ActionSpec> ofProgram();

    void start(const QString &lab, const QString &vm,
               DiskPolicy disk = DiskPolicy::Ask); ///< VM empty: all
    void startFile(const QString &file);           ///< a lab that may not be in the store yet
    void stop(VmEntry &vm, std::chrono::seconds patience);
    void request(VmEntry &vm, const QString &method);
    void startDemo(); ///< shows the demo's VM if it is being started already
    [[nodiscard]] bool isStartingDemo() const;
    void buildImage(const QString &recipe);
    /// The title of that job in the JobList.
    [[nodiscard]] static QString buildTitle(const QString &recipe);
    [[nodiscard]] ImagePulls &pulls() { return m_pulls; }
    void addImage(const QString &file); ///< a disk image or what contains one, named after the file
    /// Makes an image of the VM's current setup; FREEZE: VMs made from it resume instead of
    /// booting.
    void prepareImage(const VmRef &vm, const QString &name, bool freeze);
    void exportLab(const QString &lab, const QString &vm); ///< opens the dialog; VM empty: all
    /// Makes a lab of the image, under a free name, and starts it.
    void startOneOf(const QString &image);
    /// Makes a lab of a copy of the VM, under a free name.
    void clone(const VmRef &vm);
    /// Resets the VM to its image; its disk is lost. The caller has asked for confirmation.
    void reset(const VmRef &vm);
    void createSnapshot(const QString &lab, const QString &vm,
                        const SnapshotOptions &options); ///< VM empty: all
    /// The VM's current state is lost unless a snapshot has it. The caller has asked for
    /// confirmation.
    void restoreSnapshot(const QString &lab, const QString &vm, const QString &name, bool diskOnly);
    void deleteSnapshot(const QString &lab, const QString &vm, const QString &name);
    /// A free name for a lab: BASE, or BASE with a number.
    [[nodiscard]] QString freeLabName(const QString &base) const;
    /// Deletes the lab after a minute, unless undone. Refuses, with a message, a running or
    /// protected lab.
    void deleteLab(const QString &name);
    [[nodiscard]] bool isDeleted(const QString &lab) const { return m_deletions.count(lab) != 0; }
    void undoDelete(const QString &lab);

Q_SIGNALS:
    void failed(const hydra::Error &error);
    void goTo(const hydra::ui::Place &place);
    void shellWanted(const hydra::VmRef &vm);
    void wizardWanted();
    void openFileWanted();
    void aboutToDelete(const QString &lab);   ///< time to offer an undo
    void deletionSettled(const QString &lab); ///< done or undone
    void started(const hydra::VmRef &vm);     ///< its keeper runs
    void imagesChanged();
    void snapshotsChanged(const QString &lab);
    void prepareWanted(const hydra::VmRef &vm);
    void resetWanted(const hydra::VmRef &vm);
    void exportWanted(const hydra::LoadedTarget &target);
    void importWanted();

private:
    [[nodiscard]] std::vector<ActionSpec> powerActions(VmEntry &vm);
    [[nodiscard]] std::vector<ActionSpec> diskActions(VmEntry &vm);
    [[nodiscard]] ActionSpec pauseOrResume(VmEntry &vm);
    /// Sends METHOD to the VM's keeper, if the VM is still there by then.
    [[nodiscard]] std::function<void()> asking(VmEntry &vm, const char *method);
    template <typename T>
    void startRecorded(const QString &title, const QString &kind, const QString &target,
                       typename Job<T>::Work work, typename Job<T>::Done done);
    /// One VM of a lab, or all of them, as a target; reports a failure itself.
    [[nodiscard]] std::optional<LoadedTarget> targetOf(const QString &lab, const QString &vm);
    void workOnSnapshots(const QString &title, const QString &kind, const LoadedTarget &target,
                         std::function<Result<SnapshotReport>(const JobContext &)> work);
    void startTarget(const LoadedTarget &target, const UpOptions &options);
    void removeNow(const QString &lab);

    LabStore &m_store;
    JobList &m_jobs;
    ImagePulls m_pulls;
    std::map<QString, std::unique_ptr<QTimer>> m_deletions; ///< null: the deletion is running
};

} // namespace hydra::ui
