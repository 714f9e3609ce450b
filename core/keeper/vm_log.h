// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <QString>

#include <functional>

namespace hydra {

/// vm.log: what happened to a VM, one line each with its time (RFC 3339, UTC). 0600. A log of more
/// than 1 MiB is put aside as vm.log.1, so that no guest can fill the disk with it.
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
