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

Result<int> show(const QJsonArray &items, const char *key, const Listing &listing, CrictlRows (*rows)(const QJsonArray &, const CrictlListOptions &),
                 QString (*blocks)(const QJsonArray &, const CrictlListOptions &))
{
    if (listing.format != Format::Table)
        printValue({{QLatin1String(key), asCrictl(items)}}, listing.format);
    else if (listing.quiet)
        for (const QJsonValue &item : items)
            print(withoutControls(item[u"id"].toString()) + u'\n');
    else
        print(listing.verbose ? blocks(items, listing.shown()) : crictlTable(rows(items, listing.shown())));
    return 0;
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

Result<int> ps(CrictlRuntime &runtime, const Listing &listing)
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
    if (listing.resolve)
        containers = withImageNames(names, containers);
    return show(containers, "containers", listing, containerRows, containerBlocks);
}

Result<int> pods(CrictlRuntime &runtime, const Listing &listing)
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
    return show(firstOf(newestFirst(found), listing), "items", listing, podRows, podBlocks);
}

Result<int> images(CrictlRuntime &runtime, const Listing &listing)
{
    const QJsonObject filter = listing.image.empty() ? QJsonObject() : imageRequest(q(listing.image));
    const auto reply = runtime.call("ListImages", {{QStringLiteral("filter"), filter}});
    if (!reply)
        return fail(reply.error());
    const auto found = filterImages(byFirstTag((*reply)[u"images"].toArray()), listing.filters);
    return found ? show(*found, "images", listing, imageRows, imageBlocks) : fail(found.error());
}

/// stats and statsp.
struct Stats {
    Format format = Format::Table;
    std::string argument, id, pod;
    Strings labels;
    double seconds = 1;
    bool all = false, watch = false, ofPods = false;
    [[nodiscard]] const char *method() const { return ofPods ? "ListPodSandboxStats" : "ListContainerStats"; }
    [[nodiscard]] QJsonObject request() const
    {
        QJsonObject filter{{QStringLiteral("id"), q(argument.empty() ? id : argument)}, {QStringLiteral("labelSelector"), readPairs(labels)}};
        if (!ofPods)
            filter[QStringLiteral("podSandboxId")] = q(pod);
        return {{QStringLiteral("filter"), filter}};
    }
};

Result<int> showStats(CrictlRuntime &runtime, const Stats &stats)
{
    auto before = runtime.call(stats.method(), stats.request());
    if (!before)
        return fail(before.error());
    if (stats.format != Format::Table) {
        printValue(*before, stats.format);
        return 0;
    }
    const auto rowsOf = stats.ofPods ? podStatsRows : containerStatsRows;
    do {
        QThread::msleep(static_cast<unsigned long>(stats.seconds * 1000));
        auto now = runtime.call(stats.method(), stats.request());
        if (!now)
            return fail(now.error());
        QString stuck;
        CrictlListOptions options;
        options.all = stats.all;
        const CrictlRows rows = rowsOf((*before)[u"stats"].toArray(), (*now)[u"stats"].toArray(), options, &stuck);
        if (!stuck.isEmpty())
            return fail(ErrorCode::Failed, QStringLiteral("its CPU figures did not change between two samples"), stuck,
                        QStringLiteral("wait longer between them with --seconds"));
        print(QStringLiteral("\x1b[2J\x1b[H") + crictlTable(rows));
        std::fflush(stdout);
        before = std::move(now);
    } while (stats.watch);
    return 0;
}

void addStats(CLI::App &crictl, const CrictlRun &run, const char *name, const char *words, bool ofPods)
{
    auto stats = std::make_shared<Stats>();
    stats->ofPods = ofPods;
    CLI::App *command = crictl.add_subcommand(name, words);
    command->add_option("ID", stats->argument, "Only this one");
    command->add_option("--id", stats->id, "By id");
    command->add_option("--label", stats->labels, "By label, KEY=VALUE; may be repeated");
    command->add_option("-s,--seconds", stats->seconds, "Between two samples")->check(CLI::PositiveNumber);
    command->add_flag("-w,--watch", stats->watch, "Go on until interrupted");
    if (!ofPods) {
        command->add_option("-p,--pod", stats->pod, "By its pod's id");
        command->add_flag("-a,--all", stats->all, "Those that use nothing, too");
    }
    addOutput(*command, stats->format, {"table", "json", "yaml"});
    command->callback([stats, run] { run([stats](CrictlRuntime &runtime) { return showStats(runtime, *stats); }); });
}

} // namespace

void addCrictlLists(CLI::App &crictl, const CrictlRun &run)
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
    psCommand->callback([containers, run] { run([containers](CrictlRuntime &runtime) { return ps(runtime, *containers); }); });

    auto sandboxes = std::make_shared<Listing>();
    CLI::App *podsCommand = crictl.add_subcommand("pods", "List pods");
    addShape(*podsCommand, *sandboxes);
    addSelection(*podsCommand, *sandboxes);
    podsCommand->add_option("-s,--state", sandboxes->state, "By state")->check(CLI::IsMember({"ready", "notready"}, CLI::ignore_case));
    podsCommand->callback([sandboxes, run] { run([sandboxes](CrictlRuntime &runtime) { return pods(runtime, *sandboxes); }); });

    auto stored = std::make_shared<Listing>();
    CLI::App *imagesCommand = crictl.add_subcommand("images", "List images");
    imagesCommand->alias("image")->alias("img");
    addShape(*imagesCommand, *stored);
    imagesCommand->add_option("IMAGE", stored->image, "Only this repository, or REPOSITORY:TAG");
    imagesCommand->add_option("-f,--filter", stored->filters, "dangling=BOOL, reference=REGEX, before=IMAGE, since=IMAGE; may be repeated");
    imagesCommand->add_flag("--digests", stored->digests, "A column of digests");
    imagesCommand->add_flag("--pinned", stored->pinned, "Whether each is kept from pruning");
    imagesCommand->callback([stored, run] { run([stored](CrictlRuntime &runtime) { return images(runtime, *stored); }); });

    addStats(crictl, run, "stats", "What containers use", false);
    addStats(crictl, run, "statsp", "What pods use", true);
}

} // namespace hydra::cli
