// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/network/capture.h"
#include "app/cli/network/network.h"

#include "core/host/paths.h"

#include <CLI/CLI.hpp>
#include <QDir>
#include <QFileInfo>

#include <cstdio>
#include <unistd.h>

namespace hydra::cli {
namespace {

constexpr qint64 captureChunk = 64 << 10;
constexpr int chunksAtOnce = 64;
constexpr auto pipedOn = std::chrono::milliseconds(50);
const QString pipedName = QStringLiteral("capture-");

struct CaptureArguments {
    std::string target;
    std::string output;
    std::string maximum = "256MiB";
    double seconds = 0;
};

/// Captures for a pipe whose hydractl was killed.
void removeLeftovers(const QDir &dir)
{
    for (const QString &name : dir.entryList({pipedName + u'*'}, QDir::Files)) {
        const qint64 pid = name.mid(pipedName.size()).section(u'.', 0, 0).toLongLong();
        if (pid > 0 && !identify(pid))
            QFile::remove(dir.filePath(name));
    }
}

/// The file that the switch writes for a pipe.
QString pipedFile(const Paths &paths)
{
    const QDir dir(paths.runtimeDir);
    removeLeftovers(dir);
    return dir.filePath(pipedName + QStringLiteral("%1.pcapng").arg(::getpid()));
}

/// Why nothing can be written to PATH; the switch makes the file.
std::optional<Error> objectionTo(const QString &path)
{
    const QFileInfo file(path);
    if (file.exists() && !file.isFile())
        return Error{.code = ErrorCode::Invalid,
                     .what = QStringLiteral("is no file"),
                     .where = path,
                     .hint = QStringLiteral("name a file, or write -o - for a pipe")};
    if (!QFileInfo(file.absolutePath()).isDir())
        return Error{.code = ErrorCode::NotFound,
                     .what = QStringLiteral("there is no such directory"),
                     .where = file.absolutePath()};
    return std::nullopt;
}

void begin(Session &session, const CaptureArguments &options)
{
    const auto target = session.load(QString::fromStdString(options.target));
    if (!target)
        return;
    const auto maximum = MemorySize::parse(QString::fromStdString(options.maximum));
    const bool isPiped = options.output == "-";
    if (!maximum || *maximum < MemorySize::mib(1))
        return session.finish(Error{.code = ErrorCode::Invalid,
                                    .what = QStringLiteral("--max-size wants 1MiB or more"),
                                    .hint = QStringLiteral("such as 256MiB or 2GiB")});
    if (isPiped && ::isatty(STDOUT_FILENO) != 0)
        return session.finish(Error{.code = ErrorCode::Invalid,
                                    .what = QStringLiteral("a capture is nothing for a terminal"),
                                    .hint = QStringLiteral("pipe it: | wireshark -k -i -")});
    const QString path = isPiped
                             ? pipedFile(session.paths())
                             : QFileInfo(QString::fromStdString(options.output)).absoluteFilePath();
    if (const auto objection = objectionTo(path))
        return session.finish(*objection);
    const auto parsed = parseTarget(QString::fromStdString(options.target));
    session
        .keep(std::make_unique<Capture>(
            session, *target,
            CaptureRequest{.path = path,
                           .isPiped = isPiped,
                           .isOfLab = !parsed || parsed->vm.isEmpty(),
                           .maximum = *maximum,
                           .length = std::chrono::milliseconds(qint64(options.seconds * 1000))}))
        ->start();
}

} // namespace

Capture::Capture(Session &session, LoadedTarget target, CaptureRequest request)
    : m_session(session), m_target(std::move(target)), m_request(std::move(request)),
      m_written(m_request.path)
{
    m_end.setSingleShot(true);
    connect(&m_end, &QTimer::timeout, this, &Capture::stop);
    connect(&m_pipe, &QTimer::timeout, this, &Capture::passSomeOn);
}

// A piped capture is kept small: what is on the disk has been passed on.
void Capture::start()
{
    const MemorySize maximum =
        m_request.isPiped ? std::min(m_request.maximum, MemorySize::mib(64)) : m_request.maximum;
    m_session.onInterrupt([this] { stop(); });
    ask(QStringLiteral("capture_start"),
        {{QStringLiteral("path"), m_request.path},
         {QStringLiteral("max_bytes"), qint64(maximum.inBytes())},
         {QStringLiteral("all"), m_request.isOfLab}},
        [this](const Result<void> &started) {
            if (!started)
                return m_session.finish(started.error());
            begun();
        });
}

// Whatever VM of the lab answers will do: they have one switch.
void Capture::ask(const QString &method, const QJsonObject &params, Done done, qsizetype first)
{
    VmLink *link = m_session.keep(
        std::make_unique<VmLink>(m_session.environment(), m_target.lab.ref(m_target.vms[first])));
    auto over = std::make_shared<bool>(false);
    const Done next = [this, method, params, done, first, over](const Result<void> &result) {
        if (std::exchange(*over, true))
            return;
        const bool isLast = first + 1 >= m_target.vms.size();
        if (result || isLast)
            return done(result);
        ask(method, params, done, first + 1);
    };
    connect(link, &VmLink::failed, this, [next](const Error &why) { next(fail(why)); });
    connect(
        link, &VmLink::statusChanged, this,
        [this, link, method, params, next](const VmStatus &) {
            askNetwork(*link, m_target.lab.spec, method, params,
                       [this, link, next](const Result<QJsonObject> &reply) {
                           if (reply)
                               m_link = link;
                           next(reply ? Result<void>() : fail(reply.error()));
                       });
        },
        Qt::SingleShotConnection);
    link->open();
}

void Capture::begun()
{
    m_isRunning = true;
    if (m_request.length.count() > 0)
        m_end.start(m_request.length);
    if (m_request.isPiped)
        m_pipe.start(pipedOn);
    else
        m_session.say(QStringLiteral("%1: recorded to %2%3")
                          .arg(m_request.isOfLab ? m_target.lab.spec.name
                                                 : m_target.lab.ref(m_target.vms[0]).toString(),
                               m_request.path,
                               m_request.length.count() > 0 ? QString()
                                                            : QStringLiteral("; Ctrl-C ends it")));
    connect(m_link, &VmLink::statusChanged, this, [this](const VmStatus &status) {
        if (hasEnded(status) && m_isRunning && !m_request.isOfLab) {
            m_session.say(QStringLiteral("%1 has ended").arg(status.vm.toString()));
            finish();
        }
    });
    if (m_isStopping)
        stop();
}

// Before the switch has begun, it cannot stop.
void Capture::stop()
{
    const bool again = std::exchange(m_isStopping, true);
    if (!m_isRunning)
        return;
    if (again && m_isAsked)
        return m_session.finish(1);
    m_isAsked = true;
    ask(QStringLiteral("capture_stop"), {}, [this](const Result<void> &stopped) {
        // With the last VM the switch has gone, and the capture has ended, too.
        if (!stopped)
            m_session.say(QStringLiteral("the capture has ended before: ") +
                          formatError(stopped.error()));
        finish();
    });
}

void Capture::finish()
{
    if (!std::exchange(m_isRunning, false))
        return;
    while (passOn(captureChunk))
        ;
    if (m_request.isPiped) {
        QFile::remove(m_request.path);
        QFile::remove(m_request.path + QStringLiteral(".1"));
    }
    m_session.finish(0);
}

// In portions, so that an interruption is heard however much comes.
void Capture::passSomeOn()
{
    for (int i = 0; i < chunksAtOnce && passOn(captureChunk); ++i)
        ;
    if (m_isBroken) // nobody reads on
        stop();
}

bool Capture::passOn(qint64 length)
{
    if (!m_request.isPiped || m_isBroken)
        return false;
    const QByteArray bytes = m_written.read(length);
    const auto size = std::size_t(bytes.size());
    m_isBroken =
        std::fwrite(bytes.constData(), 1, size, stdout) != size || std::fflush(stdout) != 0;
    return size > 0 && !m_isBroken;
}

void addNetCapture(CLI::App &net, Action &action)
{
    auto options = std::make_shared<CaptureArguments>();
    CLI::App *command =
        net.add_subcommand("capture", "Record a running VM's frames, or a whole lab's, as pcapng");
    command->add_option("TARGET", options->target, "LAB, LAB/VM or a lab file")->required();
    command->add_option("-o,--output", options->output, "FILE.pcapng; - for a pipe into Wireshark")
        ->required();
    command->add_option("--for", options->seconds, "Seconds; default: until Ctrl-C")
        ->check(CLI::PositiveNumber);
    command->add_option("--max-size", options->maximum,
                        "When the file is renamed to FILE.1 and begun anew (256MiB)");
    command->callback(
        [options, &action] { action = [options](Session &session) { begin(session, *options); }; });
}

} // namespace hydra::cli
