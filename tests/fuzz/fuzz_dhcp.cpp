// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/network/dhcp.h"

#include <algorithm>
#include <cstdlib>

namespace {

/// The input as it is, or, for most of them, as the options of a sound message.
std::vector<std::uint8_t> messageOf(const std::uint8_t *data, std::size_t size)
{
    if (size == 0 || data[0] == 0)
        return {data, data + size};
    std::vector<std::uint8_t> message(240);
    message[0] = message[1] = 1;
    message[2] = 6;
    message[10] = data[0] & 0x80;
    constexpr std::uint8_t magic[] = {0x63, 0x82, 0x53, 0x63};
    std::copy(std::begin(magic), std::end(magic), message.begin() + 236);
    message.insert(message.end(), data + 1, data + size);
    return message;
}

} // namespace

// Every message that can be read is answered within bounds, or not at all.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    using namespace hydra::net;
    const std::vector<std::uint8_t> bytes = messageOf(data, size);
    const auto message = readDhcp(bytes);
    if (!message)
        return 0;
    const PortSpec port{
        .name = "home", .mac = message->client, .ip = {.value = 0xc0a8640a}, .aliases = {}};
    const SegmentSpec segment{.subnet = {.base = {.value = 0xc0a86400}, .bits = 24},
                              .gateway = {.value = 0xc0a86401},
                              .domain = std::string(200, 'd')};
    std::vector<std::uint8_t> out(576);
    const auto reply = answerDhcp(segment, port, *message, out);
    if (reply && (reply->size < 300 || reply->size > out.size()))
        std::abort();
    return 0;
}
