// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/process/process_id.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace hydra::test {

/// A process of this machine, from /proc.
struct Running {
    ProcessId id;
    QStringList args; ///< the program first

    [[nodiscard]] bool isQemu() const { return name().startsWith(QStringLiteral("qemu-system-")); }
    [[nodiscard]] bool isKeeper() const { return name() == u"hydra-keeper"; }
    [[nodiscard]] QString name() const { return args.value(0).section(u'/', -1); }
};

/// The processes (without zombies and this one) whose arguments contain TEXT.
[[nodiscard]] std::vector<Running> processesNaming(const QString &text);

/// A listening TCP socket as "ADDRESS:PORT".
struct Listener {
    QString address;
    int port = 0;
};

/// A process's listening TCP sockets, IPv4 and IPv6.
[[nodiscard]] std::vector<Listener> listenersOf(const ProcessId &process);

} // namespace hydra::test
