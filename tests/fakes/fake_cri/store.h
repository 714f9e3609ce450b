// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cri.pb.h>
#include <grpcpp/support/status.h>

#include <map>
#include <mutex>
#include <string>

namespace fake_cri {

namespace cri = runtime::v1;

/// Pods, containers and images in memory, with containerd's rules where clients can trip over them:
/// names are reserved, ids may be cut short, a container's image must be there. Thread-safe.
class Store
{
public:
    Store();
    grpc::Status runPod(const cri::PodSandboxConfig &config, std::string &id);
    grpc::Status removePod(const std::string &id);
    grpc::Status create(const cri::CreateContainerRequest &request, std::string &id);
    grpc::Status start(const std::string &id);
    grpc::Status stop(const std::string &id);
    grpc::Status status(const std::string &id, cri::ContainerStatus &status);
    void listPods(cri::ListPodSandboxResponse &response);
    void listContainers(cri::ListContainersResponse &response);
    void listImages(cri::ListImagesResponse &response);

private:
    struct Container {
        cri::ContainerStatus status;
        std::string podId;
    };
    template <typename T>
    static typename std::map<std::string, T>::iterator find(std::map<std::string, T> &map,
                                                            const std::string &prefix);
    grpc::Status finish(const std::string &id, cri::ContainerState from, cri::ContainerState to);
    std::string newId();

    std::mutex m_mutex;
    std::map<std::string, cri::PodSandbox> m_pods;
    std::map<std::string, std::string> m_logDirectories; ///< by pod
    std::map<std::string, Container> m_containers;
    std::vector<cri::Image> m_images;
    unsigned m_lastId = 0;
};

} // namespace fake_cri
