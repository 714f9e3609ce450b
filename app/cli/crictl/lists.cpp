// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "crictl/print.h"
#include "crictl/runtime.h"

#include "cri/crictl_lists.h"
#include "cri/crictl_text.h"

#include <CLI/CLI.hpp>
#include <QDateTime>
#include <QRegularExpression>
#include <QThread>

#include <optional>
#include <unistd.h>

namespace hydra::cli {
namespace {

using Strings = std::vector<std::string>;

/// What ps, pods and images share.
struct Listing {
    Format format = Format::Table;
    std::string id, name, namespace_, pod, state, image;
    Strings labels, filters;
    int last = 0;
    bool latest = false, all = false, quiet = false, verbose = false, noTrunc = false, resolve = false, digests = false, pinned = false;
    bool allVms = false, watch = false; ///< ours, not crictl's
    [[nodiscard]] bool isLast() const { return latest || last > 0; }
    [[nodiscard]] CrictlListOptions shown() const
    {
        return {QDateTime::currentMSecsSinceEpoch() * 1'000'000, noTrunc, digests, pinned, all};
    }
};

QString q(const std::string &text)
{
    return QString::fromStdString(text);
}

void addShape(CLI::App &command, Listing &listing)
{
    addOutput(command, listing.format, {"table", "json", "yaml"});
    command.add_flag("-q,--quiet", listing.quiet, "Only ids");
    command.add_flag("-v,--verbose", listing.verbose, "Blocks with labels and annotations");
    command.add_flag("--no-trunc", listing.noTrunc, "Whole ids");
    command.add_flag("-A,--all-vms", listing.allVms, "Of all running VMs of the lab, or of all labs");
    command.add_flag("-w,--watch", listing.watch, "Again whenever it changes, until interrupted");
}

void addSelection(CLI::App &command, Listing &listing)
{
    command.add_option("--id", listing.id, "By id");
    command.add_option("--name", listing.name, "By a regular expression that finds the name");
    command.add_option("--namespace", listing.namespace_, "By a regular expression that finds the namespace");
    command.add_option("--label", listing.labels, "By label, KEY=VALUE; may be repeated");
    command.add_flag("-l,--latest", listing.latest, "The newest one, whatever its state");
    command.add_option("-n,--last", listing.last, "The newest ones, whatever their state")->check(CLI::NonNegativeNumber);
}

/// A regular expression, or none. As crictl: found anywhere; what is no regular expression finds nothing.
class Pattern
{
public:
    explicit Pattern(const std::string &text) : m_any(text.empty()), m_expression(q(text)) {}
    [[nodiscard]] bool finds(const QJsonValue &item, QStringView map, QStringView key) const
    {
        return m_any || m_expression.match(item[map][key].toString()).hasMatch();
    }

private:
    bool m_any;
    QRegularExpression m_expression;
};

template <typename Keep>
QJsonArray filtered(const QJsonArray &items, Keep keep)
{
    QJsonArray kept;
    for (const QJsonValue &item : items) {
        if (keep(item))
            kept.append(item);
    }
    return kept;
}

QJsonArray firstOf(QJsonArray items, const Listing &listing)
{
    const int most = listing.latest ? 1 : listing.last;
    while (most > 0 && items.size() > most)
        items.removeLast();
    return items;
}

/// How one kind of thing is asked for, named in JSON and shown.
struct ListVerb {
    Result<QJsonArray> (*ask)(CrictlRuntime &, const Listing &);
    const char *key;
    CrictlRows (*rows)(const QJsonArray &, const CrictlListOptions &);
    QString (*blocks)(const QJsonArray &, const CrictlListOptions &);
};

/// What one runtime answered.
struct Answer {
    QString vm; ///< LAB/VM; empty for an endpoint
    QJsonArray items;
    bool operator==(const Answer &) const = default;
};

QJsonObject valueOf(const Answer &answer, const ListVerb &verb)
{
    return {{QLatin1String(verb.key), asCrictl(answer.items)}};
}

QString idLines(const Answer &answer, const QString &before)
{
    QString lines;
    for (const QJsonValue &item : answer.items)
        lines += before + withoutControls(item[u"id"].toString()) + u'\n';
    return lines;
}

void show(const Answer &answer, const Listing &listing, const ListVerb &verb)
{
    if (listing.format != Format::Table)
        printValue(valueOf(answer, verb), listing.format);
    else if (listing.quiet)
        print(idLines(answer, {}));
    else
        print(listing.verbose ? verb.blocks(answer.items, listing.shown()) : crictlTable(verb.rows(answer.items, listing.shown())));
}

/// All in one table, with the VM before each row.
QString tableOf(const std::vector<Answer> &answers, const Listing &listing, const ListVerb &verb)
{
    CrictlRows all;
    for (const Answer &answer : answers) {
        CrictlRows rows = verb.rows(answer.items, listing.shown());
        for (std::size_t i = all.empty() ? 0 : 1; i < rows.size(); ++i)
            all.push_back(QStringList{i == 0 ? QStringLiteral("VM") : answer.vm} + rows[i]);
    }
    return crictlTable(all);
}

void showAll(const std::vector<Answer> &answers, const Listing &listing, const ListVerb &verb)
{
    if (listing.format != Format::Table) {
        QJsonArray vms;
        for (const Answer &answer : answers) {
            QJsonObject value = valueOf(answer, verb);
            value[u"vm"] = answer.vm;
            vms.append(value);
        }
        printValue({{QStringLiteral("vms"), vms}}, listing.format);
    } else if (listing.quiet || listing.verbose) {
        for (const Answer &answer : answers)
            print(listing.quiet ? idLines(answer, answer.vm + u' ') : answer.vm + u'\n' + verb.blocks(answer.items, listing.shown()));
    } else {
        print(tableOf(answers, listing, verb));
    }
}

/// Of several runtimes each that answers is shown; the first failure is the end's.
Result<std::vector<Answer>> ask(std::vector<CrictlRuntime> &runtimes, const Listing &listing, const ListVerb &verb, std::optional<Error> &failure)
{
    std::vector<Answer> answers;
    for (CrictlRuntime &runtime : runtimes) {
        auto items = verb.ask(runtime, listing);
        if (items)
            answers.push_back({runtime.vm(), std::move(*items)});
        else if (!listing.allVms)
            return fail(items.error());
        else if (!failure)
            failure = items.error();
        else
            runtime.session().printError(items.error());
    }
    return answers;
}

Result<int> list(std::vector<CrictlRuntime> &runtimes, const Listing &listing, const ListVerb &verb)
{
    const bool clears = listing.watch && listing.format == Format::Table && ::isatty(STDOUT_FILENO) == 1;
    std::optional<std::vector<Answer>> last;
    std::optional<Error> failure;
    do {
        auto answers = ask(runtimes, listing, verb, failure);
        if (!answers)
            return fail(answers.error());
        // A terminal's ages go on; what reads a pipe is told of changes only.
        if (clears || answers != last) {
            if (clears)
                print(QStringLiteral("\x1b[2J\x1b[H"));
            listing.allVms ? showAll(*answers, listing, verb) : show(answers->front(), listing, verb);
            std::fflush(stdout);
        }
        last = std::move(*answers);
        if (listing.watch)
            QThread::sleep(1);
    } while (listing.watch && !failure);
    return failure ? Result<int>(fail(*failure)) : Result<int>(0);
}

/// What the runtime knows of images by the names that containers have for them; asked once for each.
class ImageNames
{
public:
    explicit ImageNames(CrictlRuntime &runtime) : m_runtime(runtime) {}
    Result<QJsonObject> find(const QString &name)
    {
        if (!m_found.contains(name)) {
            const auto reply = m_runtime.call("ImageStatus", imageRequest(name));
            if (!reply)
                return fail(reply.error());
            m_found[name] = (*reply)[u"image"].toObject();
        }
        return m_found[name];
    }
    /// Nothing, too, where the runtime could not say.
    QJsonObject of(const QJsonValue &container) { return find(container[u"image"][u"image"].toString()).value_or(QJsonObject()); }

private:
    CrictlRuntime &m_runtime;
    QMap<QString, QJsonObject> m_found;
};

Result<QJsonArray> ofImage(ImageNames &names, const QJsonArray &containers, const QString &image)
{
    const auto found = names.find(image);
    if (!found)
        return fail(found.error());
    const QString wanted = (*found)[u"id"].toString();
    return filtered(containers, [&](const QJsonValue &container) { return !wanted.isEmpty() && names.of(container)[u"id"].toString() == wanted; });
}

QJsonArray withImageNames(ImageNames &names, const QJsonArray &containers)
{
    QJsonArray named;
    for (const QJsonValue &value : containers) {
        QJsonObject container = value.toObject();
        const QJsonArray tags = names.of(value)[u"repoTags"].toArray();
        if (!tags.isEmpty()) {
            QJsonObject image = container[u"image"].toObject();
            image[u"image"] = tags[0];
            container[u"image"] = image;
        }
        named.append(container);
    }
    return named;
}

Result<QJsonArray> ps(CrictlRuntime &runtime, const Listing &listing)
{
    QJsonObject filter{{QStringLiteral("id"), q(listing.id)}, {QStringLiteral("podSandboxId"), q(listing.pod)},
                       {QStringLiteral("labelSelector"), readPairs(listing.labels)}};
    if (const QString state = listing.state.empty() ? QStringLiteral("running") : q(listing.state).toLower(); !listing.isLast() && !(listing.all && listing.state.empty()))
        filter[QStringLiteral("state")] = QJsonObject{{QStringLiteral("state"), QStringLiteral("CONTAINER_") + state.toUpper()}};
    const auto reply = runtime.call("ListContainers", {{QStringLiteral("filter"), filter}});
    if (!reply)
        return fail(reply.error());
    const Pattern name(listing.name);
    const Pattern space(listing.namespace_);
    QJsonArray containers = filtered((*reply)[u"containers"].toArray(), [&](const QJsonValue &c) {
        return name.finds(c, u"metadata", u"name") && space.finds(c, u"labels", u"io.kubernetes.pod.namespace");
    });
    ImageNames names(runtime);
    if (!listing.image.empty()) {
        auto kept = ofImage(names, containers, q(listing.image));
        if (!kept)
            return fail(kept.error());
        containers = *kept;
    }
    containers = firstOf(newestFirst(containers), listing);
    return listing.resolve ? withImageNames(names, containers) : containers;
}

Result<QJsonArray> pods(CrictlRuntime &runtime, const Listing &listing)
{
    QJsonObject filter{{QStringLiteral("id"), q(listing.id)}, {QStringLiteral("labelSelector"), readPairs(listing.labels)}};
    if (!listing.state.empty() && !listing.isLast())
        filter[QStringLiteral("state")] = QJsonObject{{QStringLiteral("state"), QStringLiteral("SANDBOX_") + q(listing.state).toUpper()}};
    const auto reply = runtime.call("ListPodSandbox", {{QStringLiteral("filter"), filter}});
    if (!reply)
        return fail(reply.error());
    const Pattern name(listing.name);
    const Pattern space(listing.namespace_);
    const QJsonArray found = filtered((*reply)[u"items"].toArray(), [&](const QJsonValue &pod) {
        return name.finds(pod, u"metadata", u"name") && space.finds(pod, u"metadata", u"namespace");
    });
    return firstOf(newestFirst(found), listing);
}

Result<QJsonArray> images(CrictlRuntime &runtime, const Listing &listing)
{
    const QJsonObject filter = listing.image.empty() ? QJsonObject() : imageRequest(q(listing.image));
    const auto reply = runtime.call("ListImages", {{QStringLiteral("filter"), filter}});
    if (!reply)
        return fail(reply.error());
    return filterImages(byFirstTag((*reply)[u"images"].toArray()), listing.filters);
}

/// Runs VERB when COMMAND was parsed.
void whenParsed(CLI::App &command, const std::shared_ptr<Listing> &listing, const CrictlRunAll &run, ListVerb verb)
{
    command.callback([listing, run, verb] {
        run([listing, verb](std::vector<CrictlRuntime> &runtimes) { return list(runtimes, *listing, verb); }, listing->allVms);
    });
}

} // namespace

void addCrictlLists(CLI::App &crictl, const CrictlRunAll &run)
{
    auto containers = std::make_shared<Listing>();
    CLI::App *psCommand = crictl.add_subcommand("ps", "List containers");
    addShape(*psCommand, *containers);
    addSelection(*psCommand, *containers);
    psCommand->add_option("-p,--pod", containers->pod, "By its pod's id");
    psCommand->add_option("--image", containers->image, "By image: name, tag or id");
    psCommand->add_option("-s,--state", containers->state, "By state")->check(CLI::IsMember({"created", "running", "exited", "unknown"}, CLI::ignore_case));
    psCommand->add_flag("-a,--all", containers->all, "In any state; else those that run");
    psCommand->add_flag("-r,--resolve-image-path", containers->resolve, "Names of images instead of what they were asked for as");
    whenParsed(*psCommand, containers, run, {ps, "containers", containerRows, containerBlocks});

    auto sandboxes = std::make_shared<Listing>();
    CLI::App *podsCommand = crictl.add_subcommand("pods", "List pods");
    addShape(*podsCommand, *sandboxes);
    addSelection(*podsCommand, *sandboxes);
    podsCommand->add_option("-s,--state", sandboxes->state, "By state")->check(CLI::IsMember({"ready", "notready"}, CLI::ignore_case));
    whenParsed(*podsCommand, sandboxes, run, {pods, "items", podRows, podBlocks});

    auto stored = std::make_shared<Listing>();
    CLI::App *imagesCommand = crictl.add_subcommand("images", "List images");
    imagesCommand->alias("image")->alias("img");
    addShape(*imagesCommand, *stored);
    imagesCommand->add_option("IMAGE", stored->image, "Only this repository, or REPOSITORY:TAG");
    imagesCommand->add_option("-f,--filter", stored->filters, "dangling=BOOL, reference=REGEX, before=IMAGE, since=IMAGE; may be repeated");
    imagesCommand->add_flag("--digests", stored->digests, "A column of digests");
    imagesCommand->add_flag("--pinned", stored->pinned, "Whether each is kept from pruning");
    whenParsed(*imagesCommand, stored, run, {images, "images", imageRows, imageBlocks});
}

} // namespace hydra::cli
