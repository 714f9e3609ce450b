// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "process/process_id.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace hydra::test {

/// A process of this machine, seen in /proc.
struct Running {
    ProcessId id;
    QStringList args; ///< the program first

    [[nodiscard]] bool isQemu() const { return name().startsWith(QStringLiteral("qemu-system-")); }
    [[nodiscard]] bool isKeeper() const { return name() == u"hydra-keeper"; }
    [[nodiscard]] QString name() const { return args.value(0).section(u'/', -1); }
};

/// The processes (no zombies) whose arguments hold TEXT. Not ourselves.
[[nodiscard]] std::vector<Running> processesNaming(const QString &text);

/// A TCP socket that listens, as "ADDRESS:PORT".
struct Listener {
    QString address;
    int port = 0;
};

/// The listening TCP sockets, v4 and v6, that a process holds.
[[nodiscard]] std::vector<Listener> listenersOf(const ProcessId &process);

} // namespace hydra::test
