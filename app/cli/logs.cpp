// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"

#include "app/cli/output.h"
#include "core/console/log_limits.h"
#include "core/console/log_reader.h"

#include <CLI/CLI.hpp>
#include <QDateTime>
#include <QFileInfo>
#include <QRegularExpression>
#include <QTimer>

#include <limits>

namespace hydra::cli {
namespace {

constexpr qint64 kChunk = 64 << 10;

struct LogsArguments {
    std::string target;
    std::string source = "vm";
    std::string since;
    std::string grep;
    bool follow = false;
};

struct LogFile {
    QString path;
    qint64 limit = 0; ///< at which it is begun anew
};

LogFile fileOf(const Paths &paths, const VmRef &vm, const std::string &source)
{
    const VmPlaces places = paths.places(vm);
    const std::map<std::string, LogFile> files{
        {"vm", {.path = places.logFile(), .limit = eventLogLimit}},
        {"serial", {.path = places.serialLog(), .limit = consoleLogLimit}},
        {"hvc0", {.path = places.hvcLog(), .limit = consoleLogLimit}},
        {"qemu", {.path = places.qemuLog(), .limit = programLogLimit}}};
    return files.at(source);
}

// Parses "10m", "2h", "30s", "1d" (before now), or an ISO 8601 time.
std::optional<QDateTime> parseSince(const QString &text)
{
    static const QRegularExpression relative(QStringLiteral("^([0-9]{1,6})([smhd])$"));
    const auto match = relative.match(text);
    if (match.hasMatch()) {
        const QMap<QString, int> seconds{{QStringLiteral("s"), 1},
                                         {QStringLiteral("m"), 60},
                                         {QStringLiteral("h"), 3600},
                                         {QStringLiteral("d"), 86400}};
        return QDateTime::currentDateTimeUtc().addSecs(-qint64(match.captured(1).toInt()) *
                                                       seconds[match.captured(2)]);
    }
    const QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    return time.isValid() ? std::optional(time) : std::nullopt;
}

/// Prints a log, with the part before it when that was full, and with --follow what is appended.
class LogTail : public QObject
{
public:
    LogTail(const LogFile &file, std::optional<QDateTime> since, QRegularExpression grep)
        : m_log(file.path), m_since(std::move(since)), m_grep(std::move(grep))
    {
        m_log.beginWithLast(std::numeric_limits<qint64>::max(), file.limit);
    }

    void readOn()
    {
        for (QByteArray chunk = m_log.read(kChunk); !chunk.isEmpty(); chunk = m_log.read(kChunk))
            take(chunk);
        std::fflush(stdout);
    }

    void flushRest()
    {
        if (!m_rest.isEmpty())
            printLine(std::exchange(m_rest, {}));
    }

private:
    void take(const QByteArray &chunk)
    {
        m_rest += chunk;
        for (qsizetype end = m_rest.indexOf('\n'); end >= 0; end = m_rest.indexOf('\n')) {
            printLine(m_rest.left(end + 1));
            m_rest.remove(0, end + 1);
        }
        if (m_rest.size() > (1 << 20))
            flushRest();
    }

    void printLine(const QByteArray &line) const
    {
        if (m_since) {
            const auto time = QDateTime::fromString(
                QString::fromLatin1(line.left(line.indexOf(' '))), Qt::ISODateWithMs);
            if (time.isValid() && time < *m_since)
                return;
        }
        if (!m_grep.pattern().isEmpty() && !m_grep.match(QString::fromUtf8(line)).hasMatch())
            return;
        std::fwrite(line.constData(), 1, size_t(line.size()), stdout);
    }

    LogReader m_log;
    std::optional<QDateTime> m_since;
    QRegularExpression m_grep;
    QByteArray m_rest;
};

Result<std::unique_ptr<LogTail>> openLog(const Session &session, const LogsArguments &options,
                                         const VmRef &vm)
{
    std::optional<QDateTime> since;
    if (!options.since.empty()) {
        since = parseSince(QString::fromStdString(options.since));
        if (!since)
            return fail(ErrorCode::Invalid,
                        QStringLiteral("--since wants 30s, 10m, 2h, 1d or an ISO 8601 time"));
        if (options.source != "vm")
            return fail(
                ErrorCode::Invalid,
                QStringLiteral("--since needs a log with times; only --source vm has them"));
    }
    const QRegularExpression grep(QString::fromStdString(options.grep));
    if (!grep.isValid())
        return fail(ErrorCode::Invalid, QStringLiteral("--grep: %1").arg(grep.errorString()));
    const LogFile file = fileOf(session.paths(), vm, options.source);
    if (!QFileInfo::exists(file.path) && !options.follow)
        return fail(ErrorCode::NotFound, QStringLiteral("has no such log yet"), vm.toString(),
                    QStringLiteral("start it with `hydractl up %1`").arg(vm.toString()));
    return std::make_unique<LogTail>(file, since, grep);
}

void show(Session &session, const LogsArguments &options)
{
    const auto target = session.loadVm(options.target);
    if (!target)
        return;
    const VmRef vm = target->lab.ref(target->vms.front());
    auto opened = openLog(session, options, vm);
    if (!opened)
        return session.finish(opened.error());
    LogTail *tail = session.keep(std::move(*opened));
    tail->readOn();
    if (!options.follow) {
        tail->flushRest();
        return session.finish(0);
    }
    auto *timer = session.keep(std::make_unique<QTimer>());
    QObject::connect(timer, &QTimer::timeout, tail, [tail] { tail->readOn(); });
    timer->start(std::chrono::milliseconds(100));
}

} // namespace

void addLogs(CLI::App &app, Action &action)
{
    auto options = std::make_shared<LogsArguments>();
    CLI::App *command = app.add_subcommand("logs", "Print a VM's logs");
    command->add_option("TARGET", options->target, "LAB/VM")->required();
    command->add_option("--source", options->source, "vm (events; default), serial, hvc0 or qemu")
        ->check(CLI::IsMember({"vm", "serial", "hvc0", "qemu"}));
    command->add_flag("-f,--follow", options->follow, "Go on with what comes");
    command->add_option("--since", options->since,
                        "Only from this time on: 10m, or an ISO 8601 time");
    command->add_option("--grep", options->grep, "Only lines that match this regular expression");
    command->callback(
        [options, &action] { action = [options](Session &session) { show(session, *options); }; });
}

} // namespace hydra::cli
