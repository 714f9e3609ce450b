// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "job/job.h"
#include "lab/ssh.h"

namespace hydra {

/// Takes things out of a running guest over ssh, as root there. Each call blocks until it is done or its
/// job is cancelled.
class GuestCopy
{
public:
    GuestCopy(const Paths &paths, VmRef vm, QString username, std::vector<PlannedPort> ports, const JobContext &job)
        : m_paths(paths), m_vm(std::move(vm)), m_username(std::move(username)), m_ports(std::move(ports)), m_job(job)
    {
    }

    /// Its journal of this boot, as text.
    [[nodiscard]] Result<void> journal(const QString &file) const;
    /// A file or directory (PATH, absolute) to DIR/PATH. NotFound when the guest has none. Device files and
    /// sockets are left out; links stay links. No name of the guest's leads out of DIR.
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
