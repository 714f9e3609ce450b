// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/config/edit_lab.h"
#include "core/lab/ports/port_rows.h"

namespace hydra {

/// Every port of every lab of this user's: those of FIRST (a lab) first, the others by name. A port
/// that conflicts has a proposal. Reads files and the kernel's tables; worker threads only.
[[nodiscard]] std::vector<PortRow> portOverview(const Paths &paths, const QString &first = {});

/// What portOverview judges: the VMs of every lab file, and those of broken ones that were started.
/// Blocks likewise.
[[nodiscard]] std::vector<VmPorts> readVmPorts(const Paths &paths, const QString &first = {});

/// The edits that give ROW, or the range it is part of, host ports from PORT on; they change
/// nothing else of the lab, even where the port is written under `common`. Invalid when the file no
/// longer has that port. Pure.
[[nodiscard]] Result<std::vector<LabEdit>> editsToMove(const LoadedLab &lab, const PortRow &row,
                                                       std::uint16_t port);

/// Writes that into the lab file. NotFound: there is no such lab any more. Blocks briefly.
[[nodiscard]] Result<void> movePort(const Paths &paths, const PortRow &row, std::uint16_t port);

/// The edits after which ROW, and what else shares its address in the file, is reached from this
/// machine only. Invalid likewise. Pure.
[[nodiscard]] Result<std::vector<LabEdit>> editsToRestrict(const LoadedLab &lab,
                                                           const PortRow &row);
/// Writes it into the lab file; errors as for movePort.
[[nodiscard]] Result<void> restrictPort(const Paths &paths, const PortRow &row);

/// Moves one port after another until no conflict is left that a free port solves, those of FIRST
/// before others. Returns how many were moved. Worker threads only.
[[nodiscard]] Result<int> solvePortConflicts(const Paths &paths, const QString &first = {});

} // namespace hydra
