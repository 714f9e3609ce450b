// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QString>

namespace hydra::test {

/// How one command ended, and its output.
struct Outcome {
    int code = -1; ///< exit code; -1: killed by a signal, timed out or not started
    QByteArray out;
    QByteArray err;
    qint64 ms = 0;
    QString command;
    QString trouble; ///< why there is no exit code

    [[nodiscard]] bool ok() const { return code == 0; }
    [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
    /// All of it, for a failed check's message.
    [[nodiscard]] QString say() const
    {
        return QStringLiteral("%1\n  exit %2 after %3 ms %4\n  stdout: %5\n  stderr: %6")
            .arg(command)
            .arg(code)
            .arg(ms)
            .arg(trouble, QString::fromUtf8(out.right(4000)), QString::fromUtf8(err.right(4000)));
    }
};

} // namespace hydra::test
