// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cri/crictl_lists.h"

#include "core/cri/crictl_fields.h"
#include "core/cri/crictl_text.h"

#include <QHash>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>
#include <functional>

namespace hydra {

using namespace crictl;

namespace {

bool isDigest(const QString &image)
{
    const QString hex = image.section(u':', 1);
    return image.startsWith(u"sha256:") && hex.size() == 64;
}

QString imageOf(const QJsonValue &container, bool noTrunc)
{
    const QString image = text(container[u"image"], u"image");
    return !noTrunc && isDigest(image) ? crictlShortId(image) : image;
}

// Each key is read once: looking into JSON costs more than sorting.
template <typename Key, typename Before>
QJsonArray sorted(const QJsonArray &items, Key keyOf, Before before)
{
    std::vector<std::pair<decltype(keyOf(QJsonValue())), QJsonValue>> all;
    all.reserve(std::size_t(items.size()));
    for (const QJsonValue &item : items)
        all.emplace_back(keyOf(item), item);
    std::stable_sort(all.begin(), all.end(),
                     [&](const auto &a, const auto &b) { return before(a.first, b.first); });
    QJsonArray array;
    for (const auto &[key, item] : all)
        array.append(item);
    return array;
}

QString firstTag(const QJsonValue &image)
{
    for (const QStringView key : {QStringView(u"repoTags"), QStringView(u"repoDigests")}) {
        const QJsonArray names = image[key].toArray();
        if (!names.isEmpty())
            return names[0].toString();
    }
    return text(image, u"id");
}

struct Digest {
    QString name;
    QString digest;
};

Digest firstDigest(const QJsonValue &image)
{
    const QJsonArray digests = image[u"repoDigests"].toArray();
    if (digests.isEmpty())
        return {QStringLiteral("<none>"), QStringLiteral("<none>")};
    const QStringList parts = digests[0].toString().split(u'@');
    if (parts.size() != 2)
        return {QStringLiteral("errorName"), QStringLiteral("errorRepoDigest")};
    return {parts[0], parts[1]};
}

std::vector<std::pair<QString, QString>> tagsOf(const QJsonValue &image, const QString &name)
{
    std::vector<std::pair<QString, QString>> pairs;
    for (const QJsonValue &tag : image[u"repoTags"].toArray()) {
        const QString whole = tag.toString();
        const qsizetype colon = whole.lastIndexOf(u':');
        if (colon < 0)
            pairs.emplace_back(QStringLiteral("errorRepoTag"), QStringLiteral("errorRepoTag"));
        else
            pairs.emplace_back(whole.startsWith(u"<none>:") ? name : whole.left(colon),
                               whole.mid(colon + 1));
    }
    if (pairs.empty())
        pairs.emplace_back(name, QStringLiteral("<none>"));
    return pairs;
}

QString statsId(const QJsonValue &item)
{
    return text(item[u"attributes"], u"id");
}

/// Rows of one thing's statistics: its cells before and after the column of the CPU.
struct StatsCells {
    QStringList before;
    QStringList after;
};

CrictlRows statsRows(const QStringList &header, const QJsonArray &before, const QJsonArray &now,
                     const std::function<QJsonValue(const QJsonValue &)> &cpuOf,
                     const std::function<double(const QJsonValue &)> &memoryOf, bool all,
                     const std::function<StatsCells(const QJsonValue &, double memory)> &cells,
                     QString *stuck)
{
    QHash<QString, QJsonValue> earlier;
    for (const QJsonValue &item : before)
        earlier.insert(statsId(item), cpuOf(item));
    CrictlRows rows{header};
    for (const QJsonValue &item : sorted(now, statsId, std::less<>())) {
        const QJsonValue cpu = cpuOf(item);
        const double used = amount(cpu[u"usageCoreNanoSeconds"]);
        const double memory = memoryOf(item);
        if ((used == 0 && memory == 0 && !all) || !earlier.contains(statsId(item)))
            continue;
        const QJsonValue old = earlier.value(statsId(item));
        const double passed = double(number(cpu[u"timestamp"]) - number(old[u"timestamp"]));
        if (used != 0 && passed == 0) {
            *stuck = statsId(item);
            return {};
        }
        const double percent =
            used == 0 ? 0 : (used - amount(old[u"usageCoreNanoSeconds"])) / passed * 100;
        const StatsCells more = cells(item, memory);
        rows.push_back(more.before + QStringList{QString::number(percent, 'f', 2)} + more.after);
    }
    return rows;
}

bool isZero(const QJsonValue &value)
{
    return value == QJsonValue(false) || value == QJsonValue(QString()) ||
           value == QJsonValue(QJsonArray());
}

// crictl writes handlers and features as Go writes a struct: the names of the .proto, and only what
// is set.
QJsonValue asGoStruct(const QJsonValue &value)
{
    static const QRegularExpression capital(QStringLiteral("([A-Z])"));
    QJsonArray array;
    for (const QJsonValue &item : value.toArray())
        array.append(asGoStruct(item));
    if (value.isArray())
        return array;
    if (!value.isObject())
        return value;
    const QJsonObject all = value.toObject();
    QJsonObject set;
    for (auto entry = all.begin(); entry != all.end(); ++entry) {
        if (!isZero(*entry))
            set[entry.key().replace(capital, QStringLiteral("_\\1")).toLower()] =
                asGoStruct(*entry);
    }
    return set;
}

void makeReadable(QJsonObject &status, const QString &key)
{
    if (status.contains(key))
        status[key] = crictlTime(number(status[key]));
}

/// What crictl writes as null when a container or a pod lacks it; images it writes otherwise.
std::vector<const char *> unsetKeys(const QJsonObject &status)
{
    if (status.contains(QStringLiteral("logPath")))
        return {"image", "metadata", "resources", "user"};
    if (status.contains(QStringLiteral("createdAt")))
        return {"linux", "metadata", "network"};
    return {};
}

QJsonObject readInfo(const QJsonObject &info)
{
    QJsonObject values;
    for (auto entry = info.begin(); entry != info.end(); ++entry) {
        QString value = entry->toString();
        const QJsonDocument json =
            value.startsWith(u'{') ? QJsonDocument::fromJson(value.toUtf8()) : QJsonDocument();
        while (value.startsWith(u'"'))
            value.remove(0, 1);
        while (value.endsWith(u'"'))
            value.chop(1);
        values[entry.key()] = json.isObject() ? QJsonValue(json.object()) : QJsonValue(value);
    }
    return values;
}

} // namespace

QJsonArray newestFirst(const QJsonArray &items)
{
    return sorted(
        items, [](const QJsonValue &item) { return number(item[u"createdAt"]); }, std::greater<>());
}

QJsonArray statsById(const QJsonArray &stats)
{
    return sorted(stats, statsId, std::less<>());
}

QJsonArray byFirstTag(const QJsonArray &images)
{
    return sorted(images, firstTag, std::less<>());
}

CrictlRows containerRows(const QJsonArray &containers, const CrictlListOptions &options)
{
    const auto id = [&](const QString &whole) {
        return options.noTrunc ? whole : crictlShortId(whole);
    };
    CrictlRows rows{{QStringLiteral("CONTAINER"), QStringLiteral("IMAGE"),
                     QStringLiteral("CREATED"), QStringLiteral("STATE"), QStringLiteral("NAME"),
                     QStringLiteral("ATTEMPT"), QStringLiteral("POD ID"), QStringLiteral("POD"),
                     QStringLiteral("NAMESPACE")}};
    for (const QJsonValue &c : containers)
        rows.push_back({id(text(c, u"id")), imageOf(c, options.noTrunc), ago(c, options.nowNs),
                        stateOf(c), text(c[u"metadata"], u"name"), attemptOf(c),
                        id(text(c, u"podSandboxId")), labelOf(c, "io.kubernetes.pod.name"),
                        labelOf(c, "io.kubernetes.pod.namespace")});
    return rows;
}

CrictlRows podRows(const QJsonArray &pods, const CrictlListOptions &options)
{
    CrictlRows rows{{QStringLiteral("POD ID"), QStringLiteral("CREATED"), QStringLiteral("STATE"),
                     QStringLiteral("NAME"), QStringLiteral("NAMESPACE"), QStringLiteral("ATTEMPT"),
                     QStringLiteral("RUNTIME")}};
    for (const QJsonValue &pod : pods) {
        const QString id = text(pod, u"id");
        const QString runtime = text(pod, u"runtimeHandler");
        rows.push_back({options.noTrunc ? id : crictlShortId(id), ago(pod, options.nowNs),
                        stateOf(pod), text(pod[u"metadata"], u"name"),
                        text(pod[u"metadata"], u"namespace"), attemptOf(pod),
                        runtime.isEmpty() ? QStringLiteral("(default)") : runtime});
    }
    return rows;
}

CrictlRows imageRows(const QJsonArray &images, const CrictlListOptions &options)
{
    const auto row = [&](const QString &name, const QString &tag, const QString &digest,
                         const QString &id, const QString &size, const QString &pinned) {
        QStringList cells{name, tag};
        if (options.digests)
            cells << digest;
        cells << id << size;
        if (options.pinned)
            cells << pinned;
        return cells;
    };
    CrictlRows rows{row(QStringLiteral("IMAGE"), QStringLiteral("TAG"), QStringLiteral("DIGEST"),
                        QStringLiteral("IMAGE ID"), QStringLiteral("SIZE"),
                        QStringLiteral("PINNED"))};
    const auto shown = [&](const QString &id) { return options.noTrunc ? id : crictlShortId(id); };
    for (const QJsonValue &image : images) {
        const Digest digest = firstDigest(image);
        for (const auto &[name, tag] : tagsOf(image, digest.name))
            rows.push_back(
                row(name, tag, shown(digest.digest), shown(text(image, u"id")),
                    crictlSize(double(number(image[u"size"])), 3),
                    image[u"pinned"].toBool() ? QStringLiteral("true") : QStringLiteral("false")));
    }
    return rows;
}

CrictlRows containerStatsRows(const QJsonArray &before, const QJsonArray &now,
                              const CrictlListOptions &options, QString *stuck)
{
    return statsRows(
        {QStringLiteral("CONTAINER"), QStringLiteral("NAME"), QStringLiteral("CPU %"),
         QStringLiteral("MEM"), QStringLiteral("DISK"), QStringLiteral("INODES"),
         QStringLiteral("SWAP")},
        before, now, [](const QJsonValue &item) { return item[u"cpu"]; },
        [](const QJsonValue &item) { return amount(item[u"memory"][u"workingSetBytes"]); },
        options.all,
        [&](const QJsonValue &item, double memory) {
            const QString id = text(item[u"attributes"], u"id");
            return StatsCells{
                {options.noTrunc ? id : crictlShortId(id),
                 text(item[u"attributes"][u"metadata"], u"name")},
                {crictlSize(memory), crictlSize(amount(item[u"writableLayer"][u"usedBytes"])),
                 QString::number(qint64(amount(item[u"writableLayer"][u"inodesUsed"]))),
                 crictlSize(amount(item[u"swap"][u"swapUsageBytes"]))}};
        },
        stuck);
}

CrictlRows podStatsRows(const QJsonArray &before, const QJsonArray &now,
                        const CrictlListOptions &options, QString *stuck)
{
    return statsRows(
        {QStringLiteral("POD"), QStringLiteral("POD ID"), QStringLiteral("CPU %"),
         QStringLiteral("MEM")},
        before, now, [](const QJsonValue &item) { return item[u"linux"][u"cpu"]; },
        [](const QJsonValue &item) {
            return amount(item[u"linux"][u"memory"][u"workingSetBytes"]);
        },
        options.all,
        [&](const QJsonValue &item, double memory) {
            const QString id = text(item[u"attributes"], u"id");
            return StatsCells{{text(item[u"attributes"][u"metadata"], u"name"),
                               options.noTrunc ? id : crictlShortId(id)},
                              {crictlSize(memory)}};
        },
        stuck);
}

QJsonObject inspectValue(const QJsonObject &reply, bool withInfo)
{
    const QString statusKey = reply.contains(QStringLiteral("image")) ? QStringLiteral("image")
                                                                      : QStringLiteral("status");
    QJsonObject status = reply[statusKey].toObject();
    for (const char *key : {"createdAt", "startedAt", "finishedAt"})
        makeReadable(status, QLatin1String(key));
    for (const char *key : unsetKeys(status)) {
        if (!status.contains(QLatin1String(key)))
            status[QLatin1String(key)] = QJsonValue::Null;
    }
    QJsonObject value = withInfo ? readInfo(reply[u"info"].toObject()) : QJsonObject();
    value[QStringLiteral("status")] = status;
    return value;
}

QJsonObject infoValue(const QJsonObject &reply, bool withInfo)
{
    QJsonObject value = withInfo ? readInfo(reply[u"info"].toObject()) : QJsonObject();
    value[u"status"] = reply[u"status"];
    if (!reply[u"runtimeHandlers"].toArray().isEmpty())
        value[u"runtimeHandlers"] = asGoStruct(reply[u"runtimeHandlers"]);
    if (reply[u"features"].isObject())
        value[u"features"] = asGoStruct(reply[u"features"]);
    return value;
}

} // namespace hydra
