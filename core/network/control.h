// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/network/capture_file.h"
#include "core/network/json.h"
#include "core/network/switch.h"

#include <tl/expected.hpp>

// The words of hydra-switch's control socket: lines of JSON-RPC 2.0. Pure.

namespace hydra::net {

inline constexpr int kControlProtocol = 1;

template <typename T> using Read = tl::expected<T, std::string>; ///< or what is wrong, for people

struct ControlCall {
    std::string id; ///< as JSON; "null" when it was not readable
    std::string method;
    Json params;
};

[[nodiscard]] Read<ControlCall> readCall(std::string_view line);

/// {subnet, gateway, mac, domain, mtu, lease_s, resolver, host_addresses[]}; the first two must be.
[[nodiscard]] Read<SegmentSpec> readSegment(const Json &params);
/// {name, mac, ip, aliases[]}
[[nodiscard]] Read<PortSpec> readPort(const Json &params);
/// {egress: "open" | "none" | [ALLOWED...], host_loopback, host_ports: [PORTS...],
/// peers: "all" | "none" | [NAMES...]}
[[nodiscard]] Read<PolicySpec> readPolicy(const Json &params);
/// {delay_ms, jitter_ms, loss, rate, down}: loss of 1, rate in bits per second
[[nodiscard]] Read<LinkSpec> readLink(const Json &params);
/// {path, max_bytes}
[[nodiscard]] Read<CaptureSpec> readCapture(const Json &params);
/// A port of this machine, or a unix socket, that leads to a guest's port.
struct ForwardSpec {
    std::string path; ///< of the unix socket; empty: `bind` and `hostPort` count
    Ipv4 bind = {.value = 0x7f000001};
    std::uint16_t hostPort = 0;
    Ipv4 guest;
    std::uint16_t guestPort = 0;
    bool udp = false;

    bool operator==(const ForwardSpec &) const = default;
};
/// {bind, host_port, guest, guest_port, udp}, or {path, guest, guest_port}
[[nodiscard]] Read<ForwardSpec> readForward(const Json &params);
/// The member KEY, a text that must be.
[[nodiscard]] Read<std::string> readText(const Json &params, std::string_view key);

[[nodiscard]] std::string resultLine(const std::string &id, const std::string &result);
[[nodiscard]] std::string errorLine(const std::string &id, std::string_view what);
[[nodiscard]] std::string helloLine(std::string_view version);
[[nodiscard]] std::string deniedLine(std::string_view port, std::string_view text);
/// {"ports": [{"name", "received_frames", ..., "drops": {REASON: COUNT}}], "uplink": {...}}
[[nodiscard]] std::string statsText(const Switch &network);

} // namespace hydra::net
