// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/network/dhcp.h"

#include "core/network/frame.h"

#include <algorithm>

namespace hydra::net {

namespace {

constexpr std::size_t kDhcpHead = 44;       // up to the hardware address's padding
constexpr std::size_t kDhcpOptionsAt = 240; // behind the magic number
constexpr std::size_t kDhcpSmallest = 300;  // some clients drop anything shorter (RFC 1542)
constexpr std::uint32_t kDhcpMagic = 0x63825363;

enum Option : std::uint8_t {
    OptionPad = 0,
    OptionMask = 1,
    OptionRouter = 3,
    OptionDns = 6,
    OptionHostName = 12,
    OptionDomain = 15,
    OptionMtu = 26,
    OptionBroadcast = 28,
    OptionRequested = 50,
    OptionLease = 51,
    OptionType = 53,
    OptionServer = 54,
    OptionEnd = 255,
};

/// Writes options behind each other.
class OptionWriter
{
public:
    explicit OptionWriter(std::span<std::uint8_t> out) : m_out(out) {}

    void text(Option option, std::string_view value)
    {
        const std::string_view kept = value.substr(0, 64);
        if (kept.empty())
            return;
        begin(option, kept.size());
        for (const char letter : kept)
            m_out[m_size++] = std::uint8_t(letter);
    }
    void number(Option option, std::uint32_t value, std::size_t bytes)
    {
        begin(option, bytes);
        for (std::size_t left = bytes; left > 0; --left)
            m_out[m_size++] = std::uint8_t(value >> (8 * (left - 1)));
    }
    void address(Option option, Ipv4 value) { number(option, value.value, 4); }
    [[nodiscard]] std::size_t end()
    {
        m_out[m_size++] = OptionEnd;
        return m_size;
    }

private:
    void begin(Option option, std::size_t bytes)
    {
        m_out[m_size++] = option;
        m_out[m_size++] = std::uint8_t(bytes);
    }

    std::span<std::uint8_t> m_out;
    std::size_t m_size = 0;
};

void takeOption(DhcpMessage &message, std::uint8_t option, Bytes value)
{
    if (option == OptionType && value.size() == 1)
        message.type = value[0];
    else if (option == OptionRequested && value.size() == 4)
        message.requested = Ipv4{.value = read32(value, 0)};
    else if (option == OptionServer && value.size() == 4)
        message.server = Ipv4{.value = read32(value, 0)};
}

/// False when an option is cut short.
bool takeOptions(DhcpMessage &message, Bytes options)
{
    while (!options.empty() && options[0] != OptionEnd) {
        if (options[0] == OptionPad) {
            options = options.subspan(1);
            continue;
        }
        if (options.size() < 2 || options.size() < std::size_t(2) + options[1])
            return false;
        takeOption(message, options[0], options.subspan(2, options[1]));
        options = options.subspan(std::size_t(2) + options[1]);
    }
    return true;
}

/// The type of the answer; nothing for none.
std::optional<DhcpType> answerType(const SegmentSpec &segment, const PortSpec &port,
                                   const DhcpMessage &message)
{
    if (message.client != port.mac)
        return {};
    if (message.type == DhcpDiscover)
        return DhcpOffer;
    if (message.type == DhcpInform)
        return DhcpAck;
    if (message.type != DhcpRequest || (message.server && *message.server != segment.gateway))
        return {};
    return message.requested.value_or(message.clientIp) == port.ip ? DhcpAck : DhcpNak;
}

void writeNetwork(OptionWriter &options, const SegmentSpec &segment, const PortSpec &port)
{
    options.number(OptionMask, segment.subnet.mask(), 4);
    options.address(OptionBroadcast, segment.subnet.broadcast());
    options.address(OptionRouter, segment.gateway);
    options.address(OptionDns, segment.gateway);
    options.text(OptionHostName, port.name);
    options.text(OptionDomain, segment.domain);
    options.number(OptionMtu, std::uint32_t(segment.mtu), 2);
}

void putAddress(std::span<std::uint8_t> out, std::size_t at, Ipv4 address)
{
    for (std::size_t i = 0; i < 4; ++i)
        out[at + i] = std::uint8_t(address.value >> (24 - 8 * i));
}

void writeHead(std::span<std::uint8_t> out, const DhcpMessage &message, Ipv4 yours)
{
    std::fill(out.begin(), out.begin() + kDhcpSmallest, std::uint8_t(0));
    std::copy(message.head.begin(), message.head.end(), out.begin());
    out[0] = 2; // a reply
    out[3] = 0;
    putAddress(out, 16, yours);
    putAddress(out, 20, kAnyAddress);
    putAddress(out, kDhcpOptionsAt - 4, {.value = kDhcpMagic});
}

} // namespace

std::optional<DhcpMessage> readDhcp(Bytes payload)
{
    if (payload.size() < kDhcpOptionsAt || payload[0] != 1 || payload[1] != 1 || payload[2] != 6 ||
        read32(payload, kDhcpOptionsAt - 4) != kDhcpMagic)
        return {};
    DhcpMessage message;
    message.head = payload.first(kDhcpHead);
    std::copy_n(payload.begin() + 28, 6, message.client.bytes.begin());
    message.wantsBroadcast = (payload[10] & 0x80) != 0;
    message.clientIp = {.value = read32(payload, 12)};
    if (!takeOptions(message, payload.subspan(kDhcpOptionsAt)) || message.type == 0)
        return {};
    return message;
}

std::optional<DhcpReply> answerDhcp(const SegmentSpec &segment, const PortSpec &port,
                                    const DhcpMessage &message, std::span<std::uint8_t> out)
{
    const auto type = answerType(segment, port, message);
    if (!type)
        return {};
    const bool refuses = *type == DhcpNak;
    const bool leases = !refuses && message.type != DhcpInform;
    writeHead(out, message, leases ? port.ip : kAnyAddress);
    OptionWriter options(out.subspan(kDhcpOptionsAt));
    options.number(OptionType, *type, 1);
    options.address(OptionServer, segment.gateway);
    if (leases)
        options.number(OptionLease, std::uint32_t(segment.lease.count()), 4);
    if (!refuses)
        writeNetwork(options, segment, port);
    const std::size_t size = std::max(kDhcpOptionsAt + options.end(), kDhcpSmallest);
    const bool knowsItself = message.clientIp == port.ip && !refuses;
    if (!knowsItself && (refuses || message.wantsBroadcast))
        return DhcpReply{
            .size = size, .destination = kBroadcastAddress, .destinationMac = kBroadcastMac};
    return DhcpReply{.size = size, .destination = port.ip, .destinationMac = port.mac};
}

} // namespace hydra::net
