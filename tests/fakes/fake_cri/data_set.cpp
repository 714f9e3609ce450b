// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/fakes/fake_cri/data_set.h"

#include <array>
#include <cstdio>

namespace fake_cri {
namespace {

constexpr std::int64_t kMinute = 60'000'000'000;
constexpr std::int64_t kHour = 60 * kMinute;
constexpr std::int64_t kDay = 24 * kHour;
// Far from the ages at which the output changes, so that a slow test reads the same.
constexpr std::array kAges{75 * kMinute, 3 * kHour, 20 * kHour, 50 * kHour,
                           10 * kDay,    20 * kDay, 75 * kDay,  800 * kDay};
constexpr std::array kWorkloads{
    "thermostat",    "door-sensor",
    "camera-stream", "mqtt-broker",
    "hub",           "light-switch",
    "energy-meter",  "doorbell-with-a-name-as-long-as-a-name-of-kubernetes-may-be-63c"};
constexpr std::array kNamespaces{"default", "kube-system", "living-room",
                                 "smart-home-of-the-house-at-the-end-of-the-street"};
constexpr std::size_t kImages = 24;

template <std::size_t N> std::string pick(const std::array<const char *, N> &from, int index)
{
    return from[std::size_t(index) % N];
}

// Reproducible pseudo-random numbers.
unsigned mixed(int index)
{
    unsigned x = unsigned(index + 1) * 2654435761U;
    x ^= x >> 15;
    return x * 2246822519U;
}

std::string hex(unsigned number, int digits)
{
    char text[72];
    std::snprintf(text, sizeof text, "%0*x", digits, number);
    return std::string(text).substr(0, std::size_t(digits));
}

std::string digest(int index)
{
    std::string text = "sha256:";
    for (int i = 0; i < 8; ++i)
        text += hex(mixed(index * 8 + i), 8);
    return text;
}

std::string imageName(int index)
{
    if (index == 0)
        return "docker.io/library/busybox";
    if (index == 1)
        return "registry.k8s.io/pause";
    const std::string workload = pick(kWorkloads, index);
    return index % 3 == 0 ? "registry.example.org:5000/smart-home/devices/" + workload
                          : "docker.io/hydra/" + workload + "-" + std::to_string(index);
}

std::string imageTag(int index)
{
    return index == 0 ? "latest" : "1." + std::to_string(index) + ".0";
}

// One image without tag, one with three, one without digest. (crictl's order of images with neither
// depends on Go's sort.)
cri::Image image(int index)
{
    cri::Image image;
    image.set_id(index == 0 ? "sha256:" + std::string(64, 'b') : digest(1000 + index));
    if (index != 7)
        image.add_repo_tags(imageName(index) + ":" + imageTag(index));
    if (index == 9) {
        image.add_repo_tags(imageName(index) + ":stable");
        image.add_repo_tags(imageName(index) + ":latest");
    }
    if (index != 11)
        image.add_repo_digests(imageName(index) + "@" + digest(2000 + index));
    image.set_size(index == 0 ? 2219949
                              : std::uint64_t(mixed(index)) / (index % 5 == 0 ? 4000 : 8) + 999);
    image.set_pinned(index == 1);
    if (index % 4 == 2)
        image.mutable_uid()->set_value(1000 + index);
    if (index % 4 == 3)
        image.set_username("device");
    return image;
}

std::int64_t createdAt(const Behaviour &behaviour, int index)
{
    // One moment for all, so that a slow machine does not change their order.
    static const std::int64_t began = nowNs();
    const std::int64_t now = behaviour.nowNs != 0 ? behaviour.nowNs : began;
    return now - kAges[std::size_t(index) % kAges.size()] - index * std::int64_t(1'000'000);
}

Store::Pod pod(const Behaviour &behaviour, int index)
{
    const std::string name =
        pick(kWorkloads, index) + "-" + hex(mixed(index), 10) + "-" + hex(mixed(index) >> 7, 5);
    const std::string space = pick(kNamespaces, index / 3);
    const std::string uid = hex(mixed(index), 8) + "-8b1e-4c0f-9d3a-" + hex(unsigned(index), 12);
    Store::Pod made;
    auto &metadata = *made.pod.mutable_metadata();
    metadata.set_name(name);
    metadata.set_namespace_(space);
    metadata.set_uid(uid);
    metadata.set_attempt(index % 6 == 5 ? 2 : 0);
    made.pod.set_state(index % 9 == 4 ? cri::SANDBOX_NOTREADY : cri::SANDBOX_READY);
    made.pod.set_created_at(createdAt(behaviour, index));
    made.pod.set_runtime_handler(index % 8 == 3 ? "crun" : "");
    auto &labels = *made.pod.mutable_labels();
    labels["io.kubernetes.pod.name"] = name;
    labels["io.kubernetes.pod.namespace"] = space;
    labels["io.kubernetes.pod.uid"] = uid;
    labels["app.kubernetes.io/name"] = pick(kWorkloads, index);
    labels["pod-template-hash"] = hex(mixed(index), 10);
    auto &annotations = *made.pod.mutable_annotations();
    annotations["kubernetes.io/config.seen"] = "2026-01-31T12:00:00.000000001Z";
    annotations["kubernetes.io/config.source"] = "api";
    made.logDirectory = behaviour.logs + "/" + space + "_" + name + "_" + uid;
    return made;
}

cri::ContainerState stateOf(int index)
{
    if (index % 7 == 3)
        return cri::CONTAINER_EXITED;
    if (index % 11 == 5)
        return cri::CONTAINER_CREATED;
    return index % 97 == 10 ? cri::CONTAINER_UNKNOWN : cri::CONTAINER_RUNNING;
}

void fillState(cri::ContainerStatus &status, int index)
{
    status.set_state(stateOf(index));
    if (status.state() != cri::CONTAINER_CREATED)
        status.set_started_at(status.created_at() + 250'000'000);
    if (status.state() != cri::CONTAINER_EXITED)
        return;
    status.set_finished_at(status.created_at() + 30 * kMinute + 1);
    status.set_exit_code(index % 2 == 0 ? 0 : 137);
    status.set_reason(index % 2 == 0 ? "Completed" : "OOMKilled");
}

void fillKubeletsNotes(cri::ContainerStatus &status, const cri::PodSandbox &pod, int index)
{
    auto &labels = *status.mutable_labels();
    for (const char *key :
         {"io.kubernetes.pod.name", "io.kubernetes.pod.namespace", "io.kubernetes.pod.uid"})
        labels[key] = pod.labels().at(key);
    labels["io.kubernetes.container.name"] = status.metadata().name();
    auto &annotations = *status.mutable_annotations();
    annotations["io.kubernetes.container.hash"] = hex(mixed(index), 8);
    annotations["io.kubernetes.container.ports"] =
        R"([{"name":"http","containerPort":8080,"protocol":"TCP"}])";
    annotations["io.kubernetes.container.restartCount"] =
        std::to_string(status.metadata().attempt());
    annotations["io.kubernetes.container.terminationMessagePath"] = "/dev/termination-log";
    annotations["io.kubernetes.container.terminationMessagePolicy"] = "File";
    annotations["io.kubernetes.pod.terminationGracePeriod"] = "30";
}

Store::Container container(const Behaviour &behaviour, const Store::Pod &pod, int index)
{
    Store::Container made;
    made.podId = pod.pod.id();
    auto &status = made.status;
    const cri::Image its = image(index % int(kImages));
    const bool byDigest = index % 3 == 1 || its.repo_tags().empty();
    status.mutable_metadata()->set_name(index % 2 == 0 ? pick(kWorkloads, index)
                                                       : pick(kWorkloads, index) + "-sidecar");
    status.mutable_metadata()->set_attempt(index % 5 == 4 ? 3 : 0);
    status.mutable_image()->set_image(byDigest ? its.id() : its.repo_tags(0));
    status.mutable_image()->set_user_specified_image(imageName(index % int(kImages)));
    status.set_image_ref(its.id());
    status.set_created_at(createdAt(behaviour, index));
    fillState(status, index);
    if (index % 13 != 12) // created by hand, without a kubelet
        fillKubeletsNotes(status, pod.pod, index);
    status.set_log_path(pod.logDirectory + "/" + status.metadata().name() + "/" +
                        std::to_string(status.metadata().attempt()) + ".log");
    return made;
}

} // namespace

void addBusybox(Store &store)
{
    store.add(image(0));
}

void addDataSet(Store &store, const Behaviour &behaviour)
{
    for (int i = 0; i < int(kImages); ++i)
        store.add(image(i));
    std::vector<Store::Pod> pods;
    for (int i = 0; i < behaviour.pods; ++i) {
        pods.push_back(pod(behaviour, i));
        pods.back().pod.set_id(store.add(pods.back()));
    }
    for (int i = 0; i < behaviour.containers; ++i)
        store.add(container(behaviour, pods[std::size_t(i) % pods.size()], i));
}

Use useOf(const std::string &id)
{
    const unsigned chance = mixed(int(std::stoul(id.substr(0, 7), nullptr, 16)));
    return {double(chance % 50) / 100, (std::uint64_t(chance) % 4001) * 65536,
            (std::uint64_t(chance >> 9) % 900) * 4096, (chance >> 5) % 300};
}

} // namespace fake_cri
