// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/cli/world.h"

namespace hydra::test {

/// A world with the commands that write lab files and read values from them.
class LabWorld : public World
{
public:
    /// The value that `hydractl get` prints.
    [[nodiscard]] QByteArray get(const QString &file, const QString &vm, const QString &key) const
    {
        return hydractl({QStringLiteral("get"), file, vm, key}).output.trimmed();
    }
    [[nodiscard]] Outcome set(const QString &file, const QString &vm,
                              const QStringList &edits) const
    {
        return hydractl(QStringList{QStringLiteral("set"), file, vm} + edits);
    }
    [[nodiscard]] Outcome create(const QStringList &words) const
    {
        return hydractl(QStringList{QStringLiteral("create")} + words);
    }
};

} // namespace hydra::test
