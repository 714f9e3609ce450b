// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/fakes/fake_cri/services.h"
#include "tests/fakes/fake_cri/stats.h"

#include <cri.grpc.pb.h>

namespace fake_cri {
namespace {

using Context = grpc::ServerContext;

class Runtime final : public cri::RuntimeService::Service
{
public:
    Runtime(const Behaviour &behaviour, Store &store, const std::atomic<bool> &ending)
        : m_behaviour(behaviour), m_store(store), m_ending(ending)
    {
    }

    grpc::Status Version(Context *context, const cri::VersionRequest *,
                         cri::VersionResponse *response) override
    {
        response->set_version("0.1.0");
        response->set_runtime_name("fake_cri");
        response->set_runtime_version(m_behaviour.runtimeVersion);
        response->set_runtime_api_version("v1");
        return m_behaviour.enter("Version", *context);
    }

    grpc::Status Status(Context *context, const cri::StatusRequest *request,
                        cri::StatusResponse *response) override
    {
        auto &ready = *response->mutable_status()->add_conditions();
        ready.set_type("RuntimeReady");
        ready.set_status(true);
        auto &network = *response->mutable_status()->add_conditions();
        network.set_type("NetworkReady");
        network.set_status(m_behaviour.networkReady != 0);
        if (m_behaviour.networkReady == 0) {
            network.set_reason("NetworkPluginNotReady");
            network.set_message("cni plugin not initialized");
        }
        auto &plain = *response->add_runtime_handlers();
        plain.mutable_features()->set_recursive_read_only_mounts(true);
        auto &named = *response->add_runtime_handlers();
        named.set_name("crun");
        named.mutable_features()->set_user_namespaces(true);
        response->mutable_features()->set_supplemental_groups_policy(true);
        if (request->verbose())
            (*response->mutable_info())["config"] =
                R"({"sandboxImage":"registry.k8s.io/pause:1.1.0","streamServerPort":"10010"})";
        return m_behaviour.enter("Status", *context);
    }

    grpc::Status RunPodSandbox(Context *context, const cri::RunPodSandboxRequest *request,
                               cri::RunPodSandboxResponse *response) override
    {
        return guarded("RunPodSandbox", context, [&] {
            return m_store.runPod(request->config(), *response->mutable_pod_sandbox_id());
        });
    }

    grpc::Status StopPodSandbox(Context *context, const cri::StopPodSandboxRequest *request,
                                cri::StopPodSandboxResponse *) override
    {
        return guarded("StopPodSandbox", context,
                       [&] { return m_store.stopPod(request->pod_sandbox_id()); });
    }

    grpc::Status RemovePodSandbox(Context *context, const cri::RemovePodSandboxRequest *request,
                                  cri::RemovePodSandboxResponse *) override
    {
        return guarded("RemovePodSandbox", context,
                       [&] { return m_store.removePod(request->pod_sandbox_id()); });
    }

    grpc::Status PodSandboxStatus(Context *context, const cri::PodSandboxStatusRequest *request,
                                  cri::PodSandboxStatusResponse *response) override
    {
        if (request->verbose())
            (*response->mutable_info())["info"] =
                R"({"pid":4321,"runtimeType":"io.containerd.runc.v2"})";
        return guarded("PodSandboxStatus", context, [&] {
            return m_store.podStatus(request->pod_sandbox_id(), *response->mutable_status());
        });
    }

