// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/crictl/select.h"

#include "app/cli/crictl/print.h"
#include "core/cri/crictl_fields.h"
#include "core/cri/crictl_lists.h"

#include <CLI/CLI.hpp>
#include <QMap>
#include <QRegularExpression>

namespace hydra::cli {
namespace {

QString asText(const std::string &text)
{
    return QString::fromStdString(text);
}

/// The two expressions that containers and pods are chosen by.
struct Patterns {
    QRegularExpression name;
    QRegularExpression space;
};

Result<Patterns> patternsOf(const Selection &selection)
{
    const auto name = patternOf(asText(selection.name), "--name");
    const auto space = name ? patternOf(asText(selection.namespace_), "--namespace") : name;
    return space ? Result<Patterns>(Patterns{*name, *space}) : fail(space.error());
}

bool finds(const QRegularExpression &pattern, const QString &text)
{
    return pattern.pattern().isEmpty() || pattern.match(text).hasMatch();
}

template <typename Keep> QJsonArray filtered(const QJsonArray &items, Keep keep)
{
    QJsonArray kept;
    for (const QJsonValue &item : items) {
        if (keep(item))
            kept.append(item);
    }
    return kept;
}

QJsonArray firstOf(QJsonArray items, const Selection &selection)
{
    const int most = selection.last > 0 ? selection.last : int(selection.latest);
    while (most > 0 && items.size() > most)
        items.removeLast();
    return items;
}

QJsonObject filterOf(const Selection &selection)
{
    return {{QStringLiteral("id"), asText(selection.id)},
            {QStringLiteral("labelSelector"), readPairs(selection.labels)}};
}

QJsonObject stateFilter(const char *prefix, const std::string &word)
{
    return {{QStringLiteral("state"), QLatin1String(prefix) + asText(word).toUpper()}};
}

/// Resolves the image names of containers to what the runtime knows of these images, with one
/// request per name.
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
    /// An empty object also when the request failed.
    QJsonObject of(const QJsonValue &container)
    {
        return find(container[u"image"][u"image"].toString()).value_or(QJsonObject());
    }

private:
    CrictlRuntime &m_runtime;
    QMap<QString, QJsonObject> m_found;
};

Result<QJsonArray> ofImage(CrictlRuntime &runtime, const QJsonArray &containers,
                           const QString &image)
{
    ImageNames names(runtime);
    const auto found = names.find(image);
    if (!found)
        return fail(found.error());
    const QString wanted = (*found)[u"id"].toString();
    return filtered(containers, [&](const QJsonValue &container) {
        return !wanted.isEmpty() && names.of(container)[u"id"].toString() == wanted;
    });
}

void addSelection(CLI::App &command, Selection &selection)
{
    command.add_option("--name", selection.name, "By a regular expression that finds the name");
    command.add_option("--namespace", selection.namespace_,
                       "By a regular expression that finds the namespace");
    addLabel(command, selection.labels);
    command.add_flag("-l,--latest", selection.latest, "The newest one, whatever its state");
    command.add_option("-n,--last", selection.last, "The newest ones, whatever their state")
        ->check(CLI::NonNegativeNumber);
}

} // namespace

void addLabel(CLI::App &command, std::vector<std::string> &labels, const char *flags,
              const char *words)
{
    command.add_option(flags, labels, words)
        ->allow_extra_args(false)
        ->check(CLI::Validator(
            [](const std::string &word) {
                const auto equals = word.find('=');
                return equals == std::string::npos || equals == 0
                           ? "'" + word + "' is not of the form KEY=VALUE"
                           : std::string();
            },
            "KEY=VALUE"));
}

void addContainerState(CLI::App &command, std::string &state, const char *flags)
{
    command.add_option(flags, state, "By state")
        ->check(CLI::IsMember({"created", "running", "exited", "unknown"}, CLI::ignore_case));
}

void addContainerFilters(CLI::App &command, Selection &selection)
{
    addSelection(command, selection);
    command.add_option("-p,--pod", selection.pod, "By its pod's id");
    command.add_option("--image", selection.image, "By image: name, tag or id");
    addContainerState(command, selection.state);
    command.add_flag("-a,--all", selection.all, "In any state; else those that run");
}

void addPodFilters(CLI::App &command, Selection &selection)
{
    addSelection(command, selection);
    command.add_option("-s,--state", selection.state, "By state")
        ->check(CLI::IsMember({"ready", "notready"}, CLI::ignore_case));
}

void addImageFilters(CLI::App &command, Selection &selection)
{
    command
        .add_option("-f,--filter", selection.filters,
                    "dangling=BOOL, reference=REGEX, before=IMAGE, since=IMAGE; may be repeated")
        ->allow_extra_args(false);
}

Result<QJsonArray> selectContainers(CrictlRuntime &runtime, const Selection &selection)
{
    const auto patterns = patternsOf(selection);
    if (!patterns)
        return fail(patterns.error());
    QJsonObject filter = filterOf(selection);
    filter[u"podSandboxId"] = asText(selection.pod);
    if (!selection.isLast() && !(selection.all && selection.state.empty()))
        filter[u"state"] =
            stateFilter("CONTAINER_", selection.state.empty() ? "running" : selection.state);
    const auto reply = runtime.call("ListContainers", {{QStringLiteral("filter"), filter}});
    if (!reply)
        return fail(reply.error());
    QJsonArray containers = filtered((*reply)[u"containers"].toArray(), [&](const QJsonValue &c) {
        return finds(patterns->name, c[u"metadata"][u"name"].toString()) &&
               finds(patterns->space, crictl::labelOf(c, "io.kubernetes.pod.namespace"));
    });
    if (!selection.image.empty()) {
        auto kept = ofImage(runtime, containers, asText(selection.image));
        if (!kept)
            return fail(kept.error());
        containers = *kept;
    }
    return firstOf(newestFirst(containers), selection);
}

Result<QJsonArray> selectPods(CrictlRuntime &runtime, const Selection &selection)
{
    const auto patterns = patternsOf(selection);
    if (!patterns)
        return fail(patterns.error());
    QJsonObject filter = filterOf(selection);
    // Unlike containers, pods of the newest are chosen among those of the state.
    if (!selection.state.empty())
        filter[u"state"] = stateFilter("SANDBOX_", selection.state);
    const auto reply = runtime.call("ListPodSandbox", {{QStringLiteral("filter"), filter}});
    if (!reply)
        return fail(reply.error());
    const QJsonArray found = filtered((*reply)[u"items"].toArray(), [&](const QJsonValue &pod) {
        return finds(patterns->name, pod[u"metadata"][u"name"].toString()) &&
               finds(patterns->space, pod[u"metadata"][u"namespace"].toString());
    });
    return firstOf(newestFirst(found), selection);
}

Result<QJsonArray> selectImages(CrictlRuntime &runtime, const Selection &selection)
{
    const QJsonObject filter =
        selection.image.empty() ? QJsonObject() : imageRequest(asText(selection.image));
    const auto reply = runtime.call("ListImages", {{QStringLiteral("filter"), filter}});
    if (!reply)
        return fail(reply.error());
    return filterImages(byFirstTag((*reply)[u"images"].toArray()), selection.filters);
}

QJsonArray withImageNames(CrictlRuntime &runtime, const QJsonArray &containers)
{
    ImageNames names(runtime);
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

} // namespace hydra::cli
