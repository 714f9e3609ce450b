// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>
#include <vector>

namespace hydra {

/// A line diff of two texts. Pure. Minimal for texts whose differing middle has up to some 2,000
/// lines; a longer middle counts as changed throughout.

struct DiffLine {
    enum class Kind { Same, Removed, Added, Gap };
    Kind kind = Kind::Same;
    QByteArray text; ///< with its line break, except for a last line without one
    bool operator==(const DiffLine &) const = default;
};
[[nodiscard]] std::vector<DiffLine> diffLines(const QByteArray &before, const QByteArray &after);

/// The changed lines with CONTEXT lines around them; a Gap stands for what is left out.
[[nodiscard]] std::vector<DiffLine> nearChanges(const std::vector<DiffLine> &lines, int context);

/// For people: changed lines begin with "- " or "+ ", context lines with "  "; empty when the texts
/// are equal.
[[nodiscard]] QString diffText(const QByteArray &before, const QByteArray &after, int context = 1);

/// A three-way merge: THEIRS with the changes from BASE to MINE applied; nothing on a conflict,
/// that is when both changed the same or adjacent lines differently.
[[nodiscard]] std::optional<QByteArray> mergeTexts(const QByteArray &base, const QByteArray &mine,
                                                   const QByteArray &theirs);

} // namespace hydra
