// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/lab/ports/port_rows.h"
#include "ui/theme/state_look.h"

namespace hydra::ui {

/// The columns of the ports' table.
enum class PortColumn { Vm, Role, Address, Guest, State, Reach, Holder, Login };
inline constexpr int portColumnCount = 8;

struct PortColumnLook {
    const char *key; ///< for the remembered settings
    QString title;
    int width = 100;
};
[[nodiscard]] PortColumnLook columnLook(PortColumn column);

/// What a cell says. Pure.
[[nodiscard]] QString portText(const PortRow &row, PortColumn column);
/// The same in a sentence, for tooltips; empty where the cell says it all. Pure.
[[nodiscard]] QString portTip(const PortRow &row, PortColumn column);
/// The state as colour, shape and word. Pure.
[[nodiscard]] StateLook portStateLook(const PortRow &row);

/// "127.0.0.1:5556", or "127.0.0.1:7000-7002" for the whole range; "127.0.0.1, chosen at the first
/// start". Pure.
[[nodiscard]] QString portAddress(const PortRow &row, bool wholeRange = false);
/// What is wrong with a conflict's port, in a sentence. Pure.
[[nodiscard]] QString conflictWords(const PortRow &row);
/// The button that solves it: "Use 5557", "Use 7003-7005". Pure.
[[nodiscard]] QString cureWords(const PortRow &row);
/// How many ports there are, are open to the network and conflict. Pure.
[[nodiscard]] QString portSummary(const std::vector<PortRow> &rows);

} // namespace hydra::ui
