// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/network/switch.h"

#include <cstdlib>

// Sends the input to a switch as frames, each behind two bytes: one says who sends it and whether
// its addresses are made the sender's own, one its size. Nothing may be sent to a guest that cannot
// be read or exceeds the MTU.
namespace {

using namespace hydra::net;

struct Judge : Outlet {
    void send(PortId, Bytes frame) override
    {
        const auto ethernet = readEthernet(frame);
        if (!ethernet || frame.size() > 1514 || ethernet->type == EtherVlan)
            std::abort();
    }
    void observe(PortId, Seen, Bytes, Drop) override {}
    void note(PortId, std::string_view) override {}
};

PortSpec guest(std::uint8_t number)
{
    return {.name = "vm" + std::to_string(number),
            .mac = {.bytes = {0x52, 0x54, 0, 0, 0, number}},
            .ip = {.value = 0xc0a86400u + number},
            .aliases = {}};
}

SegmentSpec segment()
{
    return {.subnet = {.base = {.value = 0xc0a86400}, .bits = 24},
            .gateway = {.value = 0xc0a86401},
            .gatewayMac = {.bytes = {0x52, 0x55, 0xc0, 0xa8, 0x64, 1}},
            .resolver = {.value = 0xc0a86403}};
}

/// As a guest's own frame to the gateway: else hardly any would get past the first guard.
void makeOwn(std::span<std::uint8_t> frame, std::uint8_t number)
{
    const PortSpec port = guest(number);
    const Mac gateway = segment().gatewayMac;
    std::copy(gateway.bytes.begin(), gateway.bytes.end(), frame.begin());
    std::copy(port.mac.bytes.begin(), port.mac.bytes.end(), frame.begin() + 6);
    frame[12] = 8;
    frame[13] = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        frame[26 + i] = std::uint8_t(port.ip.value >> (24 - 8 * i));
        if ((frame[18] & 1) != 0)
            frame[30 + i] = std::uint8_t(segment().gateway.value >> (24 - 8 * i));
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    Judge judge;
    Switch network(segment(), judge);
    PolicySpec allow{.egress = Egress::Allow, .allow = {*parseAllowRule("a:1")}};
    if (!network.addPort(guest(10), {}).port || !network.addPort(guest(11), allow).port)
        std::abort();
    network.setLink(1, {.delay = std::chrono::milliseconds(3), .loss = 0.5});
    network.setUplink(true);
    Bytes input(data, size);
    for (Instant now{0}; input.size() >= 2; now += std::chrono::milliseconds(2)) {
        const std::size_t length = std::min<std::size_t>(input[1], input.size() - 2);
        std::vector<std::uint8_t> frame(input.begin() + 2,
                                        input.begin() + 2 + std::ptrdiff_t(length));
        const PortId from = input[0] % 3 == 2 ? kUplink : input[0] % 3;
        if ((input[0] & 0x80) != 0 && length >= 34 && from != kUplink)
            makeOwn(frame, std::uint8_t(10 + from));
        network.receive(from, frame, now);
        network.passDue(now);
        input = input.subspan(2 + length);
    }
    return 0;
}
