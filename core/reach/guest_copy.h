// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/job/job.h"
#include "core/reach/ssh.h"

namespace hydra {

/// Copies files out of a running guest over ssh, as its root. Each call blocks until it is done or
/// the job is cancelled.
class GuestCopy
{
public:
    GuestCopy(const Paths &paths, VmRef vm, QString username, std::vector<PlannedPort> ports,
              const JobContext &job)
        : m_paths(paths), m_vm(std::move(vm)), m_username(std::move(username)),
          m_ports(std::move(ports)), m_job(job)
    {
    }

    /// The guest's journal of this boot, as text.
    [[nodiscard]] Result<void> journal(const QString &file) const;
    /// Copies a file or directory (PATH, absolute) to DIR/PATH. NotFound when the guest does not
    /// have it. Device files and sockets are skipped; links stay links. No name from the guest can
    /// lead outside DIR.
    [[nodiscard]] Result<void> take(const QString &path, const QString &dir) const;

private:
    [[nodiscard]] Result<Command> inGuest(const Command &command) const;
    [[nodiscard]] Result<void> exists(const QString &path) const;
    [[nodiscard]] Result<void> toFile(const Command &command, const QString &file) const;

    const Paths &m_paths;
    VmRef m_vm;
    QString m_username;
    std::vector<PlannedPort> m_ports;
    const JobContext &m_job;
};

} // namespace hydra
