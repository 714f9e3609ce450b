// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace hydra {

/// What is known of the file that a part belongs to.
struct PartState {
    QString url;
    QByteArray validator; ///< for `If-Range`; empty: the server gave none
    std::optional<qint64> size;
    bool operator==(const PartState &) const = default;
};

[[nodiscard]] QByteArray partStateText(const PartState &state);
/// Nothing when TEXT is no state. Pure.
[[nodiscard]] std::optional<PartState> readPartState(const QByteArray &text);

} // namespace hydra
