// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/network/control.h"

#include <cmath>

namespace hydra::net {

namespace {

tl::unexpected<std::string> wrong(std::string_view key, std::string_view what)
{
    return tl::unexpected(std::string(key) + ": " + std::string(what));
}

/// A member, or null when it is missing or null.
const Json *given(const Json &params, std::string_view key)
{
    const Json *member = params.find(key);
    return member == nullptr || member->as<std::nullptr_t>() != nullptr ? nullptr : member;
}

Read<double> readNumber(const Json &params, std::string_view key, double least, double most,
                        double otherwise)
{
    const Json *member = given(params, key);
    if (member == nullptr)
        return otherwise;
    const double *number = member->as<double>();
    if (number == nullptr || !(*number >= least && *number <= most))
        return wrong(key, "no number within its bounds");
    return *number;
}

Read<bool> readBool(const Json &params, std::string_view key)
{
    const Json *member = given(params, key);
    if (member == nullptr)
        return false;
    const bool *value = member->as<bool>();
    return value != nullptr ? Read<bool>(*value) : wrong(key, "neither true nor false");
}

Read<std::vector<std::string>> readTexts(const Json &params, std::string_view key)
{
    const Json *member = given(params, key);
    std::vector<std::string> texts;
    if (member == nullptr)
        return texts;
    const auto *items = member->as<Json::Array>();
    if (items == nullptr)
        return wrong(key, "no list");
    for (const Json &item : *items) {
        const auto *text = item.as<std::string>();
        if (text == nullptr)
            return wrong(key, "no list of texts");
        texts.push_back(*text);
    }
    return texts;
}

Read<std::vector<std::uint16_t>> readPorts(const Json &params, std::string_view key)
{
    const Json *member = given(params, key);
    std::vector<std::uint16_t> ports;
    if (member == nullptr)
        return ports;
    const auto *items = member->as<Json::Array>();
    if (items == nullptr)
        return wrong(key, "no list");
    for (const Json &item : *items) {
        const double *number = item.as<double>();
        if (number == nullptr || !(*number >= 1 && *number <= 65535))
            return wrong(key, "no list of ports");
        ports.push_back(std::uint16_t(*number));
    }
    return ports;
}

template <typename T>
Read<T> readParsed(const Json &params, std::string_view key,
                   std::optional<T> (*parse)(std::string_view))
{
    const auto text = readText(params, key);
    if (!text)
        return tl::unexpected(text.error());
    const auto value = parse(*text);
    return value ? Read<T>(*value) : wrong(key, "cannot be read: " + *text);
}

/// The text of a member that is "all" or the like; nothing when it is no text.
std::string wordOf(const Json &params, std::string_view key, const char *otherwise)
{
    const Json *member = given(params, key);
    if (member == nullptr)
        return otherwise;
    const auto *text = member->as<std::string>();
    return text != nullptr ? *text : std::string();
}

Read<PolicySpec> withEgress(PolicySpec policy, const Json &params)
{
    const std::string word = wordOf(params, "egress", "open");
    if (word == "open" || word == "none") {
        policy.egress = word == "open" ? Egress::Open : Egress::None;
        return policy;
    }
    policy.egress = Egress::Allow;
    const auto texts = readTexts(params, "egress");
    if (!texts)
        return tl::unexpected(texts.error());
    for (const std::string &text : *texts) {
        const auto rule = parseAllowRule(text);
        if (!rule)
            return wrong("egress", "no NAME, CIDR or either with :PORT[/udp]: " + text);
        policy.allow.push_back(*rule);
    }
    return policy;
}

Read<PolicySpec> withPeers(PolicySpec policy, const Json &params)
{
    const std::string word = wordOf(params, "peers", "all");
    policy.allPeers = word == "all";
    if (word == "all" || word == "none")
        return policy;
    const auto names = readTexts(params, "peers");
    if (!names)
        return tl::unexpected(names.error());
    policy.peers = *names;
    return policy;
}

bool isDomain(std::string_view text)
{
    return text.size() <= 200 && !parseCidr(text) && parseAllowRule(text) &&
           text.find(':') == std::string_view::npos;
}

/// The MAC address that stands for the gateway: one of its IP address, as libslirp has it.
Mac gatewayMacOf(Ipv4 ip)
{
    return {.bytes = {0x52, 0x55, std::uint8_t(ip.value >> 24), std::uint8_t(ip.value >> 16),
                      std::uint8_t(ip.value >> 8), std::uint8_t(ip.value)}};
}

/// What of a segment may be missing.
Read<SegmentSpec> withChoices(SegmentSpec segment, const Json &params)
{
    const auto mtu = readNumber(params, "mtu", 576, 65521, 1500);
    const auto lease = readNumber(params, "lease_s", 60, 1e8, 86400);
    if (!mtu || !lease)
        return tl::unexpected(mtu ? lease.error() : mtu.error());
    segment.mtu = std::size_t(*mtu);
    segment.lease = std::chrono::seconds(std::int64_t(*lease));
    segment.domain = wordOf(params, "domain", "lab");
    if (!isDomain(segment.domain))
        return wrong("domain", "no domain name: " + segment.domain);
    if (given(params, "resolver") != nullptr) {
        const auto resolver = readParsed(params, "resolver", parseIpv4);
        if (!resolver)
            return tl::unexpected(resolver.error());
        segment.resolver = *resolver;
    }
    const auto addresses = readTexts(params, "host_addresses");
    if (!addresses)
        return tl::unexpected(addresses.error());
    for (const std::string &text : *addresses) {
        const auto address = parseIpv4(text);
        if (!address)
            return wrong("host_addresses", "no IPv4 address: " + text);
        segment.hostAddresses.push_back(*address);
    }
    return segment;
}

std::string countsText(const PortCounts &counts)
{
    std::string drops;
    for (std::size_t i = 1; i < kDropCount; ++i) {
        if (counts.drops[i] == 0)
            continue;
        drops += drops.empty() ? "" : ",";
        drops += jsonString(dropName(Drop(i))) + ':' + std::to_string(counts.drops[i]);
    }
    return "\"received_frames\":" + std::to_string(counts.receivedFrames) +
           ",\"received_bytes\":" + std::to_string(counts.receivedBytes) +
           ",\"sent_frames\":" + std::to_string(counts.sentFrames) +
           ",\"sent_bytes\":" + std::to_string(counts.sentBytes) + ",\"drops\":{" + drops + '}';
}

} // namespace

Read<std::string> readText(const Json &params, std::string_view key)
{
    const Json *member = given(params, key);
    const auto *text = member != nullptr ? member->as<std::string>() : nullptr;
    return text != nullptr ? Read<std::string>(*text) : wrong(key, "missing, or no text");
}

Read<ControlCall> readCall(std::string_view line)
{
    auto json = parseJson(line);
    const Json *method = json ? json->find("method") : nullptr;
    if (method == nullptr || method->as<std::string>() == nullptr)
        return tl::unexpected(std::string("no call in JSON-RPC 2.0"));
    ControlCall call{.id = "null", .method = *method->as<std::string>(), .params = {}};
    if (const Json *id = json->find("id")) {
        if (const double *number = id->as<double>(); number != nullptr && std::abs(*number) < 1e15)
            call.id = std::to_string(std::int64_t(*number));
        else if (const auto *text = id->as<std::string>())
            call.id = jsonString(*text);
    }
    if (const Json *params = json->find("params"))
        call.params = *params;
    return call;
}

Read<SegmentSpec> readSegment(const Json &params)
{
    const auto subnet = readParsed(params, "subnet", parseCidr);
    const auto gateway = readParsed(params, "gateway", parseIpv4);
    if (!subnet || !gateway)
        return tl::unexpected(subnet ? gateway.error() : subnet.error());
    if (!subnet->contains(*gateway))
        return wrong("gateway", "not of the subnet");
    SegmentSpec segment;
    segment.subnet = *subnet;
    segment.gateway = *gateway;
    segment.gatewayMac = gatewayMacOf(*gateway);
    if (given(params, "mac") != nullptr) {
        const auto mac = readParsed(params, "mac", parseMac);
        if (!mac)
            return tl::unexpected(mac.error());
        segment.gatewayMac = *mac;
    }
    return withChoices(segment, params);
}

Read<PortSpec> readPort(const Json &params)
{
    const auto name = readText(params, "name");
    if (!name)
        return tl::unexpected(name.error());
    const auto mac = readParsed(params, "mac", parseMac);
    if (!mac)
        return tl::unexpected(mac.error());
    const auto ip = readParsed(params, "ip", parseIpv4);
    if (!ip)
        return tl::unexpected(ip.error());
    const auto aliases = readTexts(params, "aliases");
    if (!aliases)
        return tl::unexpected(aliases.error());
    return PortSpec{.name = *name, .mac = *mac, .ip = *ip, .aliases = *aliases};
}

Read<PolicySpec> readPolicy(const Json &params)
{
    const auto hostLoopback = readBool(params, "host_loopback");
    if (!hostLoopback)
        return tl::unexpected(hostLoopback.error());
    const auto hostPorts = readPorts(params, "host_ports");
    if (!hostPorts)
        return tl::unexpected(hostPorts.error());
    const auto policy =
        withEgress({.hostLoopback = *hostLoopback, .hostPorts = *hostPorts}, params);
    return policy ? withPeers(*policy, params) : policy;
}

Read<LinkSpec> readLink(const Json &params)
{
    const auto delay = readNumber(params, "delay_ms", 0, 60000, 0);
    const auto jitter = readNumber(params, "jitter_ms", 0, 60000, 0);
    const auto loss = readNumber(params, "loss", 0, 1, 0);
    const auto rate = readNumber(params, "rate", 0, 1e12, 0);
    const auto down = readBool(params, "down");
    for (const auto *number : {&delay, &jitter, &loss, &rate}) {
        if (!*number)
            return tl::unexpected(number->error());
    }
    if (!down)
        return tl::unexpected(down.error());
    return LinkSpec{.delay = std::chrono::nanoseconds(std::int64_t(*delay * 1e6)),
                    .jitter = std::chrono::nanoseconds(std::int64_t(*jitter * 1e6)),
                    .loss = *loss,
                    .rate = std::uint64_t(*rate),
                    .down = *down};
}

Read<CaptureSpec> readCapture(const Json &params)
{
    const auto path = readText(params, "path");
    const auto maximum =
        readNumber(params, "max_bytes", 65536, 1e15, double(CaptureSpec().maximum));
    if (!path || !maximum)
        return tl::unexpected(path ? maximum.error() : path.error());
    return CaptureSpec{.path = *path, .maximum = std::uint64_t(*maximum)};
}

Read<ForwardSpec> readForward(const Json &params)
{
    ForwardSpec forward;
    forward.path = wordOf(params, "path", "");
    const auto guest = readParsed(params, "guest", parseIpv4);
    const auto guestPort = readNumber(params, "guest_port", 1, 65535, -1);
    const auto hostPort = readNumber(params, "host_port", 1, 65535, 0);
    const auto bind = given(params, "bind") != nullptr ? readParsed(params, "bind", parseIpv4)
                                                       : Read<Ipv4>(forward.bind);
    const auto udp = readBool(params, "udp");
    if (!guest || !bind || !udp)
        return tl::unexpected(!guest ? guest.error() : !bind ? bind.error() : udp.error());
    if (!guestPort || !hostPort)
        return tl::unexpected(!guestPort ? guestPort.error() : hostPort.error());
    if (*guestPort < 0)
        return wrong("guest_port", "missing");
    if (forward.path.empty() == (*hostPort == 0) || (!forward.path.empty() && *udp))
        return wrong("host_port", "either a port of this machine or a path (TCP) is needed");
    forward.guest = *guest;
    forward.guestPort = std::uint16_t(*guestPort);
    forward.hostPort = std::uint16_t(*hostPort);
    forward.bind = *bind;
    forward.udp = *udp;
    return forward;
}

std::string resultLine(const std::string &id, const std::string &result)
{
    return R"({"jsonrpc":"2.0","id":)" + id + R"(,"result":)" + result + "}\n";
}

std::string errorLine(const std::string &id, std::string_view what)
{
    return R"({"jsonrpc":"2.0","id":)" + id + R"(,"error":{"code":-32000,"message":)" +
           jsonString(what) + "}}\n";
}

std::string helloLine(std::string_view version)
{
    return R"({"jsonrpc":"2.0","method":"hello","params":{"protocol":)" +
           std::to_string(kControlProtocol) + R"(,"switch_version":)" + jsonString(version) +
           "}}\n";
}

std::string deniedLine(std::string_view port, std::string_view text)
{
    return R"({"jsonrpc":"2.0","method":"denied","params":{"port":)" + jsonString(port) +
           R"(,"text":)" + jsonString(text) + "}}\n";
}

std::string statsText(const Switch &network)
{
    std::string ports;
    for (PortId id = 0; id < network.ports().size(); ++id) {
        if (const PortSpec *port = network.ports().at(id))
            ports += (ports.empty() ? "{\"name\":" : ",{\"name\":") + jsonString(port->name) + ',' +
                     countsText(network.counts(id)) + '}';
    }
    return "{\"ports\":[" + ports + "],\"uplink\":{" + countsText(network.counts(kUplink)) + "}}";
}

} // namespace hydra::net
