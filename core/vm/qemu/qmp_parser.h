// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/line_splitter.h"
#include "core/base/result.h"

#include <QJsonObject>
#include <QJsonValue>

#include <optional>

namespace hydra {

/// A message of the QEMU Machine Protocol (qemu-qmp-ref(7)): newline-terminated JSON objects.
struct QmpMessage {
    enum class Kind { Greeting, Return, Error, Event };
    Kind kind = Kind::Event;
    qint64 id = -1;      ///< Return and Error: of the command answered
    QJsonValue value;    ///< Return: the value, often {}
    QString name;        ///< Event: its name; Error: its class
    QString description; ///< Error: the message; Greeting: QEMU's version, "7.2.22"
    QJsonObject data;    ///< Event
    qint64 atMs = 0;     ///< Event: QEMU's time stamp, Unix milliseconds
    bool operator==(const QmpMessage &) const = default;
};

/// Parses bytes into messages; no I/O. Bounded: a message may have 16 MiB. After an error it
/// returns nothing more.
class QmpParser
{
public:
    static constexpr qsizetype kMessageLimit = 16 << 20;

    void feed(QByteArrayView bytes) { m_lines.feed(bytes); }
    /// The next message; nothing when more bytes are needed; an error when this is not QMP.
    [[nodiscard]] Result<std::optional<QmpMessage>> next();

private:
    LineSplitter m_lines{kMessageLimit};
    std::optional<Error> m_broken;
};

/// A command as sent over the wire.
[[nodiscard]] QByteArray qmpCommand(qint64 id, const QString &name, const QJsonObject &arguments);

} // namespace hydra
