// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/network/admit.h"

namespace hydra::net {

namespace {

Admission refused(Drop drop)
{
    return {.drop = drop, .frame = {}};
}

/// Size, kind and headers; the addresses are judged by the caller.
Admission readHeaders(const SegmentSpec &segment, Bytes frame)
{
    const auto ethernet = readEthernet(frame);
    if (!ethernet || frame.size() > segment.mtu + kEthernetSize)
        return refused(Drop::Size);
    if (ethernet->type == EtherVlan || ethernet->type == EtherServiceVlan)
        return refused(Drop::Vlan);
    if (ethernet->type == EtherIpv6)
        return refused(Drop::Ipv6);
    Admission result;
    result.frame.ethernet = *ethernet;
    if (ethernet->type == EtherArp)
        result.frame.arp = readArp(ethernet->payload);
    else if (ethernet->type == EtherIpv4)
        result.frame.ipv4 = readIpv4(ethernet->payload);
    else
        return refused(Drop::EtherType);
    return result.frame.arp || result.frame.ipv4 ? result : refused(Drop::Malformed);
}

bool isFirstDhcp(const Ipv4Packet &packet)
{
    if (packet.source != kAnyAddress || packet.destination != kBroadcastAddress ||
        packet.protocol != ProtocolUdp || packet.isFragment)
        return false;
    const auto udp = readUdp(packet.payload);
    return udp && udp->source == 68 && udp->destination == 67;
}

/// An ARP probe asks, with no address of its own, whether one is taken (RFC 5227).
bool speaksForItself(const PortSpec &port, const Arp &arp)
{
    return arp.senderMac == port.mac && (arp.senderIp == port.ip || arp.senderIp == kAnyAddress);
}

} // namespace

Admission admit(const SegmentSpec &segment, const PortSpec &port, Bytes frame)
{
    const Admission read = readHeaders(segment, frame);
    if (read.drop != Drop::None)
        return read;
    if (read.frame.ethernet.source != port.mac)
        return refused(Drop::SourceMac);
    if (read.frame.arp && !speaksForItself(port, *read.frame.arp))
        return refused(Drop::ArpSender);
    if (read.frame.ipv4 && read.frame.ipv4->source != port.ip && !isFirstDhcp(*read.frame.ipv4))
        return refused(Drop::SourceIp);
    return read;
}

Admission admitFromUplink(const SegmentSpec &segment, Bytes frame)
{
    const Admission read = readHeaders(segment, frame);
    if (read.drop != Drop::None)
        return read;
    if (read.frame.ethernet.source.isGroup())
        return refused(Drop::SourceMac);
    if (!read.frame.ipv4)
        return read;
    const Ipv4 source = read.frame.ipv4->source;
    const bool isOurs = source == segment.gateway || source == segment.resolver;
    return segment.subnet.contains(source) && !isOurs ? refused(Drop::SourceIp) : read;
}

} // namespace hydra::net
