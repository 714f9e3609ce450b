// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/network/port_table.h"

#include <algorithm>

namespace hydra::net {

namespace {

std::uint64_t macKey(const Mac &mac)
{
    std::uint64_t key = 0;
    for (const std::uint8_t byte : mac.bytes)
        key = key << 8 | byte;
    return key;
}

template <typename Map, typename Key> std::optional<PortId> portIn(const Map &ports, const Key &key)
{
    const auto found = ports.find(key);
    return found == ports.end() ? std::nullopt : std::optional<PortId>(found->second);
}

} // namespace

std::string lowerCase(std::string_view text)
{
    std::string lower(text);
    for (char &letter : lower)
        letter = letter >= 'A' && letter <= 'Z' ? char(letter - 'A' + 'a') : letter;
    return lower;
}

bool isLabel(std::string_view text)
{
    const auto isFine = [](char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
               (letter >= '0' && letter <= '9') || letter == '-' || letter == '_';
    };
    return !text.empty() && text.size() <= 63 && std::all_of(text.begin(), text.end(), isFine);
}

std::string PortTable::objection(const PortSpec &port) const
{
    if (port.mac.isGroup() || port.mac == Mac{})
        return "no MAC address of a single card: " + toText(port.mac);
    if (byMac(port.mac))
        return "the MAC address is taken: " + toText(port.mac);
    if (byIp(port.ip))
        return "the IP address is taken: " + toText(port.ip);
    if (!isLabel(port.name) || !std::all_of(port.aliases.begin(), port.aliases.end(), isLabel))
        return "a name is no host name: " + port.name;
    const auto named = byName(port.name);
    if (named && lowerCase(m_ports[*named]->name) == lowerCase(port.name))
        return "the name is taken: " + port.name;
    return {};
}

PortTable::Added PortTable::add(const PortSpec &port)
{
    if (std::string why = objection(port); !why.empty())
        return {.port = {}, .objection = std::move(why)};
    const auto free = std::find(m_ports.begin(), m_ports.end(), std::nullopt);
    const PortId id = PortId(free - m_ports.begin());
    if (id >= kMaxPorts)
        return {.port = {}, .objection = "there are too many ports"};
    if (free == m_ports.end())
        m_ports.emplace_back();
    m_ports[id] = port;
    m_byMac[macKey(port.mac)] = id;
    m_byIp[port.ip.value] = id;
    m_byName[lowerCase(port.name)] = id;
    for (const std::string &alias : port.aliases)
        m_byName.try_emplace(lowerCase(alias), id); // a name goes before another port's alias
    return {.port = id, .objection = {}};
}

void PortTable::remove(PortId port)
{
    if (at(port) == nullptr)
        return;
    const auto isOfPort = [port](const auto &entry) { return entry.second == port; };
    std::erase_if(m_byMac, isOfPort);
    std::erase_if(m_byIp, isOfPort);
    std::erase_if(m_byName, isOfPort);
    m_ports[port].reset();
}

const PortSpec *PortTable::at(PortId port) const
{
    return port < m_ports.size() && m_ports[port] ? &*m_ports[port] : nullptr;
}

std::optional<PortId> PortTable::byMac(const Mac &mac) const
{
    return portIn(m_byMac, macKey(mac));
}

std::optional<PortId> PortTable::byIp(Ipv4 ip) const
{
    return portIn(m_byIp, ip.value);
}

std::optional<PortId> PortTable::byName(std::string_view name) const
{
    return portIn(m_byName, lowerCase(name));
}

} // namespace hydra::net
