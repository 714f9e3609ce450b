// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "lab/load.h"
#include "models/job_list.h"
#include "models/lab_draft.h"
#include "models/vm_entry.h"

#include <QFileSystemWatcher>
#include <QTimer>

namespace hydra::ui {

/// One lab as the window shows it. A lab whose file is broken or gone keeps the VMs that were known of
/// it, so that what runs can still be seen and stopped. A lab that is gone altogether stays, with an error,
/// while its draft has changes.
struct LabEntry {
    QString name;
    QString file;
    std::optional<LoadedLab> lab;
    std::optional<Error> error; ///< why there is no lab
    QByteArray text; ///< of the file, also of a broken one
    std::vector<std::unique_ptr<VmEntry>> vms;
    std::unique_ptr<LabDraft> draft; ///< none before somebody wanted one

    [[nodiscard]] VmEntry *vm(const QString &name) const;
    [[nodiscard]] VmState state() const;
};

/// All labs and their VMs, kept up to date: files are watched, keepers tell. GUI thread; files are read
/// in a job.
class LabStore : public QObject
{
    Q_OBJECT

public:
    LabStore(Environment environment, QObject *parent = nullptr);
    ~LabStore() override;

    [[nodiscard]] const Environment &environment() const { return m_environment; }
    void setSettings(const Settings &settings); ///< what holds from now on
    [[nodiscard]] const std::vector<std::unique_ptr<LabEntry>> &labs() const { return m_labs; }
    [[nodiscard]] LabEntry *lab(const QString &name) const;
    [[nodiscard]] VmEntry *vm(const VmRef &ref) const;
    [[nodiscard]] bool isLoaded() const { return m_loaded; }
    /// The one draft of a lab's file; null for an unknown lab.
    [[nodiscard]] LabDraft *draft(const QString &lab);
    [[nodiscard]] std::vector<LabDraft *> unsavedDrafts() const;
    /// Running, starting or paused VMs.
    [[nodiscard]] std::vector<VmEntry *> liveVms() const;

    void reload(); ///< soon; bursts become one
    /// Takes a lab file in; the answer is its name.
    void openFile(const QString &file, std::function<void(Result<QString>)> done);
    /// Whether anybody looks: decides how often figures are taken.
    void setWatched(bool watched);

Q_SIGNALS:
    void settingsChanged();
    void structureChanged();                    ///< labs or VMs came, went or changed their file
    void vmChanged(hydra::ui::VmEntry *vm);     ///< its status
    void vmSampled(hydra::ui::VmEntry *vm);     ///< its figures

private:
    struct ReadLab;
    void read();
    void take(std::vector<ReadLab> labs);
    void update(LabEntry &entry, ReadLab read);
    void watchFiles();
    void tick();

    Environment m_environment;
    std::vector<std::unique_ptr<LabEntry>> m_labs;
    QFileSystemWatcher m_watcher;
    QTimer m_soon;
    QTimer m_tick;
    int m_ticks = 0;
    bool m_watched = true;
    bool m_loaded = false;
    bool m_again = false;
    std::unique_ptr<JobBase> m_reading;
    std::list<std::unique_ptr<JobBase>> m_openings;
};

} // namespace hydra::ui
