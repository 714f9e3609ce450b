// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringList>

namespace hydra::test {

/// Mounts that only this program and children started from this thread see; the destructor unmounts
/// them. Linux only, as root, and in a container that permits it.
class Mounts
{
public:
    Mounts();
    ~Mounts();
    [[nodiscard]] bool isAllowed() const { return m_allowed; }
    /// Mounts an empty tmpfs over a directory, which is created if needed; resizes one that is
    /// mounted already. SIZE as for mount(8): "64k", "256m".
    [[nodiscard]] bool putDisk(const QString &directory, const QByteArray &size);
    /// Remounts such a tmpfs read-only.
    [[nodiscard]] bool forbidWriting(const QString &directory);
    /// Hides FILE behind a file (SCRATCH, created here) that nobody may open.
    [[nodiscard]] bool forbid(const QString &file, const QString &scratch);

private:
    bool m_allowed = false;
    QStringList m_mounted;
};

} // namespace hydra::test
