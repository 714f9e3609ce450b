// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0

// A container runtime for tests: CRI v1 over TCP or a socket, plain, in memory. It prints its port
// (0 for a socket) in one line when it is ready, and ends when the process that started it ends.
#include "behaviour.h"
#include "store.h"

#include <cri.grpc.pb.h>
#include <grpcpp/server_builder.h>

#include <cstdio>
#include <thread>
#include <unistd.h>

namespace fake_cri {
namespace {

using Context = grpc::ServerContext;

class Runtime final : public cri::RuntimeService::Service
{
public:
    Runtime(const Behaviour &behaviour, Store &store) : m_behaviour(behaviour), m_store(store) {}

    grpc::Status Version(Context *context, const cri::VersionRequest *,
                         cri::VersionResponse *response) override
    {
        response->set_version("0.1.0");
        response->set_runtime_name("fake_cri");
        response->set_runtime_version("1.7.24");
        response->set_runtime_api_version("v1");
        return m_behaviour.enter("Version", *context);
    }

    grpc::Status Status(Context *context, const cri::StatusRequest *,
                        cri::StatusResponse *response) override
    {
        auto &ready = *response->mutable_status()->add_conditions();
        ready.set_type("RuntimeReady");
        ready.set_status(true);
        auto &network = *response->mutable_status()->add_conditions();
        network.set_type("NetworkReady");
        network.set_reason("NetworkPluginNotReady");
        network.set_message("cni plugin not initialized");
        return m_behaviour.enter("Status", *context);
    }

    grpc::Status RunPodSandbox(Context *context, const cri::RunPodSandboxRequest *request,
                               cri::RunPodSandboxResponse *response) override
    {
        return guarded("RunPodSandbox", context, [&] {
            return m_store.runPod(request->config(), *response->mutable_pod_sandbox_id());
        });
    }

    grpc::Status RemovePodSandbox(Context *context, const cri::RemovePodSandboxRequest *request,
                                  cri::RemovePodSandboxResponse *) override
    {
        return guarded("RemovePodSandbox", context,
                       [&] { return m_store.removePod(request->pod_sandbox_id()); });
    }

    grpc::Status ListPodSandbox(Context *context, const cri::ListPodSandboxRequest *,
                                cri::ListPodSandboxResponse *response) override
    {
        m_store.listPods(*response);
        return m_behaviour.enter("ListPodSandbox", *context);
    }

    grpc::Status CreateContainer(Context *context, const cri::CreateContainerRequest *request,
                                 cri::CreateContainerResponse *response) override
    {
        return guarded("CreateContainer", context,
                       [&] { return m_store.create(*request, *response->mutable_container_id()); });
    }

    grpc::Status StartContainer(Context *context, const cri::StartContainerRequest *request,
                                cri::StartContainerResponse *) override
    {
        return guarded("StartContainer", context,
                       [&] { return m_store.start(request->container_id()); });
    }

    grpc::Status StopContainer(Context *context, const cri::StopContainerRequest *request,
                               cri::StopContainerResponse *) override
    {
        return guarded("StopContainer", context,
                       [&] { return m_store.stop(request->container_id()); });
    }

    grpc::Status ListContainers(Context *context, const cri::ListContainersRequest *,
                                cri::ListContainersResponse *response) override
    {
        m_store.listContainers(*response);
        return m_behaviour.enter("ListContainers", *context);
    }

    grpc::Status ContainerStatus(Context *context, const cri::ContainerStatusRequest *request,
                                 cri::ContainerStatusResponse *response) override
    {
        return guarded("ContainerStatus", context, [&] {
            return m_store.status(request->container_id(), *response->mutable_status());
        });
    }

private:
    template <typename Work>
    grpc::Status guarded(const char *method, const Context *context, Work work)
    {
        const grpc::Status status = m_behaviour.enter(method, *context);
        return status.ok() ? work() : status;
    }

    const Behaviour &m_behaviour;
    Store &m_store;
};

class Images final : public cri::ImageService::Service
{
public:
    Images(const Behaviour &behaviour, Store &store) : m_behaviour(behaviour), m_store(store) {}

    grpc::Status ListImages(Context *context, const cri::ListImagesRequest *,
                            cri::ListImagesResponse *response) override
    {
        m_store.listImages(*response);
        return m_behaviour.enter("ListImages", *context);
    }

private:
    const Behaviour &m_behaviour;
    Store &m_store;
};

int serve(const Behaviour &behaviour)
{
    const pid_t parent = getppid();
    Store store;
    Runtime runtime(behaviour, store);
    Images images(behaviour, store);
    int port = 0;
    grpc::ServerBuilder builder;
    builder.AddListeningPort(behaviour.listen, grpc::InsecureServerCredentials(), &port);
    builder.RegisterService(&runtime);
    builder.RegisterService(&images);
    const auto server = builder.BuildAndStart();
    if (!server || port < 0) {
        std::fprintf(stderr, "fake_cri: cannot listen at %s\n", behaviour.listen.c_str());
        return 1;
    }
    std::printf("%d\n", behaviour.listen.rfind("unix:", 0) == 0 ? 0 : port);
    std::fflush(stdout);
    while (getppid() == parent)
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    server->Shutdown(std::chrono::system_clock::now());
    return 0;
}

} // namespace
} // namespace fake_cri

int main(int argc, char **argv)
{
    const auto behaviour = fake_cri::Behaviour::fromArguments(argc, argv);
    if (!behaviour) {
        std::fputs("usage: fake_cri [--listen ADDRESS] [--fail METHOD=CODE] [--delay METHOD=MS]\n",
                   stderr);
        return 2;
    }
    return fake_cri::serve(*behaviour);
}
