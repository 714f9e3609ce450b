// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "store.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>

namespace fake_cri {
namespace {

const char *const busybox = "docker.io/library/busybox:latest";

std::int64_t nowNs()
{
    using namespace std::chrono;
    return duration_cast<nanoseconds>(system_clock::now().time_since_epoch()).count();
}

grpc::Status notFound(const std::string &what)
{
    return grpc::Status(grpc::StatusCode::NOT_FOUND, what + ": not found");
}

std::string reservedName(const cri::PodSandboxMetadata &m)
{
    return m.name() + "_" + m.namespace_() + "_" + m.uid() + "_" + std::to_string(m.attempt());
}

/// containerd 1.7 dereferences nil here and takes all its clients with it.
void endLikeContainerdWithout(const cri::CreateContainerRequest &request)
{
    if (request.has_sandbox_config() && request.sandbox_config().has_metadata())
        return;
    std::fputs("panic: CreateContainer without sandbox_config\n", stderr);
    std::_Exit(2);
}

} // namespace

Store::Store()
{
    cri::Image image;
    image.set_id("sha256:" + std::string(64, 'b'));
    image.add_repo_tags(busybox);
    image.set_size(2219949);
    m_images.push_back(image);
}

std::string Store::newId()
{
    char id[65];
    ++m_lastId;
    std::snprintf(id, sizeof id, "%08x%056x", m_lastId * 2654435761U, m_lastId);
    return id;
}

template <typename T>
typename std::map<std::string, T>::iterator Store::find(std::map<std::string, T> &map,
                                                        const std::string &prefix)
{
    const auto it = map.lower_bound(prefix);
    const bool found = !prefix.empty() && it != map.end()
                       && it->first.compare(0, prefix.size(), prefix) == 0;
    return found ? it : map.end();
}

grpc::Status Store::runPod(const cri::PodSandboxConfig &config, std::string &id)
{
    const std::lock_guard lock(m_mutex);
    const std::string name = reservedName(config.metadata());
    for (const auto &[other, pod] : m_pods) {
        if (reservedName(pod.metadata()) == name)
            return grpc::Status(grpc::StatusCode::UNKNOWN, "name \"" + name
                                                               + "\" is reserved for \"" + other
                                                               + "\"");
    }
    id = newId();
    cri::PodSandbox &pod = m_pods[id];
    pod.set_id(id);
    *pod.mutable_metadata() = config.metadata();
    *pod.mutable_labels() = config.labels();
    pod.set_created_at(nowNs());
    m_logDirectories[id] = config.log_directory();
    return grpc::Status::OK;
}

grpc::Status Store::removePod(const std::string &id)
{
    const std::lock_guard lock(m_mutex);
    const auto pod = find(m_pods, id);
    if (pod == m_pods.end())
        return grpc::Status::OK;
    std::erase_if(m_containers, [&](const auto &c) { return c.second.podId == pod->first; });
    m_logDirectories.erase(pod->first);
    m_pods.erase(pod);
    return grpc::Status::OK;
}

grpc::Status Store::create(const cri::CreateContainerRequest &request, std::string &id)
{
    endLikeContainerdWithout(request);
    const std::lock_guard lock(m_mutex);
    const auto pod = find(m_pods, request.pod_sandbox_id());
    if (pod == m_pods.end())
        return notFound("sandbox \"" + request.pod_sandbox_id() + "\"");
    const auto &config = request.config();
    if (config.image().image() != busybox)
        return notFound("failed to resolve image \"" + config.image().image() + "\"");
    id = newId();
    Container &container = m_containers[id];
    container.podId = pod->first;
    auto &status = container.status;
    status.set_id(id);
    *status.mutable_metadata() = config.metadata();
    *status.mutable_image() = config.image();
    *status.mutable_labels() = config.labels();
    status.set_created_at(nowNs());
    status.set_log_path(m_logDirectories[pod->first] + "/" + config.log_path());
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
                            "container is in " + cri::ContainerState_Name(status.state())
                                + " state");
    status.set_state(to);
    if (to == cri::CONTAINER_RUNNING) {
        status.set_started_at(nowNs());
    } else {
        status.set_finished_at(nowNs());
        status.set_exit_code(143);
        status.set_reason("Error");
    }
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

grpc::Status Store::status(const std::string &id, cri::ContainerStatus &status)
{
    const std::lock_guard lock(m_mutex);
    const auto it = find(m_containers, id);
    if (it == m_containers.end())
        return notFound("container \"" + id + "\"");
    status = it->second.status;
    return grpc::Status::OK;
}

void Store::listPods(cri::ListPodSandboxResponse &response)
{
    const std::lock_guard lock(m_mutex);
    for (const auto &[id, pod] : m_pods)
        *response.add_items() = pod;
}

void Store::listContainers(cri::ListContainersResponse &response)
{
    const std::lock_guard lock(m_mutex);
    for (const auto &[id, container] : m_containers) {
        const auto &status = container.status;
        auto &item = *response.add_containers();
        item.set_id(id);
        item.set_pod_sandbox_id(container.podId);
        *item.mutable_metadata() = status.metadata();
        *item.mutable_image() = status.image();
        *item.mutable_labels() = status.labels();
        item.set_state(status.state());
        item.set_created_at(status.created_at());
    }
}

void Store::listImages(cri::ListImagesResponse &response)
{
    const std::lock_guard lock(m_mutex);
    for (const auto &image : m_images)
        *response.add_images() = image;
}

} // namespace fake_cri
