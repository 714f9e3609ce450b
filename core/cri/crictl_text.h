// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/controls.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace hydra {

/// How crictl v1.37 writes what it shows; the window uses the same words. Pure.

/// Go's text/tabwriter as crictl sets it: columns at least 20 wide, 3 blanks between, the last cell
/// of a row as it is. Cells are withoutControls: names come from strangers.
[[nodiscard]] QString crictlTable(const std::vector<QStringList> &rows);

/// An id, image id or digest: without "sha256:", its first 13 characters.
[[nodiscard]] QString crictlShortId(const QString &id);

/// go-units' HumanDuration: "Less than a second", "About a minute", "3 weeks".
[[nodiscard]] QString crictlDuration(qint64 nanoseconds);

/// go-units' HumanSize, base 1000, as %.DIGITSg: "4.5MB", "191MB".
[[nodiscard]] QString crictlSize(double bytes, int digits = 4);

/// RFC 3339 with as many digits of a second as there are, in local time; Go's zero time for 0.
[[nodiscard]] QString crictlTime(qint64 nanosecondsSinceEpoch);

/// Go's time.Time as text, in local time: "2026-11-25 20:31:40.204220586 +0000 UTC".
[[nodiscard]] QString crictlGoTime(qint64 nanosecondsSinceEpoch);

} // namespace hydra
