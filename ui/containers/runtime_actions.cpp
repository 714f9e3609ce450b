// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/containers/runtime_actions.h"

#include "core/guest/registry_files.h"
#include "ui/models/vm_runtime.h"

#include <QApplication>
#include <QClipboard>

#include <algorithm>

namespace hydra::ui {
namespace {

constexpr qint64 kPatience = 10; ///< seconds for a container to stop by itself

QString commandOf(const VmRuntime &runtime, const QString &words)
{
    return QStringLiteral("hydractl crictl %1 %2").arg(runtime.vm().ref().toString(), words);
}

// Quotes for a shell, since users paste copied commands into one.
QString quoted(const QString &word)
{
    const bool plain = std::all_of(word.begin(), word.end(), [](QChar c) {
        return c.unicode() < 128 && (c.isLetterOrNumber() || QStringLiteral("._-/:@").contains(c));
    });
    return plain ? word
                 : u'\'' +
                       QString(shownText(word))
                           .replace(QStringLiteral("'"), QStringLiteral("'\\''")) +
                       u'\'';
}

Result<QString> pruneImages(CriAsk &runtime)
{
    const auto unused = unusedImages(runtime);
    if (!unused)
        return fail(unused.error());
    QStringList lines;
    for (const QString &id : *unused) {
        const auto removed = removeImage(runtime, id);
        if (!removed)
            return fail(removed.error());
        lines << *removed;
    }
    return lines.join(u'\n');
}

} // namespace

RuntimeActions::RuntimeActions(Context &context, QObject *parent)
    : QObject(parent), m_context(context)
{
}

std::vector<ActionSpec> RuntimeActions::of(RuntimeList list, const RuntimeRow &row)
{
    std::vector<ActionSpec> all = list == RuntimeList::Containers ? ofContainer(row)
                                  : list == RuntimeList::Pods     ? ofPod(row)
                                                                  : ofImage(row);
    all.push_back({QStringLiteral("copy-id"),
                   tr("Copy its id"),
                   QStringLiteral("copy"),
                   {},
                   true,
                   false,
                   [id = row.id] { QApplication::clipboard()->setText(shownText(id)); }});
    return all;
}

std::vector<ActionSpec> RuntimeActions::ofContainer(const RuntimeRow &row)
{
    VmRuntime &runtime = *row.runtime;
    const QString id = row.id, name = row.name;
    const bool live = !runtime.isStale();
    const bool created = row.mood == RuntimeMood::Waiting;
    const auto command = [&](const char *verb) {
        return commandOf(runtime, QStringLiteral("%1 %2").arg(QLatin1String(verb), quoted(id)));
    };
    std::vector<ActionSpec> all;
    all.push_back({QStringLiteral("start"), tr("Start"), QStringLiteral("play"), command("start"),
                   live && created, false, [this, guard = QPointer(&runtime), id, name] {
                       if (guard)
                           start(*guard, tr("Start %1").arg(name),
                                 [id](CriAsk &ask) { return startContainer(ask, id); });
                   }});
    all.push_back(
        {QStringLiteral("stop"), tr("Stop"), QStringLiteral("stop"), command("stop --timeout 10"),
         live && row.runs, true,
         asking(runtime, tr("Stop the container %1? What it holds in memory is lost.").arg(name),
                tr("Stop container"), tr("Stop %1").arg(name),
                [id](CriAsk &ask) { return stopContainer(ask, id, kPatience); })});
    all.push_back(
        {QStringLiteral("remove"), tr("Remove"), QStringLiteral("trash"),
         command(row.runs ? "rm --force" : "rm"), live, true,
         asking(runtime,
                row.runs
                    ? tr("Remove the container %1, which runs? What it wrote is lost.").arg(name)
                    : tr("Remove the container %1? What it wrote is lost.").arg(name),
                tr("Remove container"), tr("Remove %1").arg(name),
                [id](CriAsk &ask) { return removeContainer(ask, id, true); })});
    // The command that shows the same log in a terminal.
    all.push_back(
        {QStringLiteral("copy-logs"), tr("Copy the command that follows its log"),
         QStringLiteral("list"), command("logs --follow"), true, false,
         [words = command("logs --follow")] { QApplication::clipboard()->setText(words); }});
    all.push_back({QStringLiteral("copy-exec"), tr("Copy the command of a shell in it"),
                   QStringLiteral("shell"), command("exec -it") + QStringLiteral(" sh"), true,
                   false, [words = command("exec -it") + QStringLiteral(" sh")] {
                       QApplication::clipboard()->setText(words);
                   }});
    return all;
}

std::vector<ActionSpec> RuntimeActions::ofPod(const RuntimeRow &row)
{
    VmRuntime &runtime = *row.runtime;
    const QString id = row.id, name = row.name;
    const bool live = !runtime.isStale();
    const auto command = [&](const char *verb) {
        return commandOf(runtime, QStringLiteral("%1 %2").arg(QLatin1String(verb), quoted(id)));
    };
    return {
        {QStringLiteral("stop"), tr("Stop"), QStringLiteral("stop"), command("stopp"),
         live && row.runs, true,
         asking(runtime,
                tr("Stop the pod %1? Its containers end, and what they hold in memory is lost.")
                    .arg(name),
                tr("Stop pod"), tr("Stop pod %1").arg(name),
                [id](CriAsk &ask) { return stopPod(ask, id); })},
        {QStringLiteral("remove"), tr("Remove"), QStringLiteral("trash"),
         command(row.runs ? "rmp --force" : "rmp"), live, true,
         asking(runtime,
                tr("Remove the pod %1 with its containers? What they wrote is lost.").arg(name),
                tr("Remove pod"), tr("Remove pod %1").arg(name),
                [id](CriAsk &ask) { return removePod(ask, id, true); })},
    };
}

std::vector<ActionSpec> RuntimeActions::ofImage(const RuntimeRow &row)
{
    VmRuntime &runtime = *row.runtime;
    const QString reference = row.reference, id = row.id;
    const QString name = shownText(reference);
    const bool live = !runtime.isStale();
    return {
        {QStringLiteral("run"),
         tr("Run a pod of it…"),
         QStringLiteral("play"),
         {},
         live,
         false,
         [this, guard = QPointer(&runtime), reference] {
             if (guard)
                 Q_EMIT runWanted(*guard, reference);
         }},
        {QStringLiteral("pull"), tr("Pull it again"), QStringLiteral("export"),
         commandOf(runtime, QStringLiteral("pull ") + quoted(reference)), live && reference != id,
         false,
         [this, guard = QPointer(&runtime), reference] {
             if (guard)
                 pull(*guard, reference);
         }},
        {QStringLiteral("remove"), tr("Remove, with all its tags"), QStringLiteral("trash"),
         commandOf(runtime, QStringLiteral("rmi ") + quoted(reference)), live, true,
         asking(runtime,
                tr("Remove the image %1 with all its tags? Containers of it go on.").arg(name),
                tr("Remove image"), tr("Remove image %1").arg(name),
                [id](CriAsk &ask) -> Result<QString> {
                    const auto lines = removeImage(ask, id);
                    return lines ? Result<QString>(lines->join(u'\n')) : fail(lines.error());
                })},
        {QStringLiteral("prune"), tr("Remove all images that no container uses"),
         QStringLiteral("trash"), commandOf(runtime, QStringLiteral("rmi --prune")), live, true,
         asking(runtime,
                tr("Remove all images of %1 that no container uses?")
                    .arg(runtime.vm().ref().toString()),
                tr("Remove unused images"),
                tr("Remove unused images of %1").arg(runtime.vm().ref().toString()), pruneImages)},
    };
}

std::function<void()> RuntimeActions::asking(VmRuntime &runtime, const QString &words,
                                             const QString &button, const QString &title, Work work)
{
    return [this, guard = QPointer(&runtime), words, button, title, work = std::move(work)] {
        Q_EMIT questioned(words, button, [this, guard, title, work] {
            if (guard)
                start(*guard, title, work);
        });
    };
}

int RuntimeActions::pull(VmRuntime &runtime, const QString &image)
{
    auto number = std::make_shared<int>(0);
    QJsonObject request = imageRequest(image);
    if (const auto &spec = runtime.vm().spec();
        spec && !registryLogin(spec->registries, image).isEmpty())
        request[u"auth"] = registryLogin(spec->registries, image);
    const auto work = [request](CriAsk &ask) -> Result<QString> {
        const auto reply = ask.call("PullImage", request, {});
        return reply ? Result<QString>((*reply)[u"imageRef"].toString()) : fail(reply.error());
    };
    *number = start(runtime, tr("Pull %1").arg(shownText(image)), work,
                    [this, number](const QString &) { Q_EMIT pulled(*number); });
    return *number;
}

int RuntimeActions::start(VmRuntime &runtime, const QString &title, Work work,
                          const std::function<void(const QString &)> &done)
{
    auto asked = [endpoint = runtime.watch().endpoint(),
                  work = std::move(work)](const JobContext &job) -> Result<QString> {
        BlockingCri cri(endpoint, job.cancel);
        return work(cri);
    };
    return m_context.jobs.start<QString>(
        title, asked,
        [self = QPointer(this), guard = QPointer(&runtime), done](const Result<QString> &result) {
            if (guard)
                guard->watch().refresh();
            if (!self)
                return;
            if (!result && result.error().code != ErrorCode::Cancelled)
                Q_EMIT self->failed(result.error());
            if (done)
                done(result.value_or(QString()));
        });
}

} // namespace hydra::ui
