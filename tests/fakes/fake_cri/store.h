// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/fakes/fake_cri/events.h"

#include <cri.pb.h>
#include <grpcpp/support/status.h>

#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace fake_cri {

std::int64_t nowNs(); ///< since the epoch

/// Pods, containers and images in memory, with those of containerd's rules that matter to clients:
/// names are reserved, ids may be abbreviated, a container's image must exist. Thread-safe.
class Store
{
public:
    struct Pod {
        cri::PodSandbox pod;
        cri::NamespaceOption namespaces;
        std::string logDirectory;
    };
    struct Container {
        cri::ContainerStatus status;
        std::string podId;
    };

    /// Adds the object with a new id, which is returned.
    std::string add(Pod pod);
    std::string add(Container container);
    void add(const cri::Image &image);

    grpc::Status runPod(const cri::PodSandboxConfig &config, std::string &id);
    grpc::Status stopPod(const std::string &id);
    grpc::Status removePod(const std::string &id);
    grpc::Status podStatus(const std::string &id, cri::PodSandboxStatus &status);
    grpc::Status create(const cri::CreateContainerRequest &request, std::string &id);
    grpc::Status start(const std::string &id);
    grpc::Status stop(const std::string &id);
    grpc::Status remove(const std::string &id);
    grpc::Status status(const std::string &id, cri::ContainerStatus &status);
    grpc::Status removeImage(const std::string &name);
    void listPods(const cri::PodSandboxFilter &filter, cri::ListPodSandboxResponse &response);
    void listContainers(const cri::ContainerFilter &filter, cri::ListContainersResponse &response);
    void listImages(const std::string &name, cri::ListImagesResponse &response);
    /// False when the image does not exist.
    bool imageStatus(const std::string &name, cri::Image &image);
    Events &events() { return m_events; }

private:
    template <typename T>
    static typename std::map<std::string, T>::iterator find(std::map<std::string, T> &map,
                                                            const std::string &prefix);
    std::vector<cri::Image>::iterator findImage(const std::string &name);
    grpc::Status finish(const std::string &id, cri::ContainerState from, cri::ContainerState to);
    std::string newId();

    std::mutex m_mutex;
    std::map<std::string, Pod> m_pods;
    std::map<std::string, Container> m_containers;
    std::vector<cri::Image> m_images;
    Events m_events;
    unsigned m_lastId = 0;
};

} // namespace fake_cri
