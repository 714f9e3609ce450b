// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "vm/backend.h"

namespace hydra {

/// A value inside one of QEMU's comma separated options: commas are doubled.
[[nodiscard]] QString quoteOption(const QString &value);

/// The sockets and files of a VM's QEMU (its keeper connects to them) and those for clients.
struct QemuSockets {
    QString qmp, serial, hvc, agent;
    QString serialClients, hvcClients;
    QString serialTranscript, hvcTranscript;
};
[[nodiscard]] QemuSockets qemuSockets(const VmFiles &files);

/// The whole argument list for one accelerator, -S included. FIRMWARE: nothing for QEMU's own.
/// Pure and total: whatever cannot run was refused before.
[[nodiscard]] QStringList qemuArguments(const PlanInput &input, const QString &accelerator,
                                        const std::optional<FirmwareFiles> &firmware);

} // namespace hydra
