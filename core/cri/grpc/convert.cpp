// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cri/grpc/convert.h"

#include <cri.pb.h>

#include <algorithm>
#include <string_view>
#include <unordered_map>

namespace hydra {

namespace cri = runtime::v1;

namespace {

QString text(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

/// Text that many things of a list have in common, kept once.
class SharedText
{
public:
    QString operator()(const std::string &utf8)
    {
        const auto [known, isNew] = m_known.try_emplace(utf8);
        if (isNew)
            known->second = text(utf8);
        return known->second;
    }

private:
    std::unordered_map<std::string_view, QString>
        m_known; ///< views of a message, which outlives this
};

template <typename Map> QMap<QString, QString> toLabels(const Map &map, SharedText &shared)
{
    QMap<QString, QString> labels;
    for (const auto &[key, value] : map)
        labels.insert(shared(key), shared(value));
    return labels;
}

template <typename Map> void fillLabels(Map &map, const QMap<QString, QString> &labels)
{
    for (auto it = labels.begin(); it != labels.end(); ++it)
        map[it.key().toStdString()] = it.value().toStdString();
}

/// The labels by which crictl and the kubelet find a pod's name, after the user's own.
QMap<QString, QString> podLabels(const CriPodSpec &spec)
{
    QMap<QString, QString> labels = spec.labels;
    labels.insert(QStringLiteral("io.kubernetes.pod.name"), spec.name);
    labels.insert(QStringLiteral("io.kubernetes.pod.namespace"), spec.namespace_);
    labels.insert(QStringLiteral("io.kubernetes.pod.uid"), spec.uid);
    return labels;
}

// Messages are lighter to sort than values.
template <typename Message>
std::vector<const Message *> newestFirst(const google::protobuf::RepeatedPtrField<Message> &all)
{
    std::vector<const Message *> sorted;
    for (const Message &one : all)
        sorted.push_back(&one);
    std::sort(sorted.begin(), sorted.end(), [](const Message *a, const Message *b) {
        return a->created_at() != b->created_at() ? b->created_at() < a->created_at()
                                                  : a->id() < b->id();
    });
    return sorted;
}

CriContainerState toState(cri::ContainerState state)
{
    switch (state) {
    case cri::CONTAINER_CREATED:
        return CriContainerState::Created;
    case cri::CONTAINER_RUNNING:
        return CriContainerState::Running;
    case cri::CONTAINER_EXITED:
        return CriContainerState::Exited;
    default:
        return CriContainerState::Unknown;
    }
}

CriPod toPod(const cri::PodSandbox &message, SharedText &shared)
{
    const auto &metadata = message.metadata();
    return {text(message.id()),
            text(metadata.name()),
            shared(metadata.namespace_()),
            text(metadata.uid()),
            metadata.attempt(),
            message.state() == cri::SANDBOX_READY,
            message.created_at(),
            toLabels(message.labels(), shared),
            shared(message.runtime_handler())};
}

CriContainer toContainer(const cri::Container &message, SharedText &shared)
{
    return {text(message.id()),
            shared(message.pod_sandbox_id()),
            shared(message.metadata().name()),
            message.metadata().attempt(),
            shared(message.image().image()),
            toState(message.state()),
            message.created_at(),
            toLabels(message.labels(), shared),
            shared(message.image_ref())};
}

} // namespace

CriVersion toValue(const cri::VersionResponse &message)
{
    return {text(message.runtime_name()), text(message.runtime_version()),
            text(message.runtime_api_version())};
}

std::vector<CriCondition> toValue(const cri::StatusResponse &message)
{
    std::vector<CriCondition> conditions;
    for (const auto &c : message.status().conditions())
        conditions.push_back({text(c.type()), c.status(), text(c.reason()), text(c.message())});
    return conditions;
}

std::vector<CriPod> toValue(const cri::ListPodSandboxResponse &message)
{
    SharedText shared;
    std::vector<CriPod> pods;
    pods.reserve(std::size_t(message.items_size()));
    for (const auto *item : newestFirst(message.items()))
        pods.push_back(toPod(*item, shared));
    return pods;
}

std::vector<CriContainer> toValue(const cri::ListContainersResponse &message)
{
    SharedText shared;
    std::vector<CriContainer> containers;
    containers.reserve(std::size_t(message.containers_size()));
    for (const auto *item : newestFirst(message.containers()))
        containers.push_back(toContainer(*item, shared));
    return containers;
}

std::vector<CriContainerUse> toValue(const cri::ListContainerStatsResponse &message)
{
    std::vector<CriContainerUse> all;
    for (const auto &item : message.stats())
        all.push_back({text(item.attributes().id()), item.cpu().timestamp(),
                       item.cpu().usage_core_nano_seconds().value(),
                       item.memory().working_set_bytes().value()});
    return all;
}

CriContainerStatus toValue(const cri::ContainerStatusResponse &message)
{
    const auto &status = message.status();
    CriContainerStatus value;
    value.container.id = text(status.id());
    value.container.name = text(status.metadata().name());
    value.container.attempt = status.metadata().attempt();
    value.container.image = text(status.image().image());
    value.container.state = toState(status.state());
    value.container.createdAtNs = status.created_at();
    SharedText shared;
    value.container.labels = toLabels(status.labels(), shared);
    value.startedAtNs = status.started_at();
    value.finishedAtNs = status.finished_at();
    value.exitCode = status.exit_code();
    value.reason = text(status.reason());
    value.message = text(status.message());
    value.logPath = text(status.log_path());
    return value;
}

std::vector<CriImage> toValue(const cri::ListImagesResponse &message)
{
    std::vector<CriImage> images;
    for (const auto &item : message.images()) {
        CriImage image{text(item.id()), {}, item.size(), {}, item.pinned()};
        for (const auto &tag : item.repo_tags())
            image.tags.append(text(tag));
        for (const auto &digest : item.repo_digests())
            image.digests.append(text(digest));
        images.push_back(image);
    }
    std::sort(images.begin(), images.end(), [](const CriImage &a, const CriImage &b) {
        return std::pair(a.tags.value(0), a.id) < std::pair(b.tags.value(0), b.id);
    });
    return images;
}

void fill(cri::PodSandboxConfig &message, const CriPodSpec &spec)
{
    auto &metadata = *message.mutable_metadata();
    metadata.set_name(spec.name.toStdString());
    metadata.set_namespace_(spec.namespace_.toStdString());
    metadata.set_uid(spec.uid.toStdString());
    message.set_log_directory(QStringLiteral("/var/log/pods/%1_%2_%3")
                                  .arg(spec.namespace_, spec.name, spec.uid)
                                  .toStdString());
    fillLabels(*message.mutable_labels(), podLabels(spec));
    message.mutable_linux()->set_cgroup_parent(spec.cgroupParent.toStdString());
    auto &namespaces =
        *message.mutable_linux()->mutable_security_context()->mutable_namespace_options();
    namespaces.set_pid(cri::CONTAINER);
    // runc refuses a host name in the host's UTS namespace.
    if (spec.hostNetwork)
        namespaces.set_network(cri::NODE);
    else
        message.set_hostname(spec.name.toStdString());
}

void fill(cri::ContainerConfig &message, const CriPodSpec &spec)
{
    message.mutable_metadata()->set_name(spec.containerName.toStdString());
    message.mutable_image()->set_image(spec.image.toStdString());
    for (const QString &word : spec.command)
        message.add_command(word.toStdString());
    QMap<QString, QString> labels = podLabels(spec);
    labels.insert(QStringLiteral("io.kubernetes.container.name"), spec.containerName);
    fillLabels(*message.mutable_labels(), labels);
    message.set_log_path((spec.containerName + QStringLiteral("/0.log")).toStdString());
    auto &namespaces =
        *message.mutable_linux()->mutable_security_context()->mutable_namespace_options();
    namespaces.set_pid(cri::CONTAINER);
    if (spec.hostNetwork)
        namespaces.set_network(cri::NODE);
}

} // namespace hydra
