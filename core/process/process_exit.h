// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QMetaType>
#include <QString>

namespace hydra {

/// How a child ended.
struct ProcessExit {
    bool started = false; ///< false: it never ran; see error
    int code = -1;        ///< exit code, when it exited by itself
    int signal = 0;       ///< terminating signal, else 0
    QString error;        ///< words, when it never ran

    [[nodiscard]] bool ok() const { return started && signal == 0 && code == 0; }
    [[nodiscard]] QString describe() const; ///< "exited with code 1", "killed by SIGABRT"
};

/// Of a child that ran, from the status that waitpid(2) gives.
[[nodiscard]] ProcessExit exitFromStatus(int status);
/// Of a child that never ran.
[[nodiscard]] ProcessExit neverRan(const QString &why);

} // namespace hydra
