// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/network/dns.h"

#include <cstdlib>

// The input as a guest's query and as a resolver's response.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    using namespace hydra::net;
    const SegmentSpec segment{.subnet = {.base = {.value = 0xc0a86400}, .bits = 24},
                              .gateway = {.value = 0xc0a86401},
                              .domain = std::string(63, 'd') + '.' + std::string(63, 'e')};
    PortTable ports;
    const PortSpec port{.name = std::string(63, 'h'),
                        .mac = {.bytes = {2}},
                        .ip = {.value = 0xc0a8640a},
                        .aliases = {"h"}};
    if (!ports.add(port).port)
        std::abort();
    const Bytes input(data, size);
    std::vector<std::uint8_t> out(1024);
    const DnsOutcome outcome = answerDns(segment, ports, input, out);
    if (outcome.size > out.size() || (outcome.action == DnsAction::Reply && outcome.size < 12))
        std::abort();
    if (outcome.action == DnsAction::Forward && refuseDns(input, out) > size)
        std::abort();
    const auto found = readDnsAddresses(input);
    if (found && found->addresses.size() > 32)
        std::abort();
    return 0;
}
