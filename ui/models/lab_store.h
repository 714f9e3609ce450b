// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/lab/load.h"
#include "ui/models/job_list.h"
#include "ui/models/lab_draft.h"
#include "ui/models/vm_entry.h"

#include <QFileSystemWatcher>
#include <QTimer>

namespace hydra::ui {

/// One lab in the window. A lab whose file is broken or missing keeps the VMs known so far, so that
/// what runs can still be seen and stopped. A removed lab stays, with an error, while its draft has
/// unsaved changes.
struct LabEntry {
    QString name;
    QString file;
    std::optional<LoadedLab> lab;
    std::optional<Error> error; ///< why the lab could not be read
    QByteArray text;            ///< of the file, even if it is broken
    std::vector<std::unique_ptr<VmEntry>> vms;
    std::unique_ptr<LabDraft> draft; ///< created on first use

    [[nodiscard]] VmEntry *vm(const QString &name) const;
    [[nodiscard]] VmState state() const;
};

/// All labs and their VMs, kept up to date by watching the files and through the keepers' messages.
/// GUI thread; files are read in a job.
class LabStore : public QObject
{
    Q_OBJECT

public:
    LabStore(Environment environment, QObject *parent = nullptr);
    ~LabStore() override;

    [[nodiscard]] const Environment &environment() const { return m_environment; }
    void setSettings(const Settings &settings); ///< applies changed settings
    [[nodiscard]] const std::vector<std::unique_ptr<LabEntry>> &labs() const { return m_labs; }
    [[nodiscard]] LabEntry *lab(const QString &name) const;
    [[nodiscard]] VmEntry *vm(const VmRef &ref) const;
    [[nodiscard]] bool isLoaded() const { return m_loaded; }
    /// The lab's only draft; null for an unknown lab.
    [[nodiscard]] LabDraft *draft(const QString &lab);
    [[nodiscard]] std::vector<LabDraft *> unsavedDrafts() const;
    /// Running, starting or paused VMs.
    [[nodiscard]] std::vector<VmEntry *> liveVms() const;

    void reload(); ///< debounced: a burst of calls reloads once
    /// Adds a lab file; DONE gets the lab's name.
    void openFile(const QString &file, std::function<void(Result<QString>)> done);
    /// Whether the window is being looked at, which determines how often figures are sampled.
    void setWatched(bool watched);

Q_SIGNALS:
    void settingsChanged();
    /// Labs or VMs were added, removed or moved to another file.
    void structureChanged();
    void vmChanged(hydra::ui::VmEntry *vm); ///< its status
    void vmSampled(hydra::ui::VmEntry *vm); ///< its figures

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
