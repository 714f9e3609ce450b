// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"

#include "core/copy/end_run.h"
#include "core/copy/owned_lab.h"
#include "core/copy/run_lab.h"
#include "core/process/foreground.h"
#include "core/reach/ssh.h"
#include "core/reach/waiter.h"
#include "core/start/start.h"

#include <CLI/CLI.hpp>
#include <QDir>

#include <unistd.h>

namespace hydra::cli {
namespace {

struct RunArguments {
    std::string image;
    std::string output;
    std::vector<std::string> settings;
    std::vector<std::string> keep;
    std::vector<std::string> command;
    bool disposable = false;
};

QStringList words(const std::vector<std::string> &texts)
{
    QStringList list;
    for (const std::string &text : texts)
        list << QString::fromStdString(text);
    return list;
}

/// One run, from creating its lab to its end. Each step starts the next; errors and interruptions
/// all lead to `end`, so that a disposable lab is always removed.
class Run : public QObject
{
public:
    Run(Session &session, RunRequest request, RunOutputs keep, QString output, QStringList command)
        : m_session(session), m_request(std::move(request)), m_keep(std::move(keep)),
          m_output(std::move(output)), m_command(std::move(command))
    {
        m_session.onInterrupt([this] { interrupt(); });
    }

    void begin()
    {
        const auto work = [environment = m_session.environment(),
                           request = m_request](const JobContext &) -> Result<LoadedTarget> {
            if (auto removed = removeOrphanedLabs(environment.paths); !removed)
                return fail(removed.error());
            return makeRunLab(environment, request);
        };
        addJob<LoadedTarget>(work, [this](const Result<LoadedTarget> &made) {
            if (!made)
                return m_session.finish(made.error());
            m_target = *made;
            if (m_output.isEmpty())
                m_output = QDir::currentPath() + u'/' + m_target.lab.spec.name;
            if (auto writable = m_keep.isEmpty() ? Result<void>() : checkOutput(m_output);
                !writable)
                return end(writable.error());
            m_interrupted ? end(1) : start();
        });
    }

private:
    template <typename T> void addJob(typename Job<T>::Work work, typename Job<T>::Done done)
    {
        auto job = std::make_unique<Job<T>>(std::move(work), std::move(done), this);
        connect(job.get(), &JobBase::progress, &m_session, &Session::showProgress);
        m_job = std::move(job);
    }

    [[nodiscard]] VmRef vm() const { return m_target.lab.ref(m_target.vms.front()); }

    void start()
    {
        m_session.say(QStringLiteral("%1 starts.").arg(vm().toString()));
        if (!m_request.disposable)
            m_session.record(QStringLiteral("run"), m_target.lab.spec.name,
                             m_session.paths().labState(m_target.lab.spec.name));
        const auto work = [environment = m_session.environment(),
                           target = m_target](const JobContext &job) -> Result<bool> {
            if (auto started = startVms(environment, target, {}, job); !started)
                return fail(started.error());
            return true;
        };
        addJob<bool>(work, [this](const Result<bool> &started) {
            if (!started)
                return end(started.error());
            m_interrupted ? end(1) : follow();
        });
    }

    void follow()
    {
        m_link = std::make_unique<VmLink>(m_session.environment(), vm());
        connect(m_link.get(), &VmLink::failed, this, [this](const Error &why) { end(why); });
        connect(
            m_link.get(), &VmLink::statusChanged, this, [this] { await(); },
            Qt::SingleShotConnection);
        sayPhases(m_session, *m_link);
        m_link->open();
    }

    [[nodiscard]] bool wantsSsh() const
    {
        return !m_command.isEmpty() || ::isatty(STDIN_FILENO) != 0;
    }

    void await()
    {
        const auto condition = wantsSsh() ? std::optional(Condition::Ssh) : std::nullopt;
        m_waiter = std::make_unique<Waiter>(*m_link, condition, std::chrono::seconds(0),
                                            [this](const Result<VmStatus> &status) {
                                                if (!status)
                                                    return end(status.error());
                                                wantsSsh() ? logIn(*status) : awaitEnd();
                                            });
    }

    void logIn(const VmStatus &status)
    {
        const QString username = m_target.lab.spec.vm(vm().vm)->username;
        const auto ssh = sshCommand(m_session.paths(), vm(), username, status.ports, m_command);
        auto child = ssh ? ForegroundProcess::start(*ssh)
                         : Result<std::unique_ptr<ForegroundProcess>>(fail(ssh.error()));
        if (!child)
            return end(child.error());
        m_child = std::move(*child);
        connect(
            m_child.get(), &ForegroundProcess::done, this,
            [this](const ProcessExit &exit) {
                end(exit.signal != 0 ? 128 + exit.signal : exit.code);
            },
            Qt::QueuedConnection);
    }

