// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/fakes/fake_cri/store.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>

namespace fake_cri {
namespace {

grpc::Status notFound(const std::string &what)
{
    return grpc::Status(grpc::StatusCode::NOT_FOUND, what + ": not found");
}

std::string reservedName(const cri::PodSandboxMetadata &m)
{
    return m.name() + "_" + m.namespace_() + "_" + m.uid() + "_" + std::to_string(m.attempt());
}

/// Crashes as containerd 1.7 does, which dereferences nil here.
void endLikeContainerdWithout(const cri::CreateContainerRequest &request)
{
    if (request.has_sandbox_config() && request.sandbox_config().has_metadata())
        return;
    std::fputs("panic: CreateContainer without sandbox_config\n", stderr);
    std::_Exit(2);
}

bool beginsWith(const std::string &text, const std::string &prefix)
{
    return text.compare(0, prefix.size(), prefix) == 0;
}

template <typename Map> bool hasAll(const Map &labels, const Map &wanted)
{
    return std::all_of(wanted.begin(), wanted.end(), [&](const auto &pair) {
        const auto found = labels.find(pair.first);
        return found != labels.end() && found->second == pair.second;
    });
}

bool isWanted(const cri::PodSandbox &pod, const cri::PodSandboxFilter &filter)
{
    return beginsWith(pod.id(), filter.id()) &&
           (!filter.has_state() || filter.state().state() == pod.state()) &&
           hasAll(pod.labels(), filter.label_selector());
}

bool isWanted(const Store::Container &container, const cri::ContainerFilter &filter)
{
    const auto &status = container.status;
    return beginsWith(status.id(), filter.id()) &&
           beginsWith(container.podId, filter.pod_sandbox_id()) &&
           (!filter.has_state() || filter.state().state() == status.state()) &&
           hasAll(status.labels(), filter.label_selector());
}

} // namespace

std::int64_t nowNs()
{
    using namespace std::chrono;
    return duration_cast<nanoseconds>(system_clock::now().time_since_epoch()).count();
}

std::string Store::newId()
{
    char id[65];
    ++m_lastId;
    std::snprintf(id, sizeof id, "%08x%056x", m_lastId * 2654435761U, m_lastId);
    return id;
}

std::string Store::add(Pod pod)
{
    const std::lock_guard lock(m_mutex);
    const std::string id = newId();
    pod.pod.set_id(id);
    m_pods[id] = std::move(pod);
    return id;
}

std::string Store::add(Container container)
{
    std::string id;
    {
        const std::lock_guard lock(m_mutex);
        id = newId();
        container.status.set_id(id);
        m_containers[id] = std::move(container);
    }
    m_events.tell(id, cri::CONTAINER_CREATED_EVENT, nowNs());
    return id;
}

void Store::add(const cri::Image &image)
{
    const std::lock_guard lock(m_mutex);
    m_images.push_back(image);
}

template <typename T>
typename std::map<std::string, T>::iterator Store::find(std::map<std::string, T> &map,
                                                        const std::string &prefix)
{
    const auto it = map.lower_bound(prefix);
    const bool found = !prefix.empty() && it != map.end() && beginsWith(it->first, prefix);
    return found ? it : map.end();
}

std::vector<cri::Image>::iterator Store::findImage(const std::string &name)
{
    return std::find_if(m_images.begin(), m_images.end(), [&](const cri::Image &image) {
        const auto has = [&](const auto &names) {
            return std::find(names.begin(), names.end(), name) != names.end();
        };
        return has(image.repo_tags()) || has(image.repo_digests()) ||
               beginsWith(image.id(), name) || beginsWith(image.id(), "sha256:" + name);
    });
}

grpc::Status Store::runPod(const cri::PodSandboxConfig &config, std::string &id)
{
    const std::string name = reservedName(config.metadata());
    {
        const std::lock_guard lock(m_mutex);
        for (const auto &[other, pod] : m_pods) {
            if (reservedName(pod.pod.metadata()) == name)
                return grpc::Status(grpc::StatusCode::UNKNOWN,
                                    "name \"" + name + "\" is reserved for \"" + other + "\"");
        }
    }
    Pod pod;
    *pod.pod.mutable_metadata() = config.metadata();
    *pod.pod.mutable_labels() = config.labels();
    *pod.pod.mutable_annotations() = config.annotations();
    pod.pod.set_created_at(nowNs());
    pod.logDirectory = config.log_directory();
    pod.namespaces = config.linux().security_context().namespace_options();
    id = add(std::move(pod));
    return grpc::Status::OK;
}

grpc::Status Store::stopPod(const std::string &id)
{
    const std::lock_guard lock(m_mutex);
    const auto pod = find(m_pods, id);
    if (pod == m_pods.end())
        return notFound("sandbox \"" + id + "\"");
    pod->second.pod.set_state(cri::SANDBOX_NOTREADY);
    for (auto &[containerId, container] : m_containers) {
        if (container.podId == pod->first && container.status.state() == cri::CONTAINER_RUNNING)
            container.status.set_state(cri::CONTAINER_EXITED);
    }
    return grpc::Status::OK;
}

grpc::Status Store::removePod(const std::string &id)
{
    const std::lock_guard lock(m_mutex);
    const auto pod = find(m_pods, id);
    if (pod == m_pods.end())
        return grpc::Status::OK;
    std::erase_if(m_containers, [&](const auto &c) { return c.second.podId == pod->first; });
    m_pods.erase(pod);
    return grpc::Status::OK;
}

grpc::Status Store::podStatus(const std::string &id, cri::PodSandboxStatus &status)
{
    const std::lock_guard lock(m_mutex);
    const auto it = find(m_pods, id);
    if (it == m_pods.end())
        return notFound("sandbox \"" + id + "\"");
    const cri::PodSandbox &pod = it->second.pod;
    status.set_id(pod.id());
    *status.mutable_metadata() = pod.metadata();
    status.set_state(pod.state());
    status.set_created_at(pod.created_at());
    status.mutable_network()->set_ip("10.88.0.7");
    *status.mutable_labels() = pod.labels();
    *status.mutable_annotations() = pod.annotations();
    status.set_runtime_handler(pod.runtime_handler());
    if (it->second.namespaces.ByteSizeLong() != 0)
        *status.mutable_linux()->mutable_namespaces()->mutable_options() = it->second.namespaces;
    return grpc::Status::OK;
}

grpc::Status Store::create(const cri::CreateContainerRequest &request, std::string &id)
{
    endLikeContainerdWithout(request);
    const auto &config = request.config();
    Container container;
    {
        const std::lock_guard lock(m_mutex);
        const auto pod = find(m_pods, request.pod_sandbox_id());
        if (pod == m_pods.end())
            return notFound("sandbox \"" + request.pod_sandbox_id() + "\"");
        const auto image = findImage(config.image().image());
        if (image == m_images.end())
            return notFound("failed to resolve image \"" + config.image().image() + "\"");
        container.podId = pod->first;
        container.status.set_image_ref(image->id());
        container.status.set_log_path(pod->second.logDirectory + "/" + config.log_path());
    }
    auto &status = container.status;
    *status.mutable_metadata() = config.metadata();
    *status.mutable_image() = config.image();
    *status.mutable_labels() = config.labels();
    *status.mutable_annotations() = config.annotations();
    status.set_created_at(nowNs());
    id = add(std::move(container));
    return grpc::Status::OK;
}

grpc::Status Store::finish(const std::string &id, cri::ContainerState from, cri::ContainerState to)
{
    const std::lock_guard lock(m_mutex);
    const auto it = find(m_containers, id);
    if (it == m_containers.end())
        return notFound("container \"" + id + "\"");
    auto &status = it->second.status;
    if (status.state() != from)
        return grpc::Status(grpc::StatusCode::UNKNOWN,
                            "container is in " + cri::ContainerState_Name(status.state()) +
                                " state");
    const bool starts = to == cri::CONTAINER_RUNNING;
    status.set_state(to);
    if (starts) {
        status.set_started_at(nowNs());
    } else {
        status.set_finished_at(nowNs());
        status.set_exit_code(143);
        status.set_reason("Error");
    }
    m_events.tell(it->first, starts ? cri::CONTAINER_STARTED_EVENT : cri::CONTAINER_STOPPED_EVENT,
                  nowNs());
    return grpc::Status::OK;
}

grpc::Status Store::start(const std::string &id)
{
    return finish(id, cri::CONTAINER_CREATED, cri::CONTAINER_RUNNING);
}

grpc::Status Store::stop(const std::string &id)
{
    return finish(id, cri::CONTAINER_RUNNING, cri::CONTAINER_EXITED);
}

grpc::Status Store::remove(const std::string &id)
{
    const std::lock_guard lock(m_mutex);
    const auto it = find(m_containers, id);
    if (it == m_containers.end())
        return grpc::Status::OK;
    m_events.tell(it->first, cri::CONTAINER_DELETED_EVENT, nowNs());
    m_containers.erase(it);
    return grpc::Status::OK;
}

grpc::Status Store::status(const std::string &id, cri::ContainerStatus &status)
{
    const std::lock_guard lock(m_mutex);
    const auto it = find(m_containers, id);
    if (it == m_containers.end())
        return notFound("container \"" + id + "\"");
    status = it->second.status;
    return grpc::Status::OK;
}

grpc::Status Store::removeImage(const std::string &name)
{
    const std::lock_guard lock(m_mutex);
    if (const auto image = findImage(name); image != m_images.end())
        m_images.erase(image);
    return grpc::Status::OK;
}

void Store::listPods(const cri::PodSandboxFilter &filter, cri::ListPodSandboxResponse &response)
{
    const std::lock_guard lock(m_mutex);
    for (const auto &[id, pod] : m_pods) {
        if (isWanted(pod.pod, filter))
            *response.add_items() = pod.pod;
    }
}

void Store::listContainers(const cri::ContainerFilter &filter,
                           cri::ListContainersResponse &response)
{
    const std::lock_guard lock(m_mutex);
    for (const auto &[id, container] : m_containers) {
        if (!isWanted(container, filter))
            continue;
        const auto &status = container.status;
        auto &item = *response.add_containers();
        item.set_id(id);
        item.set_pod_sandbox_id(container.podId);
        *item.mutable_metadata() = status.metadata();
        *item.mutable_image() = status.image();
        item.set_image_ref(status.image_ref());
        *item.mutable_labels() = status.labels();
        *item.mutable_annotations() = status.annotations();
        item.set_state(status.state());
        item.set_created_at(status.created_at());
    }
}

void Store::listImages(const std::string &name, cri::ListImagesResponse &response)
{
    const std::lock_guard lock(m_mutex);
    if (name.empty())
        response.mutable_images()->Assign(m_images.begin(), m_images.end());
    else if (const auto image = findImage(name); image != m_images.end())
        *response.add_images() = *image;
}

bool Store::imageStatus(const std::string &name, cri::Image &image)
{
    const std::lock_guard lock(m_mutex);
    const auto found = findImage(name);
    if (name.empty() || found == m_images.end())
        return false;
    image = *found;
    return true;
}

} // namespace fake_cri
