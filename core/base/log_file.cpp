// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/log_file.h"

#include "core/base/atomic_file.h"

#include <QFile>
#include <QFileInfo>

#include <memory>
#include <spdlog/logger.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/rotating_file_sink.h>
#include <sys/stat.h>

namespace hydra {
namespace {

using RotatingSink = spdlog::sinks::rotating_file_sink_mt;

spdlog::level::level_enum spdlogLevel(LogLevel level)
{
    switch (level) {
    case LogLevel::Debug:
        return spdlog::level::debug;
    case LogLevel::Info:
        return spdlog::level::info;
    case LogLevel::Warning:
        return spdlog::level::warn;
    case LogLevel::Error:
        break;
    }
    return spdlog::level::err;
}

std::shared_ptr<RotatingSink> openLogFile(const LogFileOptions &options)
{
    if (!makePrivateDir(QFileInfo(options.path).absolutePath()))
        return nullptr;
    spdlog::file_event_handlers events;
    events.after_open = [](const spdlog::filename_t &, std::FILE *file) {
        ::fchmod(::fileno(file), S_IRUSR | S_IWUSR);
    };
    auto sink = std::make_shared<RotatingSink>(QFile::encodeName(options.path).toStdString(),
                                               std::size_t(options.maxBytes),
                                               std::size_t(options.oldFiles), false, events);
    sink->set_formatter(std::make_unique<spdlog::pattern_formatter>(
        "%Y-%m-%dT%H:%M:%S.%eZ %P %l %n: %v", spdlog::pattern_time_type::utc));
    return sink;
}

void writeRecord(const std::shared_ptr<RotatingSink> &sink, const LogRecord &record)
{
    spdlog::logger logger(record.category.toStdString(), sink);
    logger.set_level(spdlog::level::trace);
    logger.flush_on(spdlog::level::trace);
    logger.set_error_handler([](const std::string &) {}); // the record is lost
    const std::string text = record.text.toStdString();
    logger.log(spdlogLevel(record.level), spdlog::string_view_t(text));
}

} // namespace

LogSink logFileSink(const LogFileOptions &options)
{
    return [options, sink = std::shared_ptr<RotatingSink>()](const LogRecord &record) mutable {
        try {
            if (!sink)
                sink = openLogFile(options);
            if (sink)
                writeRecord(sink, record);
        } catch (const std::exception &) {
            sink.reset(); // the next record tries again
        }
    };
}

} // namespace hydra
