// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/fakes/fake_cri/stats.h"

#include "tests/fakes/fake_cri/data_set.h"

namespace fake_cri {
namespace {

constexpr std::int64_t kYear2026 = 1'767'225'600'000'000'000;

void fillCpu(cri::CpuUsage &cpu, std::int64_t now, double cores)
{
    cpu.set_timestamp(now);
    cpu.mutable_usage_core_nano_seconds()->set_value(
        std::uint64_t(double(now - kYear2026) * cores));
}

void fillMemory(cri::MemoryUsage &memory, std::int64_t now, std::uint64_t bytes)
{
    memory.set_timestamp(now);
    memory.mutable_working_set_bytes()->set_value(bytes);
}

} // namespace

void listContainerStats(Store &store, const cri::ContainerStatsFilter &filter,
                        cri::ListContainerStatsResponse &response)
{
    cri::ContainerFilter running;
    running.set_id(filter.id());
    running.set_pod_sandbox_id(filter.pod_sandbox_id());
    *running.mutable_label_selector() = filter.label_selector();
    running.mutable_state()->set_state(cri::CONTAINER_RUNNING);
    cri::ListContainersResponse containers;
    store.listContainers(running, containers);
    const std::int64_t now = nowNs();
    for (const auto &container : containers.containers()) {
        const Use use = useOf(container.id());
        auto &stats = *response.add_stats();
        auto &attributes = *stats.mutable_attributes();
        attributes.set_id(container.id());
        *attributes.mutable_metadata() = container.metadata();
        *attributes.mutable_labels() = container.labels();
        *attributes.mutable_annotations() = container.annotations();
        fillCpu(*stats.mutable_cpu(), now, use.cores);
        fillMemory(*stats.mutable_memory(), now, use.memory);
        stats.mutable_writable_layer()->set_timestamp(now);
        stats.mutable_writable_layer()->mutable_used_bytes()->set_value(use.disk);
        stats.mutable_writable_layer()->mutable_inodes_used()->set_value(use.inodes);
    }
}

void listPodStats(Store &store, const cri::PodSandboxStatsFilter &filter,
                  cri::ListPodSandboxStatsResponse &response)
{
    cri::PodSandboxFilter ready;
    ready.set_id(filter.id());
    *ready.mutable_label_selector() = filter.label_selector();
    ready.mutable_state()->set_state(cri::SANDBOX_READY);
    cri::ListPodSandboxResponse pods;
    store.listPods(ready, pods);
    std::map<std::string, Use> sums;
    cri::ListContainersResponse containers;
    store.listContainers({}, containers);
    for (const auto &container : containers.containers()) {
        const Use use = container.state() == cri::CONTAINER_RUNNING ? useOf(container.id()) : Use();
        sums[container.pod_sandbox_id()].cores += use.cores;
        sums[container.pod_sandbox_id()].memory += use.memory;
    }
    const std::int64_t now = nowNs();
    for (const auto &pod : pods.items()) {
        auto &stats = *response.add_stats();
        auto &attributes = *stats.mutable_attributes();
        attributes.set_id(pod.id());
        *attributes.mutable_metadata() = pod.metadata();
        *attributes.mutable_labels() = pod.labels();
        fillCpu(*stats.mutable_linux()->mutable_cpu(), now, sums[pod.id()].cores);
        fillMemory(*stats.mutable_linux()->mutable_memory(), now, sums[pod.id()].memory);
    }
}

} // namespace fake_cri
