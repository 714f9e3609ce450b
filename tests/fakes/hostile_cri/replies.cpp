// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/fakes/hostile_cri/replies.h"

#include <cri.pb.h>

#include <limits>
#include <map>
#include <vector>

namespace hostile_cri {
namespace {

namespace cri = runtime::v1;

constexpr std::size_t kMebibyte = 1 << 20;
constexpr int kLongLabel = 10 << 10;

// Clears the screen, sets the title, rings, reverses text direction, uses C1's CSI and line breaks.
const std::string evil = "\x1b[2J\x1b]0;evil\x07 \xe2\x80\xae \xc2\x9b"
                         "31m\r\n\tname\x7f<b>bold</b>";

grpc::ByteBuffer bufferOf(const std::string &bytes)
{
    const grpc::Slice slice(bytes);
    return {&slice, 1};
}

// Repeats one mebibyte by reference, so that it costs this program only that much memory.
grpc::ByteBuffer hugeBuffer()
{
    const std::vector<grpc::Slice> slices(1024, grpc::Slice(std::string(kMebibyte, '\x0a')));
    return {slices.data(), slices.size()};
}

std::string repeated(const std::string &bytes, std::size_t size)
{
    std::string all;
    all.reserve(size);
    while (all.size() + bytes.size() <= size)
        all += bytes;
    return all;
}

// A message nested in itself a hundred times.
std::string nested()
{
    std::string inner;
    for (int i = 0; i < 100; ++i) {
        const auto size = static_cast<unsigned char>(inner.size());
        inner = std::string("\x0a") + char(size > 120 ? 120 : size) + inner;
    }
    return inner;
}

template <typename Map> void fillLabels(Map &labels)
{
    labels[evil] = evil;
    labels["long"] = std::string(kLongLabel, 'x');
    labels["io.kubernetes.pod.name"] = evil;
    labels["io.kubernetes.pod.namespace"] = evil;
}

template <typename Thing> void fillThing(Thing &thing)
{
    thing.set_id(evil);
    thing.mutable_metadata()->set_name(evil);
    fillLabels(*thing.mutable_labels());
    fillLabels(*thing.mutable_annotations());
}

void fillImage(cri::Image &image)
{
    image.set_id("sha256:" + evil);
    image.add_repo_tags(evil + ":" + evil);
    image.add_repo_digests(evil + "@" + evil);
    image.set_username(evil);
}

std::string listed(const std::string &method)
{
    cri::ListContainersResponse containers;
    fillThing(*containers.add_containers());
    containers.mutable_containers(0)->mutable_image()->set_image(evil);
    cri::ListPodSandboxResponse pods;
    fillThing(*pods.add_items());
    pods.mutable_items(0)->set_runtime_handler(evil);
    cri::ListImagesResponse images;
    fillImage(*images.add_images());
    cri::ListContainerStatsResponse stats;
    auto &attributes = *stats.add_stats()->mutable_attributes();
    attributes.set_id(evil);
    attributes.mutable_metadata()->set_name(evil);
    return std::map<std::string, std::string>{
        {"ListContainers", containers.SerializeAsString()},
        {"ListPodSandbox", pods.SerializeAsString()},
        {"ListImages", images.SerializeAsString()},
        {"ListContainerStats", stats.SerializeAsString()}}[method];
}

std::string detailed(const std::string &method)
{
    cri::ContainerStatusResponse container;
    fillThing(*container.mutable_status());
    container.mutable_status()->set_log_path("/nowhere/" + evil);
    (*container.mutable_info())[evil] = evil;
    cri::PodSandboxStatusResponse pod;
    fillThing(*pod.mutable_status());
    pod.mutable_status()->mutable_network()->set_ip(evil);
    cri::ImageStatusResponse image;
    fillImage(*image.mutable_image());
    cri::VersionResponse version;
    version.set_runtime_name(evil);
    cri::StatusResponse status;
    status.mutable_status()->add_conditions()->set_message(evil);
    cri::ContainerEventResponse event;
    event.set_container_id(evil);
    return std::map<std::string, std::string>{
        {"ContainerStatus", container.SerializeAsString()},
        {"PodSandboxStatus", pod.SerializeAsString()},
        {"ImageStatus", image.SerializeAsString()},
        {"Version", version.SerializeAsString()},
        {"Status", status.SerializeAsString()},
        {"GetContainerEvents", event.SerializeAsString()}}[method];
}

std::string largeEvent()
{
    cri::ContainerEventResponse event;
    for (int i = 0; i < 500; ++i) {
        auto &container = *event.add_containers_statuses();
        container.set_id("container" + std::to_string(i));
        container.mutable_metadata()->set_name("name");
        container.mutable_image()->set_image("image");
        (*container.mutable_labels())["app"] = "home";
    }
    return event.SerializeAsString();
}

std::string escapes(const std::string &method)
{
    return method.starts_with("List") ? listed(method) : detailed(method);
}

} // namespace

std::optional<Reply> replyOf(const std::string &mode, const std::string &method)
{
    if (mode == "huge")
        return Reply{hugeBuffer()};
    if (mode == "many")
        return Reply{bufferOf(repeated(std::string("\x0a\x00", 2), 16 * kMebibyte - 64))};
    if (mode == "deep")
        return Reply{bufferOf(nested())};
    if (mode == "garbage")
        return Reply{bufferOf(std::string(4096, '\xff'))};
    if (mode == "types") // field 1 as a number, and as a group without end
        return Reply{bufferOf("\x08\x2a\x0b\x0b\x0b")};
    if (mode == "text")
        return Reply{bufferOf("\x0a\x04\x0a\x02\xff\xfe")};
    if (mode == "endless")
        return Reply{bufferOf(escapes(method)), std::numeric_limits<long>::max()};
    if (mode == "large")
        return Reply{bufferOf(largeEvent()), 60};
    if (mode == "stall")
        return Reply{{}, 0, {}};
    if (mode == "escapes")
        return Reply{bufferOf(escapes(method))};
    if (mode == "error")
        return Reply{
            {},
            0,
            grpc::Status(grpc::StatusCode::UNKNOWN, evil + std::string(kLongLabel / 2, 'y'))};
    return {};
}

} // namespace hostile_cri
