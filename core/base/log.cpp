// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/log.h"

#include "core/base/redact_text.h"

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <mutex>
#include <vector>

namespace hydra {
namespace {

constexpr qsizetype kLongestLogText = 8192;

struct LeveledSink {
    LogSink write;
    LogLevel from;
};

struct LogState {
    std::mutex mutex;
    std::vector<LeveledSink> sinks{{writeLogToStderr, LogLevel::Warning}};
    std::atomic<LogLevel> lowest = LogLevel::Warning;

    void set(std::vector<LeveledSink> all)
    {
        sinks = std::move(all);
        LogLevel least = LogLevel::Error;
        for (const LeveledSink &sink : sinks)
            least = std::min(least, sink.from);
        lowest = least;
    }
};

// Never destroyed: threads may still log while the program ends.
LogState &logState()
{
    static LogState *const state = new LogState;
    return *state;
}

thread_local bool isInLogSink = false;

// A text with line breaks could pretend to be several records, and a terminal obeys controls.
QString oneLine(const QString &text)
{
    QString line;
    for (const QChar c : text) {
        if (c == u'\n')
            line += QStringLiteral(" | ");
        else if (c.category() == QChar::Other_Control)
            line += c == u'\t' ? QStringLiteral(" ")
                               : QStringLiteral("\\x%1").arg(int(c.unicode()), 2, 16, QChar(u'0'));
        else
            line += c;
    }
    return line;
}

QString shortened(const QString &text)
{
    if (text.size() <= kLongestLogText)
        return text;
    return text.left(kLongestLogText) + QStringLiteral("… (cut)");
}

LogLevel levelOf(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return LogLevel::Debug;
    case QtInfoMsg:
        return LogLevel::Info;
    case QtWarningMsg:
        return LogLevel::Warning;
    case QtCriticalMsg:
    case QtFatalMsg: // after which Qt ends the program
        break;
    }
    return LogLevel::Error;
}

} // namespace

QString toString(LogLevel level)
{
    static const char *const names[] = {"debug", "info", "warning", "error"};
    return QLatin1String(names[static_cast<int>(level)]);
}

bool isLogged(LogLevel level)
{
    return level >= logState().lowest;
}

void log(LogLevel level, const char *category, const QString &text)
{
    if (!isLogged(level))
        return;
    const LogRecord record{.level = level,
                           .category = QString::fromLatin1(category),
                           .text = oneLine(shortened(withoutSecrets(text)))};
    if (isInLogSink)
        return writeLogToStderr(record);
    const std::lock_guard lock(logState().mutex);
    isInLogSink = true;
    for (const LeveledSink &sink : logState().sinks) {
        if (level >= sink.from)
            sink.write(record);
    }
    isInLogSink = false;
}

void setLogSink(LogSink sink, LogLevel from)
{
    const std::lock_guard lock(logState().mutex);
    logState().set({{std::move(sink), from}});
}

void addLogSink(LogSink sink, LogLevel from)
{
    const std::lock_guard lock(logState().mutex);
    std::vector<LeveledSink> all = logState().sinks;
    all.push_back({std::move(sink), from});
    logState().set(std::move(all));
}

void writeLogToStderr(const LogRecord &record)
{
    std::fprintf(stderr, "hydra: %s: %s: %s\n", qPrintable(toString(record.level)),
                 qPrintable(record.category), qPrintable(record.text));
}

void logQtMessages()
{
    qInstallMessageHandler(
        [](QtMsgType type, const QMessageLogContext &context, const QString &text) {
            log(levelOf(type), context.category ? context.category : "qt", text);
        });
}

} // namespace hydra
