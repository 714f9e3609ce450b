// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/line_splitter.h"
#include "base/result.h"

#include <QJsonObject>
#include <QJsonValue>

#include <optional>

namespace hydra {

/// One message of QEMU's machine protocol (qemu-qmp-ref(7)): newline-ended JSON objects.
struct QmpMessage {
    enum class Kind { Greeting, Return, Error, Event };
    Kind kind = Kind::Event;
    qint64 id = -1;        ///< of the command a Return or Error answers
    QJsonValue value;      ///< Return: what it returns (often {})
    QString name;          ///< Event: its name; Error: its class
    QString description;   ///< Error: in words; Greeting: QEMU's version, "7.2.22"
    QJsonObject data;      ///< Event
    qint64 atMs = 0;       ///< Event: QEMU's time stamp, Unix milliseconds
    bool operator==(const QmpMessage &) const = default;
};

/// Bytes to messages; no I/O. Bounded: one message has at most 16 MiB. After an error nothing
/// more comes.
class QmpParser
{
public:
    static constexpr qsizetype kMessageLimit = 16 << 20;

    void feed(QByteArrayView bytes) { m_lines.feed(bytes); }
    /// The next message, nothing when more bytes are needed, or why this is not QMP.
    [[nodiscard]] Result<std::optional<QmpMessage>> next();

private:
    LineSplitter m_lines{kMessageLimit};
    std::optional<Error> m_broken;
};

/// One command as it goes over the wire.
[[nodiscard]] QByteArray qmpCommand(qint64 id, const QString &name, const QJsonObject &arguments);

} // namespace hydra
