// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringList>

namespace hydra::test {

/// File systems that only this program and what it starts from this thread see. Ends with them.
class Mounts
{
public:
    Mounts();
    ~Mounts();
    [[nodiscard]] bool isAllowed() const { return m_allowed; } ///< needs root, and a container that lets it
    /// An empty file system of so many MiB over a directory; or, where it has been put already, its new size.
    [[nodiscard]] bool putDisk(const QString &directory, int mebibytes);
    /// A file that nobody may open in the place of another one.
    [[nodiscard]] bool forbid(const QString &file, const QString &scratch);

private:
    bool m_allowed;
    QStringList m_mounted;
};

} // namespace hydra::test
