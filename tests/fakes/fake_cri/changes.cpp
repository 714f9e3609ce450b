// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/fakes/fake_cri/changes.h"

#include <chrono>

namespace fake_cri {

Changes::Changes(Store &store, int perSecond) : m_store(store)
{
    cri::ContainerFilter running;
    running.mutable_state()->set_state(cri::CONTAINER_RUNNING);
    cri::ListContainersResponse response;
    store.listContainers(running, response);
    for (const auto &container : response.containers())
        m_running.push_back(container.id());
    if (perSecond > 0)
        m_thread =
            std::jthread([this, perSecond](const std::stop_token &stop) { run(stop, perSecond); });
}

void Changes::run(const std::stop_token &stop, int perSecond)
{
    using namespace std::chrono;
    const auto begin = steady_clock::now();
    for (int step = 0; !stop.stop_requested(); ++step) {
        change(step % 4);
        std::this_thread::sleep_until(begin + nanoseconds(1'000'000'000 / perSecond) * (step + 1));
    }
}

void Changes::change(int step)
{
    if (step == 0) {
        make();
    } else if (step == 1 && !m_made.empty()) {
        m_store.start(m_made);
        m_running.push_back(m_made);
    } else if (step == 2 && !m_running.empty()) {
        m_ended = m_running.front();
        m_running.pop_front();
        m_store.stop(m_ended);
    } else if (step == 3) {
        m_store.remove(m_ended);
    }
}

void Changes::make()
{
    cri::ListPodSandboxResponse pods;
    m_store.listPods({}, pods);
    if (pods.items().empty())
        return;
    const cri::PodSandbox &pod = pods.items(m_count % pods.items_size());
    Store::Container container;
    container.podId = pod.id();
    auto &status = container.status;
    status.mutable_metadata()->set_name("passer-by-" + std::to_string(m_count++));
    status.mutable_image()->set_image("docker.io/library/busybox:latest");
    status.set_image_ref("sha256:" + std::string(64, 'b'));
    status.set_created_at(nowNs());
    *status.mutable_labels() = pod.labels();
    m_made = m_store.add(std::move(container));
}

} // namespace fake_cri
