// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/config/lab_spec.h"
#include "core/reach/readiness.h"
#include "core/reach/vm_link.h"
#include "ui/models/history.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QPointer>

namespace hydra::ui {

/// One VM in the window: its link, its spec from the lab file, and its figures over time. GUI
/// thread; owned by LabStore, which tells it when to sample.
class VmEntry : public QObject
{
    Q_OBJECT

public:
    VmEntry(const Environment &environment, const VmRef &vm, QObject *parent = nullptr);

    [[nodiscard]] const VmRef &ref() const { return m_link.vm(); }
    [[nodiscard]] const Paths &paths() const { return m_environment.paths; }
    [[nodiscard]] VmLink &link() { return m_link; }
    [[nodiscard]] const VmStatus &status() const { return m_link.status(); }
    /// None when the file is broken.
    [[nodiscard]] const std::optional<VmSpec> &spec() const { return m_spec; }
    void setSpec(std::optional<VmSpec> spec) { m_spec = std::move(spec); }

    [[nodiscard]] const History &cpu() const { return m_cpu; }       ///< percent of one core
    [[nodiscard]] const History &memory() const { return m_memory; } ///< MiB resident
    [[nodiscard]] const History &disk() const { return m_disk; }     ///< MB/s, read and written
    [[nodiscard]] const std::optional<Error> &trouble() const { return m_trouble; }

    /// Samples the process's CPU and memory; does nothing when it is not running. Cheap.
    void sample();
    /// Requests the disk's figures from the keeper.
    void sampleDisk();
    /// For a VM without keeper: checks whether one has been started or an end been recorded
    /// meanwhile.
    void lookAgain();

Q_SIGNALS:
    void changed(); ///< status, reason, phase
    void sampled();

private:
    void sampleMoved(qint64 bytes);

    const Environment &m_environment;
    QString m_stateDir;
    VmLink m_link;
    Readiness m_readiness;
    std::optional<VmSpec> m_spec;
    std::optional<Error> m_trouble;
    History m_cpu, m_memory, m_disk;
    QElapsedTimer m_sinceCpu, m_sinceDisk;
    qint64 m_cpuMs = -1;
    qint64 m_diskBytes = -1;
    QDateTime m_stateSeen;
};

} // namespace hydra::ui
