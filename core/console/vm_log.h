// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QString>

#include <functional>

namespace hydra {

/// vm.log: the events of a VM, one line each with its time (RFC 3339, UTC). 0600. Begun anew at
/// eventLogLimit.
class VmLog
{
public:
    VmLog(QString path, std::function<void(const QString &line)> onLine);
    /// Never fails: a full disk must not end a keeper.
    void add(const QString &text);

private:
    QString m_path;
    std::function<void(const QString &)> m_onLine;
};

} // namespace hydra
