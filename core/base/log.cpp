// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "base/log.h"

#include <atomic>
#include <cstdio>
#include <mutex>

namespace hydra {
namespace {

void writeToStderr(LogLevel level, const QString &text)
{
    static constexpr const char *names[] = {"debug", "info", "warning", "error"};
    std::fprintf(stderr, "hydra: %s: %s\n", names[static_cast<int>(level)], qPrintable(text));
}

struct LogState {
    std::mutex mutex;
    LogSink sink = writeToStderr;
    std::atomic<LogLevel> level = LogLevel::Warning;
};

LogState &state()
{
    static LogState instance;
    return instance;
}

} // namespace

void log(LogLevel level, const QString &text)
{
    if (level < state().level)
        return;
    std::lock_guard lock(state().mutex);
    state().sink(level, text);
}

LogSink setLogSink(LogSink sink)
{
    std::lock_guard lock(state().mutex);
    return std::exchange(state().sink, sink ? std::move(sink) : LogSink(writeToStderr));
}

void setLogLevel(LogLevel level)
{
    state().level = level;
}

} // namespace hydra
