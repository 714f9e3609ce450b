// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <functional>

namespace hydra {

enum class LogLevel { Debug, Info, Warning, Error };
[[nodiscard]] QString toString(LogLevel level); ///< "debug", "info", "warning", "error"

struct LogRecord {
    LogLevel level = LogLevel::Info;
    QString category; ///< the folder that tells it: "image"; of Qt's messages Qt's own category
    QString text;     ///< one line, without secrets (redact_text.h) and control characters
};

/// Writes one record to the process's log sinks. Thread-safe. At first there is one sink, stderr,
/// which takes warnings and errors; log_file.h makes another.
void log(LogLevel level, const char *category, const QString &text);

inline void logDebug(const char *category, const QString &text)
{
    log(LogLevel::Debug, category, text);
}
inline void logInfo(const char *category, const QString &text)
{
    log(LogLevel::Info, category, text);
}
inline void logWarning(const char *category, const QString &text)
{
    log(LogLevel::Warning, category, text);
}
inline void logError(const char *category, const QString &text)
{
    log(LogLevel::Error, category, text);
}

/// Whether any sink takes such a record: to be asked before a text that costs something is made.
[[nodiscard]] bool isLogged(LogLevel level);

/// Calls into sinks are serialised; what a sink logs itself goes to stderr alone.
using LogSink = std::function<void(const LogRecord &)>;

/// Replaces all sinks with SINK, which takes everything from LEVEL on.
void setLogSink(LogSink sink, LogLevel from = LogLevel::Warning);
/// Adds a sink that takes everything from LEVEL on.
void addLogSink(LogSink sink, LogLevel from);
/// One line to stderr: "hydra: warning: image: cannot be read".
void writeLogToStderr(const LogRecord &record);

/// Qt's own messages become records, too.
void logQtMessages();

} // namespace hydra