    void awaitEnd()
    {
        m_session.say(QStringLiteral("It runs until it ends by itself, or until Ctrl-C."));
        const auto look = [this](const VmStatus &status) {
            if (status.state == VmState::Stopped)
                end(0);
            else if (status.state == VmState::Crashed)
                end(Error{
                    .code = ErrorCode::Failed, .what = status.reason, .where = vm().toString()});
        };
        connect(m_link.get(), &VmLink::statusChanged, this, look, Qt::QueuedConnection);
        look(m_link->status());
    }

    void interrupt()
    {
        m_interrupted = true;
        if (m_ending || (!m_child && !m_link))
            m_job->cancel(); // its callback continues with the end
        else if (m_child)
            m_child->terminate();
        else
            end(1);
    }

    void end(const Error &why)
    {
        if (m_ending)
            return;
        m_session.printError(why);
        end(exitCode(why.code));
    }

    void end(int code)
    {
        if (std::exchange(m_ending, true))
            return;
        m_code = m_interrupted ? 1 : code;
        // Stop both now: they would look for a new keeper while its files are being removed.
        for (QObject *object : {static_cast<QObject *>(m_waiter.release()),
                                static_cast<QObject *>(m_link.release())}) {
            if (object) {
                object->disconnect(this);
                object->deleteLater(); // it may be emitting the signal that called this
            }
        }
        if (!m_request.disposable)
            return leave();
        const auto work = [environment = m_session.environment(), target = m_target, keep = m_keep,
                           output = m_output](const JobContext &job) {
            return Result<std::vector<Error>>(endRun(environment, target, keep, output, job));
        };
        addJob<std::vector<Error>>(work, [this](const Result<std::vector<Error>> &problems) {
            for (const Error &problem : *problems)
                m_session.printError(problem);
            if (!problems->empty() && m_code == 0)
                m_code = exitCode(problems->front().code);
            if (!m_keep.isEmpty() && QDir(m_output).exists())
                m_session.say(QStringLiteral("Kept in %1").arg(m_output));
            m_session.finish(m_code);
        });
    }

    void leave()
    {
        const QString lab = m_target.lab.spec.name;
        m_session.say(QStringLiteral("The lab %1 stays: `hydractl shell %2` goes on in it, "
                                     "`hydractl kill %1` ends it, `hydractl delete %1` removes it.")
                          .arg(lab, vm().toString()));
        m_session.finish(m_code);
    }

    Session &m_session;
    RunRequest m_request;
    RunOutputs m_keep;
    QString m_output;
    QStringList m_command;
    LoadedTarget m_target;
    std::unique_ptr<JobBase> m_job;
    std::unique_ptr<VmLink> m_link;
    std::unique_ptr<Waiter> m_waiter;
    std::unique_ptr<ForegroundProcess> m_child;
    bool m_interrupted = false;
    bool m_ending = false;
    int m_code = 0;
};

void run(Session &session, const RunArguments &options)
{
    const auto keep = parseRunOutputs(words(options.keep));
    if (!keep)
        return session.finish(keep.error());
    const QString output =
        options.output.empty()
            ? QString()
            : QDir::current().absoluteFilePath(QString::fromStdString(options.output));
    if (!keep->isEmpty()) {
        if (auto writable = checkOutput(
                output.isEmpty() ? QDir::currentPath() + QStringLiteral("/run-") : output);
            !writable)
            return session.finish(writable.error());
    }
    const RunRequest request{.image = QString::fromStdString(options.image),
                             .settings = words(options.settings),
                             .disposable = options.disposable,
                             .capture = keep->capture};
    session.keep(std::make_unique<Run>(session, request, *keep, output, words(options.command)))
        ->begin();
}

} // namespace

void addRun(CLI::App &app, Action &action)
{
    auto options = std::make_shared<RunArguments>();
    CLI::App *command =
        app.add_subcommand("run", "Start a fresh VM of an image and run a command in it");
    command->add_option("--image", options->image, "An image of the store, or a file")->required();
    CLI::Option *disposable = command->add_flag("--disposable", options->disposable,
                                                "Remove every byte of it at the end");
    command
        ->add_option(
            "--keep", options->keep,
            "Of a disposable one: transcript, logs, pcap or a PATH of the guest; may be repeated")
        ->take_all()
        ->needs(disposable);
    command->add_option("--output", options->output, "The directory for what is kept (./run-...)")
        ->needs(disposable);
    command->add_option("--set", options->settings, "KEY=VALUE of the VM; may be repeated")
        ->take_all();
    command->add_option("COMMAND", options->command,
                        "After --: what to run instead of a login shell");
    command->callback(
        [options, &action] { action = [options](Session &session) { run(session, *options); }; });
}

} // namespace hydra::cli
