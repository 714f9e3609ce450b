// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/network/addresses.h"

#include <charconv>
#include <cstdio>

namespace hydra::net {

namespace {

std::optional<std::uint8_t> hexByte(std::string_view text)
{
    std::uint8_t value = 0;
    const char *end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value, 16);
    if (text.size() != 2 || error != std::errc() || stop != end)
        return {};
    return value;
}

} // namespace

std::uint32_t Cidr::mask() const
{
    return bits <= 0 ? 0 : ~std::uint32_t(0) << (32 - bits);
}

bool Cidr::contains(Ipv4 address) const
{
    return (address.value & mask()) == (base.value & mask());
}

std::optional<std::uint32_t> parseNumber(std::string_view text, std::uint32_t maximum)
{
    std::uint32_t value = 0;
    const char *end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    const bool padded = text.size() > 1 && text[0] == '0';
    if (error != std::errc() || stop != end || padded || value > maximum)
        return {};
    return value;
}

std::optional<Mac> parseMac(std::string_view text)
{
    if (text.size() != 17)
        return {};
    Mac mac;
    for (std::size_t i = 0; i < 6; ++i) {
        const auto byte = hexByte(text.substr(3 * i, 2));
        if (!byte || (i > 0 && text[3 * i - 1] != ':'))
            return {};
        mac.bytes[i] = *byte;
    }
    return mac;
}

std::optional<Ipv4> parseIpv4(std::string_view text)
{
    Ipv4 address;
    for (int part = 0; part < 4; ++part) {
        const std::size_t dot = part < 3 ? text.find('.') : text.size();
        if (dot == std::string_view::npos)
            return {};
        const auto number = parseNumber(text.substr(0, dot), 255);
        if (!number)
            return {};
        address.value = address.value << 8 | *number;
        text.remove_prefix(part < 3 ? dot + 1 : dot);
    }
    return address;
}

std::optional<Cidr> parseCidr(std::string_view text)
{
    const std::size_t slash = text.find('/');
    const auto base = parseIpv4(text.substr(0, slash));
    if (!base || slash == std::string_view::npos)
        return base ? std::optional(Cidr{.base = *base, .bits = 32}) : std::nullopt;
    const auto bits = parseNumber(text.substr(slash + 1), 32);
    if (!bits)
        return {};
    Cidr cidr{.base = *base, .bits = int(*bits)};
    cidr.base.value &= cidr.mask();
    return cidr;
}

std::string toText(const Mac &mac)
{
    std::string text;
    for (const std::uint8_t byte : mac.bytes) {
        std::array<char, 4> part{};
        std::snprintf(part.data(), part.size(), text.empty() ? "%02x" : ":%02x", unsigned(byte));
        text += part.data();
    }
    return text;
}

std::string toText(Ipv4 address)
{
    std::string text;
    for (int shift = 24; shift >= 0; shift -= 8) {
        text += std::to_string(address.value >> shift & 0xff);
        if (shift > 0)
            text += '.';
    }
    return text;
}

std::string toText(const Cidr &cidr)
{
    return toText(cidr.base) + '/' + std::to_string(cidr.bits);
}

} // namespace hydra::net
