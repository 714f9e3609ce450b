// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <functional>

namespace hydra {

enum class LogLevel { Debug, Info, Warning, Error };

/// Writes one record to the process's log sink. Thread-safe. The sink is stderr until
/// `setLogSink` names another (services installs spdlog, tests one that fails on errors).
void log(LogLevel level, const QString &text);

inline void logDebug(const QString &text) { log(LogLevel::Debug, text); }
inline void logInfo(const QString &text) { log(LogLevel::Info, text); }
inline void logWarning(const QString &text) { log(LogLevel::Warning, text); }
inline void logError(const QString &text) { log(LogLevel::Error, text); }

using LogSink = std::function<void(LogLevel, const QString &)>;

/// Replaces the sink and returns the one before. Calls into a sink are serialised.
LogSink setLogSink(LogSink sink);

/// Records below this level are dropped. Warning by default.
void setLogLevel(LogLevel level);

} // namespace hydra
