// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "lab/load.h"

#include <functional>
#include <optional>

namespace hydra {

/// The lab file of a clone, and what had to differ from the original's, in words.
struct CloneText {
    LabSpec spec;
    QByteArray text;
    QStringList notes;
};

/// A port near WANTED that is free and none of those given before; nothing when there is none.
using PortChooser = std::function<std::optional<std::uint16_t>(const QString &address, std::uint16_t wanted, Protocol protocol)>;

/// TEXT, which says SAID, with its comments, so that it says WANTED: another name, other values of the same VMs. Nothing
/// when it cannot be patched so. FILE is what the result will be called. Pure.
[[nodiscard]] std::optional<QByteArray> patchedText(const QByteArray &text, const LabSpec &said, const LabSpec &wanted, const QString &file);

/// The text for a lab NAME in FILE that is like the target: of a whole lab the original's with its
/// comments, of some of its VMs one written anew. Host names and, where the original's are fixed, host
/// ports, MACs and CIDs differ, since both shall run at once; relative paths become absolute when FILE is
/// in another directory. Pure but for CHOOSE.
[[nodiscard]] Result<CloneText> cloneText(const LoadedTarget &source, const QString &name, const QString &file,
                                          const PortChooser &choose);

} // namespace hydra
