// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>
#include <vector>

namespace hydra {

/// What differs between two texts, line by line. Pure. The shortest script for texts that differ in some
/// 2,000 lines; beyond that what is between the equal ends counts as changed.

struct DiffLine {
    enum class Kind { Same, Removed, Added, Gap };
    Kind kind = Kind::Same;
    QByteArray text; ///< with its line break, but for a last line without one
    bool operator==(const DiffLine &) const = default;
};
[[nodiscard]] std::vector<DiffLine> diffLines(const QByteArray &before, const QByteArray &after);

/// Only what changed and CONTEXT lines around it; a Gap stands for what is left out.
[[nodiscard]] std::vector<DiffLine> nearChanges(const std::vector<DiffLine> &lines, int context);

/// For people: "- " or "+ " before what changed, "  " before its neighbours; empty when nothing did.
[[nodiscard]] QString diffText(const QByteArray &before, const QByteArray &after, int context = 1);

/// THEIRS with what was changed from BASE to MINE; nothing when both changed the same lines, or lines
/// beside each other, in different ways.
[[nodiscard]] std::optional<QByteArray> mergeTexts(const QByteArray &base, const QByteArray &mine,
                                                   const QByteArray &theirs);

} // namespace hydra
