// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/containers/runtime_rows.h"

#include "core/cri/crictl_text.h"
#include "ui/models/vm_runtime.h"

#include <QDateTime>

namespace hydra::ui {
namespace {

using Look = RuntimeColumn::Look;

constexpr qsizetype kLongestCell = 512; ///< characters; labels may have megabytes

const std::vector<RuntimeColumn> containerColumns{{"vm", "VM", Look::Plain, 90},
                                                  {"container", "CONTAINER", Look::Id, 112},
                                                  {"name", "NAME", Look::Strong, 150},
                                                  {"pod", "POD", Look::Plain, 112},
                                                  {"namespace", "NAMESPACE", Look::Dim, 96},
                                                  {"image", "IMAGE", Look::Id, 190},
                                                  {"state", "STATE", Look::State, 122},
                                                  {"created", "CREATED", Look::Age, 132},
                                                  {"attempt", "ATTEMPT", Look::Dim, 76, false},
                                                  {"podid", "POD ID", Look::Id, 112, false},
                                                  {"cpu", "CPU %", Look::Cpu, 108},
                                                  {"memory", "MEM", Look::Memory, 108}};

const std::vector<RuntimeColumn> podColumns{
    {"vm", "VM", Look::Plain, 110},        {"pod", "POD ID", Look::Id, 116},
    {"name", "NAME", Look::Strong, 220},   {"namespace", "NAMESPACE", Look::Dim, 140},
    {"state", "STATE", Look::State, 112},  {"created", "CREATED", Look::Age, 130},
    {"attempt", "ATTEMPT", Look::Dim, 80}, {"runtime", "RUNTIME", Look::Dim, 110}};

const std::vector<RuntimeColumn> imageColumns{{"vm", "VM", Look::Plain, 110},
                                              {"image", "IMAGE", Look::Strong, 360},
                                              {"tag", "TAG", Look::Plain, 140},
                                              {"id", "IMAGE ID", Look::Id, 116},
                                              {"size", "SIZE", Look::Size, 90},
                                              {"digest", "DIGEST", Look::Id, 116, false},
                                              {"pinned", "PINNED", Look::Dim, 80, false}};

const std::vector<RuntimeColumn> eventColumns{
    {"vm", "VM", Look::Plain, 110},       {"time", "TIME", Look::Age, 150},
    {"event", "EVENT", Look::Plain, 90},  {"kind", "KIND", Look::Dim, 100},
    {"name", "NAME", Look::Strong, 220},  {"namespace", "NAMESPACE", Look::Dim, 120},
    {"state", "STATE", Look::State, 112}, {"id", "ID", Look::Id, 116}};

QString labelOf(const QMap<QString, QString> &labels, const char *key)
{
    const auto found = labels.find(QLatin1String(key));
    return found == labels.end() ? QStringLiteral("unknown") : shownText(*found);
}

QString haystackOf(const QStringList &cells, const QMap<QString, QString> &labels)
{
    QString text = cells.join(u' ');
    qsizetype left = kLongestCell;
    for (auto label = labels.begin(); label != labels.end() && left-- > 0; ++label)
        text += u' ' + shownText(label.key()) + u'=' + shownText(*label);
    return text.toLower();
}

QString vmName(const VmRuntime &runtime)
{
    return runtime.vm().ref().vm;
}

// Like crictl: an image known only by its id is shown as the shortened id.
QString imageOf(const CriContainer &container)
{
    return container.image.startsWith(u"sha256:") ? crictlShortId(container.image)
                                                  : shownText(container.image);
}

RuntimeMood moodOf(const CriContainer &container, std::optional<int> exitCode)
{
    switch (container.state) {
    case CriContainerState::Running:
        return RuntimeMood::Good;
    case CriContainerState::Created:
        return RuntimeMood::Waiting;
    case CriContainerState::Exited:
        return exitCode.value_or(0) != 0 ? RuntimeMood::Bad : RuntimeMood::Over;
    case CriContainerState::Unknown:
        break;
    }
    return RuntimeMood::Waiting;
}

RuntimeMood moodOf(const RuntimeEvent &event)
{
    if (event.kind == RuntimeEvent::Kind::Removed)
        return RuntimeMood::Over;
    return event.words == u"Running" || event.words == u"Ready" ? RuntimeMood::Good
           : event.words == u"Created"                          ? RuntimeMood::Waiting
                                                                : RuntimeMood::Over;
}

} // namespace

const std::vector<RuntimeColumn> &columnsOf(RuntimeList list)
{
    switch (list) {
    case RuntimeList::Containers:
        return containerColumns;
    case RuntimeList::Pods:
        return podColumns;
    case RuntimeList::Images:
        return imageColumns;
    case RuntimeList::Events:
        break;
    }
    return eventColumns;
}

QString shownText(const QString &text)
{
    return withoutControls(text.size() > kLongestCell ? text.left(kLongestCell - 1) + u'…' : text);
}

RuntimeRow rowOf(VmRuntime &runtime, const CriContainer &c)
{
    const std::optional<int> exitCode = runtime.watch().exitCode(c.id);
    QString state = toString(c.state);
    if (exitCode)
        state += QStringLiteral(" (%1)").arg(*exitCode);
    RuntimeRow row;
    row.runtime = &runtime;
    row.id = row.reference = c.id;
    row.name = shownText(c.name);
    row.cells = {vmName(runtime),
                 crictlShortId(shownText(c.id)),
                 row.name,
                 labelOf(c.labels, "io.kubernetes.pod.name"),
                 labelOf(c.labels, "io.kubernetes.pod.namespace"),
                 imageOf(c),
                 state,
                 QString(),
                 QString::number(c.attempt),
                 crictlShortId(shownText(c.podId)),
                 QString(),
                 QString()};
    row.haystack = haystackOf(row.cells, c.labels);
    row.atNs = c.createdAtNs;
    row.mood = moodOf(c, exitCode);
    row.runs = c.state == CriContainerState::Running;
    return row;
}

RuntimeRow rowOf(VmRuntime &runtime, const CriPod &pod)
{
    RuntimeRow row;
    row.runtime = &runtime;
    row.id = row.reference = pod.id;
    row.name = shownText(pod.name);
    row.cells = {vmName(runtime),
                 crictlShortId(shownText(pod.id)),
                 row.name,
                 shownText(pod.namespace_),
                 pod.ready ? QStringLiteral("Ready") : QStringLiteral("NotReady"),
                 {},
                 QString::number(pod.attempt),
                 pod.runtimeHandler.isEmpty() ? QStringLiteral("(default)")
                                              : shownText(pod.runtimeHandler)};
    row.haystack = haystackOf(row.cells, pod.labels);
    row.atNs = pod.createdAtNs;
    row.mood = pod.ready ? RuntimeMood::Good : RuntimeMood::Over;
    row.runs = pod.ready;
    return row;
}

std::vector<RuntimeRow> rowsOf(VmRuntime &runtime, const CriImage &image)
{
    const QString digest = image.digests.value(0);
    const QString none = QStringLiteral("<none>");
    const QStringList tags = image.tags.isEmpty() ? QStringList{QString()} : image.tags;
    std::vector<RuntimeRow> rows;
    for (const QString &tag : tags) {
        const qsizetype colon = tag.lastIndexOf(u':');
        RuntimeRow row;
        row.runtime = &runtime;
        row.id = image.id;
        row.reference = tag.isEmpty() ? image.id : tag;
        const QString bare = digest.section(u'@', 0, 0);
        row.name = shownText(tag.isEmpty() ? (bare.isEmpty() ? none : bare) : tag.left(colon));
        row.cells = {vmName(runtime),
                     row.name,
                     tag.isEmpty() ? none : shownText(tag.mid(colon + 1)),
                     crictlShortId(shownText(image.id)),
                     crictlSize(double(image.size), 3),
                     digest.isEmpty() ? none : crictlShortId(shownText(digest.section(u'@', 1))),
                     image.pinned ? QStringLiteral("true") : QStringLiteral("false")};
        row.haystack = haystackOf(row.cells, {});
        row.size = image.size;
        rows.push_back(std::move(row));
    }
    return rows;
}

RuntimeRow rowOf(VmRuntime &runtime, const RuntimeEvent &event, qint64 number)
{
    RuntimeRow row;
    row.runtime = &runtime;
    row.id = QString::number(number);
    row.reference = event.id;
    row.name = shownText(event.name);
    row.cells = {vmName(runtime),
                 {},
                 toString(event.kind),
                 toString(event.thing),
                 row.name,
                 shownText(event.namespace_),
                 event.words,
                 crictlShortId(shownText(event.id))};
    row.haystack = haystackOf(row.cells, {});
    row.atNs = event.atMs * 1'000'000;
    row.mood = moodOf(event);
    return row;
}

} // namespace hydra::ui
