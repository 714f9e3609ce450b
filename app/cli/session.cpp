// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/session.h"

#include "core/base/log.h"
#include "core/cri/crictl_text.h"

#include <QCoreApplication>

#include <csignal>
#include <cstdio>
#include <unistd.h>

namespace hydra::cli {
namespace {

// Collects the exit codes of several operations: the first failure's is kept.
struct Gather {
    size_t left = 0;
    int code = 0;
};

} // namespace

Session::Session(Environment environment) : m_environment(std::move(environment)) {}

void Session::finish(int code)
{
    endProgressLine();
    endRecord(code);
    std::fflush(stdout);
    QCoreApplication::exit(code);
}

void Session::finish(const Error &error)
{
    printError(error);
    finish(exitCode(error.code));
}

void Session::printError(const Error &error)
{
    if (!m_firstError)
        m_firstError = error;
    logInfo("cli", formatError(error)); // stderr has it below
    // The details of an invalid file are complete messages.
    if (error.code == ErrorCode::Invalid && !error.details.isEmpty())
        return say(error.details);
    // Errors may quote untrusted text: from guests, runtimes and files.
    say(withoutControls(QStringLiteral("hydractl: ") + formatError(error), u"\n"));
    if (!error.details.isEmpty())
        say(withoutControls(error.details.trimmed(), u"\n\t"));
}

void Session::say(const QString &text) const
{
    const QByteArray bytes = text.toUtf8() + '\n';
    std::fwrite(bytes.constData(), 1, static_cast<size_t>(bytes.size()), stderr);
}

void Session::showProgress(const Progress &progress)
{
    const bool terminal = ::isatty(STDERR_FILENO) != 0;
    if (!terminal && progress.words == m_progressWords)
        return;
    m_progressWords = progress.words;
    const QString percent = progress.fraction < 0
                                ? QString()
                                : QStringLiteral(" %1 %").arg(int(progress.fraction * 100), 3);
    const QString detail =
        progress.detail.isEmpty() ? QString() : QStringLiteral("  ") + progress.detail;
    const QByteArray line = (progress.words + percent + detail).toUtf8();
    if (terminal)
        std::fprintf(stderr, "\r\033[K%s", line.constData());
    else
        std::fprintf(stderr, "%s\n", progress.words.toUtf8().constData());
    m_progressShown = terminal;
}

void Session::endProgressLine()
{
    if (m_progressShown)
        std::fprintf(stderr, "\n");
    m_progressShown = false;
}

void Session::record(const QString &kind, const QString &target, const QString &log)
{
    logInfo("cli", QStringLiteral("%1 %2 begins").arg(kind, target));
    const auto id = ActivityLog(paths()).begin(kind, target, log);
    if (id)
        m_activity = *id;
    else
        logWarning("cli", formatError(id.error()));
}

void Session::endRecord(int code)
{
    const QString id = std::exchange(m_activity, {});
    if (id.isEmpty())
        return;
    logInfo("cli", QStringLiteral("ends with exit code %1").arg(code));
    const bool cancelled =
        m_interruptedBy != 0 || (m_firstError && m_firstError->code == ErrorCode::Cancelled);
    const auto outcome = code == 0   ? Activity::Outcome::Done
                         : cancelled ? Activity::Outcome::Cancelled
                                     : Activity::Outcome::Failed;
    const Error error = code != 0 && m_firstError ? *m_firstError : Error();
    if (auto ended = ActivityLog(paths()).end(id, outcome, formatError(error), error.details);
        !ended)
        logWarning("cli", formatError(ended.error()));
}

void Session::onInterrupt(std::function<void()> handler)
{
    m_interrupt = std::move(handler);
    if (m_signals || !m_interrupt)
        return;
    auto watch = SignalWatch::start({SIGINT, SIGTERM, SIGHUP});
    if (!watch)
        return logWarning("cli", formatError(watch.error()));
    m_signals = std::move(*watch);
    connect(m_signals.get(), &SignalWatch::received, this, [this](int signal) {
        m_interruptedBy = signal;
        if (m_interrupt)
            m_interrupt();
        else
            finish(1);
    });
}

std::optional<LoadedTarget> Session::load(const QString &text)
{
    const auto target = parseTarget(text);
    auto loaded =
        target ? loadTarget(paths(), *target) : Result<LoadedTarget>(fail(target.error()));
    if (loaded)
        return *loaded;
    finish(loaded.error());
    return std::nullopt;
}

std::optional<LoadedTarget> Session::loadVm(const std::string &text)
{
    auto target = load(QString::fromStdString(text));
    if (!target)
        return std::nullopt;
    if (const auto vm = singleVm(*target); !vm) {
        finish(vm.error());
        return std::nullopt;
    }
    return target;
}

std::optional<std::vector<LoadedTarget>> Session::loadAll(const std::vector<std::string> &targets)
{
    std::vector<LoadedTarget> loaded;
    for (const std::string &target : targets) {
        auto one = load(QString::fromStdString(target));
        if (!one)
            return std::nullopt;
        loaded.push_back(std::move(*one));
    }
    return loaded;
}

// Reports a broken file and goes on with the other labs.
std::vector<LoadedTarget> allLabs(Session &session)
{
    std::vector<LoadedTarget> targets;
    for (const KnownLab &lab : knownLabs(session.paths())) {
        auto target = loadTarget(session.paths(), Target{.lab = lab.name});
        if (target)
            targets.push_back(std::move(*target));
        else
            session.printError(target.error());
    }
    return targets;
}

std::optional<std::vector<LoadedTarget>> targetOrAll(Session &session, const std::string &target)
{
    return target.empty() ? std::optional(allLabs(session)) : session.loadAll({target});
}

void forEachVm(Session &session, const std::vector<LoadedTarget> &targets, VmOperation operation,
               VmFailure whenFailed)
{
    auto gather = std::make_shared<Gather>();
    std::vector<VmLink *> links;
    for (const LoadedTarget &target : targets) {
        for (const QString &vm : target.vms)
            links.push_back(
                session.keep(std::make_unique<VmLink>(session.environment(), target.lab.ref(vm))));
    }
    gather->left = links.size();
    for (VmLink *link : links) {
        auto over = std::make_shared<bool>(false);
        const VmDone done = [&session, gather, over](Result<void> result) {
            if (std::exchange(*over, true))
                return;
            if (!result) {
                session.printError(result.error());
                gather->code = gather->code != 0 ? gather->code : exitCode(result.error().code);
            }
            if (--gather->left == 0)
                session.finish(gather->code);
        };
        QObject::connect(link, &VmLink::failed, &session,
                         [link, whenFailed, over, done](const Error &why) {
                             if (whenFailed && !*over)
                                 whenFailed(*link);
                             done(fail(why));
                         });
        QObject::connect(
            link, &VmLink::statusChanged, &session,
            [link, operation, done](const VmStatus &) { operation(*link, done); },
            Qt::SingleShotConnection);
        link->open();
    }
}

void sayPhases(Session &session, VmLink &link)
{
    struct Said {
        QString step;
        QString accelerator;
    };
    auto said = std::make_shared<Said>();
    QObject::connect(
        &link, &VmLink::statusChanged, &session, [&session, &link, said](const VmStatus &status) {
            const QString name = link.vm().toString() + QStringLiteral(": ");
            if (!status.acceleratorReason.isEmpty() &&
                status.acceleratorReason != said->accelerator)
                session.say(name + status.acceleratorReason);
            const QString step = (toString(status.state) + u' ' + toString(status.phase)).trimmed();
            if (step != said->step)
                session.say(name + step);
            *said = {step, status.acceleratorReason};
        });
}

} // namespace hydra::cli
