// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cri/crictl_fields.h"
#include "core/cri/crictl_lists.h"
#include "core/cri/crictl_text.h"

#include <QJsonArray>

namespace hydra {

using namespace crictl;

namespace {

QString pairsBlock(const char *title, const QJsonValue &map)
{
    const QJsonObject object = map.toObject();
    if (object.isEmpty())
        return {};
    QString block = QLatin1String(title) + QStringLiteral(":\n");
    for (auto entry = object.begin(); entry != object.end(); ++entry)
        block += QStringLiteral("\t%1 -> %2\n")
                     .arg(withoutControls(entry.key()), withoutControls(entry->toString()));
    return block;
}

QString lineOf(const char *title, const QString &value)
{
    return QStringLiteral("%1: %2\n").arg(QLatin1String(title), withoutControls(value));
}

// As Go prints a map.
QString infoLine(const QJsonObject &reply)
{
    const QJsonObject info = reply[u"info"].toObject();
    QStringList pairs;
    for (auto entry = info.begin(); entry != info.end(); ++entry)
        pairs << entry.key() + u':' + entry->toString();
    return lineOf("Info", QStringLiteral("map[%1]").arg(pairs.join(u' ')));
}

QString agoLine(const char *title, const QJsonValue &time, qint64 nowNs)
{
    return lineOf(title, crictlDuration(nowNs - number(time)) + QStringLiteral(" ago"));
}

QString filesystemLines(const char *title, const QJsonArray &all)
{
    QString lines = QLatin1String(title) + QStringLiteral(" Filesystem \n");
    for (qsizetype i = 0; i < all.size(); ++i) {
        const QJsonValue one = all[i];
        const auto line = [&](const char *key, const QString &value) {
            lines += QStringLiteral("%1[%2]: %3\n")
                         .arg(QLatin1String(key))
                         .arg(i)
                         .arg(withoutControls(value));
        };
        line("TimeStamp", text(one, u"timestamp"));
        line("Disk", crictlSize(amount(one[u"usedBytes"])));
        line("Inodes", QString::number(qint64(amount(one[u"inodesUsed"]))));
        line("Mountpoint", text(one[u"fsId"], u"mountpoint"));
    }
    return lines;
}

} // namespace

QString containerBlocks(const QJsonArray &containers, const CrictlListOptions &options)
{
    QString blocks;
    for (const QJsonValue &c : containers)
        blocks += lineOf("ID", text(c, u"id")) + lineOf("PodID", text(c, u"podSandboxId")) +
                  lineOf("Namespace", labelOf(c, "io.kubernetes.pod.namespace")) +
                  lineOf("Name", text(c[u"metadata"], u"name")) + lineOf("Attempt", attemptOf(c)) +
                  lineOf("State", stateOf(c)) + lineOf("Image", text(c[u"image"], u"image")) +
                  lineOf("Created", ago(c, options.nowNs)) + pairsBlock("Labels", c[u"labels"]) +
                  pairsBlock("Annotations", c[u"annotations"]) + u'\n';
    return blocks;
}

QString podBlocks(const QJsonArray &pods, const CrictlListOptions &)
{
    QString blocks;
    for (const QJsonValue &pod : pods) {
        const QJsonValue metadata = pod[u"metadata"];
        blocks += lineOf("ID", text(pod, u"id")) + lineOf("Name", text(metadata, u"name")) +
                  lineOf("UID", text(metadata, u"uid")) +
                  lineOf("Namespace", text(metadata, u"namespace")) +
                  (attemptOf(pod) == u"0" ? QString() : lineOf("Attempt", attemptOf(pod))) +
                  lineOf("Status", stateOf(pod)) +
                  lineOf("Created", crictlGoTime(number(pod[u"createdAt"]))) +
                  pairsBlock("Labels", pod[u"labels"]) +
                  pairsBlock("Annotations", pod[u"annotations"]) +
                  lineOf("Runtime", text(pod, u"runtimeHandler").isEmpty()
                                        ? QStringLiteral("(default)")
                                        : text(pod, u"runtimeHandler")) +
                  u'\n';
    }
    return blocks;
}

QString imageBlocks(const QJsonArray &images, const CrictlListOptions &)
{
    QString blocks;
    for (const QJsonValue &image : images) {
        blocks += lineOf("ID", text(image, u"id"));
        for (const QJsonValue &tag : image[u"repoTags"].toArray())
            blocks += lineOf("RepoTags", tag.toString());
        for (const QJsonValue &digest : image[u"repoDigests"].toArray())
            blocks += lineOf("RepoDigests", digest.toString());
        if (number(image[u"size"]) != 0)
            blocks += lineOf("Size", QString::number(number(image[u"size"])));
        if (image[u"uid"].isObject())
            blocks += lineOf("Uid", QStringLiteral("value:%1").arg(qint64(amount(image[u"uid"]))));
        if (!text(image, u"username").isEmpty())
            blocks += lineOf("Username", text(image, u"username"));
        if (image[u"pinned"].toBool())
            blocks += lineOf("Pinned", QStringLiteral("true"));
        blocks += u'\n';
    }
    return blocks;
}

QString containerDetails(const QJsonObject &reply, qint64 nowNs, bool withInfo)
{
    const QJsonValue status = reply[u"status"];
    const QString state = text(status, u"state");
    QString lines = lineOf("ID", text(status, u"id")) +
                    lineOf("Name", text(status[u"metadata"], u"name")) +
                    (attemptOf(status) == u"0" ? QString() : lineOf("Attempt", attemptOf(status))) +
                    lineOf("State", state) + agoLine("Created", status[u"createdAt"], nowNs);
    if (state != u"CONTAINER_CREATED")
        lines += agoLine("Started", status[u"startedAt"], nowNs);
    if (state == u"CONTAINER_EXITED" && number(status[u"finishedAt"]) > 0)
        lines += agoLine("Finished", status[u"finishedAt"], nowNs);
    if (state == u"CONTAINER_EXITED")
        lines += lineOf("Exit Code", QString::number(status[u"exitCode"].toInteger()));
    return lines + pairsBlock("Labels", status[u"labels"]) +
           pairsBlock("Annotations", status[u"annotations"]) +
           (withInfo ? infoLine(reply) : QString());
}

QString podDetails(const QJsonObject &reply, qint64 nowNs, bool withInfo)
{
    const QJsonValue status = reply[u"status"];
    const QJsonValue metadata = status[u"metadata"];
    QString lines =
        lineOf("ID", text(status, u"id")) + lineOf("Name", text(metadata, u"name")) +
        lineOf("UID", text(metadata, u"uid")) + lineOf("Namespace", text(metadata, u"namespace")) +
        lineOf("Attempt", attemptOf(status)) + lineOf("Status", text(status, u"state")) +
        agoLine("Created", status[u"createdAt"], nowNs);
    if (status[u"network"].isObject())
        lines += lineOf("IP Addresses", text(status[u"network"], u"ip"));
    for (const QJsonValue &more : status[u"network"][u"additionalIps"].toArray())
        lines += lineOf("Additional IP", text(more, u"ip"));
    return lines + pairsBlock("Labels", status[u"labels"]) +
           pairsBlock("Annotations", status[u"annotations"]) +
           (withInfo ? infoLine(reply) : QString());
}

QString imageDetails(const QJsonObject &reply, qint64, bool withInfo)
{
    const QJsonValue image = reply[u"image"];
    QString lines = lineOf("ID", text(image, u"id"));
    for (const QJsonValue &tag : image[u"repoTags"].toArray())
        lines += lineOf("Tag", tag.toString());
    for (const QJsonValue &digest : image[u"repoDigests"].toArray())
        lines += lineOf("Digest", digest.toString());
    return lines + lineOf("Size", crictlSize(double(number(image[u"size"])), 3)) +
           (withInfo ? infoLine(reply) : QString());
}

QString imageFsDetails(const QJsonObject &reply)
{
    return filesystemLines("Container", reply[u"containerFilesystems"].toArray()) +
           filesystemLines("Image", reply[u"imageFilesystems"].toArray());
}

} // namespace hydra
