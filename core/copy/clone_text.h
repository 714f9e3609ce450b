// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/lab/load.h"

#include <functional>
#include <optional>

namespace hydra {

/// A clone's lab file, and the necessary differences from the original, in words.
struct CloneText {
    LabSpec spec;
    QByteArray text;
    QStringList notes;
};

/// A free port near WANTED that was not returned before; nothing when there is none.
using PortChooser = std::function<std::optional<std::uint16_t>(
    const QString &address, std::uint16_t wanted, Protocol protocol)>;

/// Patches TEXT, which reads as SAID, so that it reads as WANTED: another name, other values of the
/// same VMs; comments are kept. Nothing when it cannot be patched. FILE is the result's name. Pure.
[[nodiscard]] std::optional<QByteArray> patchedText(const QByteArray &text, const LabSpec &said,
                                                    const LabSpec &wanted, const QString &file);

/// The text of a lab NAME in FILE that copies the target: for a whole lab the original's text with
/// its comments, for some of its VMs a new one. Host names and, where the original has fixed ones,
/// host ports, MACs and CIDs differ, so that both can run at once; relative paths become absolute
/// when FILE is in another directory. Pure except for CHOOSE.
[[nodiscard]] Result<CloneText> cloneText(const LoadedTarget &source, const QString &name,
                                          const QString &file, const PortChooser &choose);

} // namespace hydra
