// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace hydra::net {

using Bytes = std::span<const std::uint8_t>;

/// An Ethernet address.
struct Mac {
    std::array<std::uint8_t, 6> bytes{};

    auto operator<=>(const Mac &) const = default;
    /// Broadcast or multicast.
    [[nodiscard]] bool isGroup() const { return (bytes[0] & 1) != 0; }
};

inline constexpr Mac kBroadcastMac{.bytes = {0xff, 0xff, 0xff, 0xff, 0xff, 0xff}};

/// An IPv4 address, as a number in the host's byte order.
struct Ipv4 {
    std::uint32_t value = 0;

    auto operator<=>(const Ipv4 &) const = default;
};

inline constexpr Ipv4 kAnyAddress{};
inline constexpr Ipv4 kBroadcastAddress{.value = 0xffffffff};

/// All addresses that share their first BITS bits with BASE.
struct Cidr {
    Ipv4 base;
    int bits = 32;

    auto operator<=>(const Cidr &) const = default;
    [[nodiscard]] std::uint32_t mask() const;
    [[nodiscard]] bool contains(Ipv4 address) const;
    [[nodiscard]] Ipv4 broadcast() const { return {.value = base.value | ~mask()}; }
};

/// "52:54:00:00:00:01".
[[nodiscard]] std::optional<Mac> parseMac(std::string_view text);
/// "192.168.100.10"; four decimal numbers without leading zeros.
[[nodiscard]] std::optional<Ipv4> parseIpv4(std::string_view text);
/// "192.168.100.0/24"; an address alone is a /32. Bits behind the prefix are cleared.
[[nodiscard]] std::optional<Cidr> parseCidr(std::string_view text);
/// A decimal number of at most MAXIMUM, digits only.
[[nodiscard]] std::optional<std::uint32_t> parseNumber(std::string_view text,
                                                       std::uint32_t maximum);

[[nodiscard]] std::string toText(const Mac &mac);
[[nodiscard]] std::string toText(Ipv4 address);
[[nodiscard]] std::string toText(const Cidr &cidr);

} // namespace hydra::net
