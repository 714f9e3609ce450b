// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/crictl/print.h"
#include "app/cli/crictl/runtime.h"
#include "app/cli/crictl/select.h"
#include "app/cli/crictl/stream_session.h"

#include "core/base/ids.h"
#include "core/cri/crictl_text.h"
#include "core/process/replace.h"

#include <CLI/CLI.hpp>

#include <unistd.h>

namespace hydra::cli {
namespace {

struct Executing : Selection {
    QStringList containers; ///< the ones it runs in
    QStringList command;
    bool sync = false;
    bool tty = false;
    bool input = false;
    bool quiet = false;
    bool ignoreErrors = false;
    bool parallel = false;
    qint64 timeout = 0;   ///< in seconds
    bool chooses = false; ///< by filters, instead of an id
};

QJsonObject execRequest(const Executing &executing, const QString &container)
{
    return {{QStringLiteral("containerId"), container},
            {QStringLiteral("cmd"), QJsonArray::fromStringList(executing.command)}};
}

std::vector<Result<int>> execSync(CrictlRuntime &runtime, const Executing &executing,
                                  const QStringList &containers)
{
    std::vector<QJsonObject> requests;
    for (const QString &container : containers) {
        requests.push_back(execRequest(executing, container));
        requests.back()[u"timeout"] = executing.timeout;
    }
    std::vector<Result<int>> results;
    const auto deadline = std::chrono::seconds(executing.timeout > 0 ? executing.timeout + 10 : 0);
    for (const auto &reply : runtime.callAll("ExecSync", requests, deadline)) {
        results.push_back(reply ? Result<int>((*reply)[u"exitCode"].toInt()) : fail(reply.error()));
        if (!reply)
            continue;
        for (const auto &[key, file] : {std::pair("stdout", stdout), std::pair("stderr", stderr)}) {
            const QByteArray bytes =
                QByteArray::fromBase64((*reply)[QLatin1String(key)].toString().toLatin1());
            std::fwrite(bytes.constData(), 1, std::size_t(bytes.size()), file);
        }
    }
    return results;
}

// Uses ctr in the VM: CRI's protocol cannot signal the end of input, so a command that reads until
// then would never end.
Result<int> execWithPipe(CrictlRuntime &runtime, const Executing &executing)
{
    const auto status = runtime.call(
        "ContainerStatus", {{QStringLiteral("containerId"), executing.containers.front()}});
    if (!status)
        return fail(status.error());
    QStringList words{QStringLiteral("sudo"),
                      QStringLiteral("ctr"),
                      QStringLiteral("--namespace"),
                      QStringLiteral("k8s.io"),
                      QStringLiteral("tasks"),
                      QStringLiteral("exec"),
                      QStringLiteral("--exec-id"),
                      QStringLiteral("hydra-") + randomId().left(12),
                      (*status)[u"status"][u"id"].toString()};
    auto ssh = runtime.ssh(words + executing.command);
    if (!ssh) {
        Error error = ssh.error();
        error.what = QStringLiteral(
            "exec -i with piped input needs a way to say that it has ended, which CRI lacks");
        error.hint = QStringLiteral(
            "name the VM instead of its endpoint, or add -t, where the end of input is Ctrl-D");
        return fail(error);
    }
    runtime.close();
    const Result<void> replaced = replaceProcess(*ssh); // returns only on failure
    return replaced ? Result<int>(0) : fail(replaced.error());
}

/// The address of a stream of Exec or Attach.
Result<QUrl> streamOf(CrictlRuntime &runtime, const char *method, QJsonObject request, bool tty,
                      bool input)
{
    request[u"tty"] = tty;
    request[u"stdin"] = input;
    request[u"stdout"] = true;
    request[u"stderr"] = !tty;
    const auto reply = runtime.call(method, request);
    return reply ? runtime.reach(*reply) : fail(reply.error());
}

std::vector<Result<int>> execStreams(CrictlRuntime &runtime, const Executing &executing,
                                     const QStringList &containers)
{
    std::vector<QUrl> urls;
    for (const QString &container : containers) {
        const auto url = streamOf(runtime, "Exec", execRequest(executing, container), executing.tty,
                                  executing.input);
        if (!url)
            return {fail(url.error())};
        urls.push_back(*url);
    }
    if (urls.size() == 1)
        return {runStream(runtime.session(), urls.front(), executing.tty, executing.input)};
    return runStreams(runtime.session(), urls);
}

/// The containers: the one that is named, or those that the filters choose.
Result<QStringList> chosenContainers(CrictlRuntime &runtime, const Executing &executing)
{
    if (!executing.chooses)
        return executing.containers;
    const auto chosen = selectContainers(runtime, executing);
    if (!chosen)
        return fail(chosen.error());
    QStringList ids;
    for (const QJsonValue &each : *chosen)
        ids << each[u"id"].toString();
    if (ids.isEmpty())
        return fail(ErrorCode::NotFound, QStringLiteral("no container is chosen by the filters"),
                    runtime.endpoint(), QStringLiteral("see `ps` with the same filters"));
    if (ids.size() > 1 && (executing.input || executing.tty))
        return fail(
            ErrorCode::Invalid,
            QStringLiteral("%1 containers are chosen, and input is for one").arg(ids.size()),
            QStringLiteral("exec"), QStringLiteral("leave out -i and -t, or name one"));
    return ids;
}

/// The exit code of the first that failed; errors but the first are printed.
Result<int> firstFailure(Session &session, const std::vector<Result<int>> &results)
{
    std::optional<Result<int>> first;
    for (const Result<int> &result : results) {
        if (result && *result == 0)
            continue;
        if (first && !result)
            session.printError(result.error());
        first = first ? *first : result;
    }
    return first ? *first : Result<int>(0);
}

Result<int> checkExec(const Executing &executing)
{
    if (executing.command.isEmpty())
        return fail(ErrorCode::Invalid, QStringLiteral("which command?"), QStringLiteral("exec"),
                    QStringLiteral("hydractl crictl LAB/VM exec -it CONTAINER sh"));
    if (!executing.sync && executing.tty && !executing.input)
        return fail(ErrorCode::Invalid, QStringLiteral("a terminal without input is none"),
                    QStringLiteral("--tty"), QStringLiteral("add -i"));
    return 0;
}

std::vector<Result<int>> execInAll(CrictlRuntime &runtime, const Executing &executing)
{
    const auto run = executing.sync ? execSync : execStreams;
    if (executing.parallel)
        return run(runtime, executing, executing.containers);
    std::vector<Result<int>> results;
    for (const QString &container : executing.containers) {
        if (executing.chooses && !executing.quiet)
            print(withoutControls(container) + QStringLiteral(":\n"));
        std::fflush(stdout);
        results.push_back(run(runtime, executing, {container}).front());
    }
    return results;
}

Result<int> exec(CrictlRuntime &runtime, Executing &executing)
{
    if (const auto right = checkExec(executing); !right)
        return right;
    const auto containers = chosenContainers(runtime, executing);
    if (!containers)
        return fail(containers.error());
    executing.containers = *containers;
    if (!executing.sync && executing.input && !executing.tty && ::isatty(STDIN_FILENO) == 0)
        return execWithPipe(runtime, executing);
    const Result<int> result = firstFailure(runtime.session(), execInAll(runtime, executing));
    if (!executing.ignoreErrors)
        return result;
    if (!result)
        runtime.session().printError(result.error());
    return 0;
}

void addExecFilters(CLI::App &command, Executing &executing)
{
    command.add_option("--name", executing.name,
                       "In all containers whose name this regular expression finds");
    command.add_option("-p,--pod", executing.pod, "In all of this pod");
    command.add_option("--image", executing.image, "In all of this image");
    addContainerState(command, executing.state, "--state");
    addLabel(command, executing.labels, "--label",
             "In all with this label, KEY=VALUE; may be repeated");
    command.add_flag("-l,--latest", executing.latest, "In the newest one");
    command.add_option("-n,--last", executing.last, "In the newest ones; 0: all")
        ->check(CLI::NonNegativeNumber);
    command.add_flag("-q,--quiet", executing.quiet, "Without the ids of several");
    command.add_flag("-e,--ignore-errors", executing.ignoreErrors,
                     "Exit with 0 whatever the command does");
    command.add_flag("-x,--parallel", executing.parallel, "In all at once, without their ids");
}

/// Takes the words behind exec's options: the container, unless filters choose, and its command.
void takeWords(const CLI::App &command, Executing &executing)
{
    for (const char *filter :
         {"--name", "--pod", "--image", "--state", "--label", "--latest", "--last"})
        executing.chooses = executing.chooses || command.count(filter) > 0;
    for (const std::string &word : command.remaining())
        executing.command << QString::fromStdString(word);
    if (!executing.chooses && !executing.command.isEmpty())
        executing.containers = {executing.command.takeFirst()};
    if (!executing.command.isEmpty() && executing.command.front() == u"--")
        executing.command.removeFirst();
}

void addExec(CLI::App &crictl, const CrictlRun &run)
{
    auto executing = std::make_shared<Executing>();
    CLI::App *command = crictl.add_subcommand(
        "exec", "Run a command in a container: exec [OPTIONS] ID COMMAND..., or without ID in "
                "those that the filters choose; its output comes byte for byte");
    command->add_flag("-i,--interactive", executing->input, "With input");
    command->add_flag("-t,--tty", executing->tty, "On a terminal");
    command->add_flag("-s,--sync", executing->sync, "Show its output when it has ended");
    command->add_option("--timeout", executing->timeout, "With --sync: seconds until it is ended")
        ->check(CLI::Range(0, 1'000'000));
    addTransport(*command);
    addExecFilters(*command, *executing);
    // All words after the container are the command's, options included.
    command->prefix_command();
    command->callback([executing, command, run] {
        takeWords(*command, *executing);
        run([executing](CrictlRuntime &runtime) { return exec(runtime, *executing); });
    });
}

} // namespace

void addCrictlExec(CLI::App &crictl, const CrictlRun &run)
{
    addExec(crictl, run);

    auto id = std::make_shared<std::string>();
    auto input = std::make_shared<bool>(false);
    auto tty = std::make_shared<bool>(false);
    CLI::App *attach = crictl.add_subcommand(
        "attach", "Join a container's main process: its new output byte for byte, and input");
    attach->add_flag("-i,--stdin", *input, "With input");
    attach->add_flag("-t,--tty", *tty, "On a terminal, as the container was made");
    addTransport(*attach);
    attach->add_option("ID", *id, "The container's id, or its beginning")->required();
    attach->callback([id, input, tty, run] {
        run([id, input, tty](CrictlRuntime &runtime) {
            const auto url = streamOf(
                runtime, "Attach", {{QStringLiteral("containerId"), QString::fromStdString(*id)}},
                *tty, *input);
            return url ? runStream(runtime.session(), *url, *tty, *input) : fail(url.error());
        });
    });
}

} // namespace hydra::cli