    grpc::Status ListPodSandbox(Context *context, const cri::ListPodSandboxRequest *request,
                                cri::ListPodSandboxResponse *response) override
    {
        m_store.listPods(request->filter(), *response);
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

    grpc::Status RemoveContainer(Context *context, const cri::RemoveContainerRequest *request,
                                 cri::RemoveContainerResponse *) override
    {
        return guarded("RemoveContainer", context,
                       [&] { return m_store.remove(request->container_id()); });
    }

    grpc::Status ListContainers(Context *context, const cri::ListContainersRequest *request,
                                cri::ListContainersResponse *response) override
    {
        m_store.listContainers(request->filter(), *response);
        return m_behaviour.enter("ListContainers", *context);
    }

    grpc::Status ContainerStatus(Context *context, const cri::ContainerStatusRequest *request,
                                 cri::ContainerStatusResponse *response) override
    {
        if (request->verbose())
            (*response->mutable_info())["info"] =
                R"({"pid":5432,"removing":false,"runtimeType":"io.containerd.runc.v2"})";
        return guarded("ContainerStatus", context, [&] {
            return m_store.status(request->container_id(), *response->mutable_status());
        });
    }

    grpc::Status UpdateContainerResources(Context *context,
                                          const cri::UpdateContainerResourcesRequest *request,
                                          cri::UpdateContainerResourcesResponse *) override
    {
        cri::ContainerStatus status;
        return guarded("UpdateContainerResources", context,
                       [&] { return m_store.status(request->container_id(), status); });
    }

    // Says which command ran where; the command `false` fails.
    grpc::Status ExecSync(Context *context, const cri::ExecSyncRequest *request,
                          cri::ExecSyncResponse *response) override
    {
        cri::ContainerStatus status;
        return guarded("ExecSync", context, [&] {
            const grpc::Status found = m_store.status(request->container_id(), status);
            std::string words = status.metadata().name() + ':';
            for (const std::string &word : request->cmd())
                words += ' ' + word;
            response->set_stdout(words + '\n');
            response->set_exit_code(request->cmd_size() > 0 && request->cmd(0) == "false" ? 1 : 0);
            return found;
        });
    }

    grpc::Status RuntimeConfig(Context *context, const cri::RuntimeConfigRequest *,
                               cri::RuntimeConfigResponse *response) override
    {
        response->mutable_linux()->set_cgroup_driver(cri::SYSTEMD);
        return m_behaviour.enter("RuntimeConfig", *context);
    }

    grpc::Status UpdateRuntimeConfig(Context *context, const cri::UpdateRuntimeConfigRequest *,
                                     cri::UpdateRuntimeConfigResponse *) override
    {
        return m_behaviour.enter("UpdateRuntimeConfig", *context);
    }

    grpc::Status CheckpointContainer(Context *context,
                                     const cri::CheckpointContainerRequest *request,
                                     cri::CheckpointContainerResponse *) override
    {
        cri::ContainerStatus status;
        return guarded("CheckpointContainer", context,
                       [&] { return m_store.status(request->container_id(), status); });
    }

    grpc::Status ListMetricDescriptors(Context *context, const cri::ListMetricDescriptorsRequest *,
                                       cri::ListMetricDescriptorsResponse *response) override
    {
        auto &descriptor = *response->add_descriptors();
        descriptor.set_name("container_cpu_usage_seconds_total");
        descriptor.set_help("CPU time");
        descriptor.add_label_keys("cpu");
        return m_behaviour.enter("ListMetricDescriptors", *context);
    }

    grpc::Status ListPodSandboxMetrics(Context *context, const cri::ListPodSandboxMetricsRequest *,
                                       cri::ListPodSandboxMetricsResponse *response) override
    {
        auto &metric = *response->add_pod_metrics()->add_metrics();
        metric.set_name("container_cpu_usage_seconds_total");
        metric.set_timestamp(1'790'000'000'000'000'000);
        metric.add_label_values("total");
        metric.mutable_value()->set_value(42);
        return m_behaviour.enter("ListPodSandboxMetrics", *context);
    }

    grpc::Status ListContainerStats(Context *context, const cri::ListContainerStatsRequest *request,
                                    cri::ListContainerStatsResponse *response) override
    {
        listContainerStats(m_store, request->filter(), *response);
        return m_behaviour.enter("ListContainerStats", *context);
    }

    grpc::Status ListPodSandboxStats(Context *context,
                                     const cri::ListPodSandboxStatsRequest *request,
                                     cri::ListPodSandboxStatsResponse *response) override
    {
        listPodStats(m_store, request->filter(), *response);
        return m_behaviour.enter("ListPodSandboxStats", *context);
    }

    grpc::Status
    GetContainerEvents(Context *context, const cri::GetEventsRequest *,
                       grpc::ServerWriter<cri::ContainerEventResponse> *writer) override
    {
        return guarded("GetContainerEvents", context, [&] {
            std::uint64_t seen = m_store.events().last();
            writer->SendInitialMetadata(); // tells the client that it is subscribed
            while (!m_ending && !context->IsCancelled()) {
                if (const auto event = m_store.events().after(seen, std::chrono::milliseconds(50));
                    event && !writer->Write(*event))
                    break;
            }
            return grpc::Status::OK;
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
    const std::atomic<bool> &m_ending;
};

} // namespace

std::unique_ptr<grpc::Service> makeRuntime(const Behaviour &behaviour, Store &store,
                                           const std::atomic<bool> &ending)
{
    return std::make_unique<Runtime>(behaviour, store, ending);
}

} // namespace fake_cri
