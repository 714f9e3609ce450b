// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonObject>
#include <QMap>
#include <QString>
#include <QStringList>

namespace hydra {

/// A program to run, as a value. Arguments are a vector; no shell ever sees them.
struct Command {
    QString program; ///< path, or a name looked up in PATH
    QStringList args;
    QMap<QString, QString> env; ///< added to the parent's environment; a null value removes
    QString cwd;                ///< empty: the parent's
    QString outputFile;         ///< stdout and stderr are appended here (0600); empty: pipes

    bool operator==(const Command &) const = default;
};

[[nodiscard]] QJsonObject toJson(const Command &command);
[[nodiscard]] Command commandFromJson(const QJsonObject &json);

/// For people and copy-paste: a POSIX shell line that runs the command.
[[nodiscard]] QString shellLine(const Command &command);

} // namespace hydra
