// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cri/crictl_verbs.h"

#include "core/job/await.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

namespace hydra {
namespace {

using std::chrono::milliseconds;

QJsonObject container(const QString &id)
{
    return {{QStringLiteral("containerId"), id}};
}

QJsonObject pod(const QString &id)
{
    return {{QStringLiteral("podSandboxId"), id}};
}

Result<QString> done(const Result<QJsonObject> &reply, const QString &words)
{
    return reply ? Result<QString>(words) : fail(reply.error());
}

QStringList namesInUse(const QJsonObject &containers, const QJsonObject &status)
{
    QStringList names;
    for (const QJsonValue &each : containers[u"containers"].toArray())
        names << each[u"image"][u"image"].toString() << each[u"imageRef"].toString();
    // containerd 1.6 does not pin the image pods begin with: it stays, by the name the runtime's
    // own configuration gives it.
    const QByteArray config = status[u"info"][u"config"].toString().toUtf8();
    names << QJsonDocument::fromJson(config)[u"sandboxImage"].toString();
    names.removeDuplicates();
    names.removeAll(QString());
    return names;
}

} // namespace

Result<QString> startContainer(CriAsk &runtime, const QString &id)
{
    return done(runtime.call("StartContainer", container(id)), id);
}

// A container may take its whole time to stop; the answer comes later.
Result<QString> stopContainer(CriAsk &runtime, const QString &id, qint64 seconds)
{
    QJsonObject request = container(id);
    request[u"timeout"] = seconds;
    return done(runtime.call("StopContainer", request, std::chrono::seconds(seconds + 30)), id);
}

Result<QString> removeContainer(CriAsk &runtime, const QString &id, bool force)
{
    const auto status = runtime.call("ContainerStatus", container(id));
    if (!status)
        return fail(status.error());
    if ((*status)[u"status"][u"state"].toString() == u"CONTAINER_RUNNING") {
        if (!force)
            return fail(ErrorCode::Conflict, QStringLiteral("container \"%1\" is running").arg(id),
                        runtime.endpoint(), QStringLiteral("stop it first, or use --force"));
        if (const auto stopped = stopContainer(runtime, id, 0); !stopped)
            return fail(stopped.error());
    }
    return done(runtime.call("RemoveContainer", container(id)), id);
}

Result<QString> stopPod(CriAsk &runtime, const QString &id)
{
    return done(runtime.call("StopPodSandbox", pod(id), std::chrono::minutes(2)),
                QStringLiteral("Stopped sandbox ") + id);
}

Result<QString> removePod(CriAsk &runtime, const QString &id, bool force)
{
    const auto status = runtime.call("PodSandboxStatus", pod(id));
    if (!status)
        return fail(status.error());
    QString words;
    if ((*status)[u"status"][u"state"].toString() == u"SANDBOX_READY") {
        if (!force)
            return fail(ErrorCode::Conflict, QStringLiteral("pod \"%1\" is ready").arg(id),
                        runtime.endpoint(), QStringLiteral("stop it first, or use --force"));
        const auto stopped = stopPod(runtime, id);
        if (!stopped)
            return stopped;
        words = *stopped + u'\n';
    }
    return done(runtime.call("RemovePodSandbox", pod(id), std::chrono::minutes(2)),
                words + QStringLiteral("Removed sandbox ") + id);
}

Result<QStringList> removeImage(CriAsk &runtime, const QString &name)
{
    const auto status = runtime.call("ImageStatus", imageRequest(name));
    if (!status)
        return fail(status.error());
    const QJsonObject found = (*status)[u"image"].toObject();
    if (found.isEmpty())
        return fail(ErrorCode::NotFound, QStringLiteral("no such image %1").arg(name),
                    runtime.endpoint());
    if (const auto removed = runtime.call("RemoveImage", imageRequest(found[u"id"].toString()));
        !removed)
        return fail(removed.error());
    const QJsonArray tags = found[u"repoTags"].toArray();
    QStringList words;
    for (const QJsonValue &tag : tags.isEmpty() ? found[u"repoDigests"].toArray() : tags)
        words << QStringLiteral("Deleted: ") + tag.toString();
    return words;
}

Result<QStringList> unusedImages(CriAsk &runtime)
{
    const auto images = runtime.call("ListImages");
    const auto containers = images ? runtime.call("ListContainers") : images;
    const auto status =
        containers ? runtime.call("Status", {{QStringLiteral("verbose"), true}}) : containers;
    if (!status)
        return fail(status.error());
    QSet<QString> used;
    for (const QString &name : namesInUse(*containers, *status)) {
        if (const auto found = runtime.call("ImageStatus", imageRequest(name)))
            used.insert((*found)[u"image"][u"id"].toString());
    }
    QStringList unused;
    for (const QJsonValue &each : (*images)[u"images"].toArray()) {
        if (!each[u"pinned"].toBool() && !used.contains(each[u"id"].toString()))
            unused << each[u"id"].toString();
    }
    return unused;
}

QJsonObject imageRequest(const QString &name)
{
    return {{QStringLiteral("image"), QJsonObject{{QStringLiteral("image"), name}}}};
}

BlockingCri::BlockingCri(QString endpoint, CancelToken cancel)
    : m_endpoint(std::move(endpoint)), m_cancel(std::move(cancel))
{
}

BlockingCri::~BlockingCri() = default;

Result<QJsonObject> BlockingCri::call(const char *method, const QJsonObject &request)
{
    return call(method, request, std::chrono::seconds(10));
}

// A client for each call: its connection costs less than what these calls do.
Result<QJsonObject> BlockingCri::call(const char *method, const QJsonObject &request,
                                      milliseconds deadline)
{
    auto client = makeCriClient(m_endpoint);
    if (!client)
        return fail(client.error());
    (*client)->setDeadline(deadline.count() > 0 ? deadline : std::chrono::hours(1));
    auto reply = awaitUnlessCancelled<QJsonObject>(
        [&](CriClient::Done<QJsonObject> done) {
            (*client)->call(QLatin1String(method), request, std::move(done));
        },
        m_cancel);
    return reply ? std::move(*reply) : fail(ErrorCode::Cancelled, QStringLiteral("cancelled"));
}

} // namespace hydra
