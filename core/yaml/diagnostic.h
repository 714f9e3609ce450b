// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <vector>

namespace hydra {

/// One complaint about a lab file. Line and column start at 1; 0 means the file as a whole.
struct Diagnostic {
    QString file;
    int line = 0;
    int column = 0;
    QString key;       ///< dotted, such as vms[1].ports.ssh
    QString what;      ///< what is wrong
    QString hint;      ///< what to write instead
    QString diff = {}; ///< the change a refused edit would make, from diffText

    bool operator==(const Diagnostic &) const = default;
};
using Diagnostics = std::vector<Diagnostic>;

/// "FILE:LINE:COLUMN: KEY: what is wrong; what to write instead".
[[nodiscard]] QString formatDiagnostic(const Diagnostic &diagnostic);

} // namespace hydra
