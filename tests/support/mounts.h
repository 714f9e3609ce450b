// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringList>

namespace hydra::test {

/// File systems that only this program and what it starts from this thread see; unmounted by the
/// destructor. Linux only, as root, and in a container that lets it.
class Mounts
{
public:
    Mounts();
    ~Mounts();
    [[nodiscard]] bool isAllowed() const { return m_allowed; }
    /// An empty file system over a directory, which is made if need be; where one was put already, its
    /// new size. SIZE as mount(8) has it: "64k", "256m".
    [[nodiscard]] bool putDisk(const QString &directory, const QByteArray &size);
    /// Makes a disk that was put here read-only.
    [[nodiscard]] bool forbidWriting(const QString &directory);
    /// A file that nobody may open (SCRATCH, made here) in the place of another one.
    [[nodiscard]] bool forbid(const QString &file, const QString &scratch);

private:
    bool m_allowed = false;
    QStringList m_mounted;
};

} // namespace hydra::test
