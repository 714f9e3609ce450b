// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace hydra {

/// The line of a program's stderr that says most: the last error, else the last line.
[[nodiscard]] QString lastWords(const QByteArray &stderrText);
/// The same of the file PATH, of what was appended to it after START (bytes); empty when there is
/// nothing to read. Looks at the last 8 KiB at most.
[[nodiscard]] QString lastWordsIn(const QString &path, qint64 start = 0);

} // namespace hydra
