// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/crictl/runtime.h"

#include "core/cri/log_resume.h"
#include "core/process/process.h"

#include <CLI/CLI.hpp>
#include <QDateTime>
#include <QEventLoop>
#include <QFileInfo>
#include <QTimer>

#include <cmath>
#include <cstdio>
#include <memory>

namespace hydra::cli {
namespace {

/// Interval for checking whether the container still runs.
constexpr auto kLook = std::chrono::seconds(1);
constexpr auto kRetry = std::chrono::seconds(2); ///< delay after a lost connection
constexpr qint64 kSecond = 1'000'000'000;

struct Logging {
    std::string id, since, stream;
    qint64 tail = -1;       ///< number of records; -1: all
    qint64 limitBytes = -1; ///< bytes of output; -1: no limit
    bool follow = false, previous = false, reopen = false, timestamps = false;
};

/// Parses "42m" (before now), an ISO 8601 time, or seconds since the epoch; nothing for anything
/// else.
std::optional<qint64> readSince(const std::string &text)
{
    if (text.empty())
        return 0;
    const QString word = QString::fromStdString(text);
    bool isNumber = false;
    if (const double seconds = word.toDouble(&isNumber); isNumber)
        return std::abs(seconds) < 9e9 ? std::optional(qint64(seconds * double(kSecond)))
                                       : std::nullopt;
    if (const auto before = readDuration(text))
        return QDateTime::currentMSecsSinceEpoch() * 1'000'000 - before->count() * 1'000'000;
    if (const auto time = parseLogTime(word.toLatin1()))
        return time;
    const QDateTime local = QDateTime::fromString(word, Qt::ISODate);
    return local.isValid() ? std::optional(local.toMSecsSinceEpoch() * 1'000'000) : std::nullopt;
}

QByteArray stamp(qint64 ns)
{
    const QDateTime time = QDateTime::fromSecsSinceEpoch(ns / kSecond, Qt::UTC);
    return QStringLiteral("%1.%2Z ")
        .arg(time.toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss")))
        .arg(ns % kSecond, 9, 10, QLatin1Char('0'))
        .toLatin1();
}

/// Prints a container's log file: in the VM through ssh, or on this machine. While following it
/// resumes after a lost connection.
class LogPrinter
{
public:
    LogPrinter(CrictlRuntime &runtime, const Logging &logging, qint64 since, QString path)
        : m_runtime(runtime), m_logging(logging), m_since(since), m_path(std::move(path))
    {
    }

    Result<int> run()
    {
        m_runtime.session().onInterrupt([this] { m_loop.quit(), m_isOver = true; });
        while (!m_isOver) {
            const Result<bool> whole = readOnce();
            if (!whole)
                return fail(whole.error());
            if (*whole || !m_logging.follow)
                break;
            QTimer::singleShot(kRetry, &m_loop, &QEventLoop::quit);
            m_loop.exec();
        }
        m_runtime.session().onInterrupt(nullptr);
        return 0;
    }

private:
    Result<Command> command() const
    {
        // After a reconnect, lines already printed are skipped by their times, so read the whole
        // log.
        QStringList words =
            tailCommand(m_path, m_resume.hasSeen() ? -1 : m_logging.tail, m_logging.follow);
        if (m_runtime.isVm())
            return m_runtime.ssh(QStringList{QStringLiteral("sudo")} + words);
        return Command{.program = words.takeFirst(), .args = words};
    }

    /// One run of the command that prints the log.
    struct Reading {
        explicit Reading(const Command &command) : process(command) {}

        Process process;
        CriLogParser parser;
        std::optional<ProcessExit> exit;
        QByteArray complaint;
        bool isQuiet = false; ///< no output since the container was found to have ended
        bool isAtEnd = false;
    };

    // True: the log has ended. False: the connection was lost.
    Result<bool> readOnce()
    {
        const auto tail = command();
        if (!tail)
            return fail(tail.error());
        m_resume.begin();
        const auto reading = std::make_shared<Reading>(*tail);
        listen(*reading);
        QTimer look;
        QObject::connect(&look, &QTimer::timeout, &m_loop, [&] { endOrAsk(reading); });
        if (m_logging.follow)
            look.start(kLook);
        reading->process.start();
        while (!reading->exit && !m_isOver)
            m_loop.exec();
        return judge(*reading);
    }

    void listen(Reading &reading)
    {
        QObject::connect(&reading.process, &Process::output, &m_loop,
                         [this, &reading](const QByteArray &bytes) {
                             reading.isQuiet = false;
                             print(reading.parser.add(bytes));
                         });
        QObject::connect(&reading.process, &Process::errorOutput, &m_loop,
                         [&reading](const QByteArray &bytes) {
                             reading.complaint += bytes.left(4096 - reading.complaint.size());
                         });
        QObject::connect(&reading.process, &Process::done, &m_loop,
                         [this, &reading](const ProcessExit &how) {
                             reading.exit = how;
                             m_loop.quit();
                         });
    }

    // The reply may arrive after its reading.
    void endOrAsk(const std::shared_ptr<Reading> &reading)
    {
        if (reading->isQuiet) {
            reading->isAtEnd = true;
            return reading->process.terminate();
        }
        m_runtime.client().call(
            QStringLiteral("ContainerStatus"),
            {{QStringLiteral("containerId"), QString::fromStdString(m_logging.id)}},
            [asking = std::weak_ptr(reading)](const Result<QJsonObject> &status) {
                const bool ended =
                    status ? (*status)[u"status"][u"state"].toString() != u"CONTAINER_RUNNING"
                           : status.error().code == ErrorCode::NotFound;
                if (const auto asked = asking.lock(); asked && ended)
                    asked->isQuiet = true;
            });
    }

    // As `readOnce`.
    Result<bool> judge(Reading &reading)
    {
        if (!reading.exit) { // interrupted, or the limit was reached
            reading.process.terminate();
            return true;
        }
        const bool isBroken = !reading.isAtEnd && !m_isOver && reading.exit->code != 0;
        if (isBroken && m_logging.follow && m_resume.hasSeen())
            return false; // the partial record will be read again completely
        print(reading.parser.finish());
        if (reading.isAtEnd || m_isOver)
            return true;
        if (reading.exit->code == 0)
            return !m_logging.follow;
        return fail(ErrorCode::Failed,
                    QStringLiteral("its log cannot be read: %1")
                        .arg(QString::fromUtf8(reading.complaint.trimmed())),
                    m_path);
    }

    void print(const std::vector<CriLogLine> &lines)
    {
        for (const CriLogLine &line : lines) {
            if (m_isOver || m_resume.wasSeen(line))
                continue;
            const bool isError = line.stream == CriStream::Stderr;
            const bool isWanted =
                m_logging.stream.empty() || (m_logging.stream == "stderr") == isError;
            if (!isWanted || (line.timeNs != 0 && line.timeNs < m_since))
                continue;
            QByteArray text = line.text;
            if (m_logging.timestamps && !m_goesOn)
                text.prepend(stamp(line.timeNs));
            m_goesOn = line.partial;
            if (!line.partial)
                text += '\n';
            write(text, isError ? stderr : stdout);
        }
        std::fflush(stdout);
        std::fflush(stderr);
    }

    void write(QByteArray text, FILE *file)
    {
        if (m_logging.limitBytes >= 0) {
            text.truncate(m_logging.limitBytes - m_bytes);
            m_bytes += text.size();
            m_isOver = m_bytes >= m_logging.limitBytes;
        }
        std::fwrite(text.constData(), 1, std::size_t(text.size()), file);
        if (m_isOver)
            m_loop.quit();
    }

    CrictlRuntime &m_runtime;
    const Logging &m_logging;
    qint64 m_since;
    QString m_path;
    QEventLoop m_loop;
    CriLogResume m_resume;
    bool m_goesOn = false; ///< the last piece was partial: the next one continues its line
    bool m_isOver = false;
    qint64 m_bytes = 0;
};

Result<int> logs(CrictlRuntime &runtime, const Logging &logging)
{
    const auto since = readSince(logging.since);
    if (!since)
        return fail(ErrorCode::Invalid,
                    QStringLiteral("'%1' is no time").arg(QString::fromStdString(logging.since)),
                    QStringLiteral("--since"),
                    QStringLiteral("write 42m, 2026-01-31T12:00:00Z or seconds since the epoch"));
    if (logging.tail >= 0 && !logging.stream.empty())
        return fail(ErrorCode::Invalid, QStringLiteral("--tail counts lines of both streams"),
                    QStringLiteral("--stream"), QStringLiteral("leave one of them out"));
    const QJsonObject id{{QStringLiteral("containerId"), QString::fromStdString(logging.id)}};
    if (logging.reopen) {
        if (const auto reopened = runtime.call("ReopenContainerLog", id); !reopened)
            return fail(reopened.error());
    }
    const auto status = runtime.call("ContainerStatus", id);
    if (!status)
        return fail(status.error());
    QString path = (*status)[u"status"][u"logPath"].toString();
    if (path.isEmpty())
        return fail(ErrorCode::NotFound, QStringLiteral("the container has no log"),
                    QString::fromStdString(logging.id),
                    QStringLiteral("it needs log_path, and its pod log_directory"));
    if (logging.previous) {
        const auto attempt = (*status)[u"status"][u"metadata"][u"attempt"].toInteger();
        if (attempt == 0)
            return fail(ErrorCode::NotFound, QStringLiteral("there was no attempt before this one"),
                        QString::fromStdString(logging.id));
        path = QFileInfo(path).path() +
               QStringLiteral("/%1.%2").arg(attempt - 1).arg(QFileInfo(path).suffix());
    }
    return LogPrinter(runtime, logging, *since, path).run();
}

} // namespace

void addCrictlLogs(CLI::App &crictl, const CrictlRun &run)
{
    auto logging = std::make_shared<Logging>();
    CLI::App *command = crictl.add_subcommand(
        "logs", "What a container wrote, byte for byte: a terminal obeys its escape codes");
    command->add_option("ID", logging->id, "The container's id, or its beginning")->required();
    command->add_flag("-f,--follow", logging->follow, "Go on with what it writes, until it ends");
    command->add_flag("-p,--previous", logging->previous, "Of the attempt before");
    command->add_flag("-r,--reopen", logging->reopen, "Have the runtime open the file again first");
    command->add_flag("-t,--timestamps", logging->timestamps, "Each line with its time");
    command->add_option("--tail", logging->tail, "Only so many of the last lines; -1: all");
    command->add_option("--limit-bytes", logging->limitBytes, "At most so much; -1: all");
    command->add_option("--since", logging->since, "From 42m ago, or a time on");
    command->add_option("-s,--stream", logging->stream, "Only one of them")
        ->check(CLI::IsMember({"stdout", "stderr"}));
    command->callback([logging, run] {
        run([logging](CrictlRuntime &runtime) { return logs(runtime, *logging); });
    });
}

} // namespace hydra::cli
