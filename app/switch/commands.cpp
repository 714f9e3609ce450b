// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/switch/commands.h"

#include "app/switch/host_addresses.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <sys/socket.h>

namespace hydra::net {

namespace {

tl::unexpected<std::string> refusal(std::string what)
{
    return tl::unexpected(std::move(what));
}

Reply done(std::string result = "{}")
{
    return {.line = std::move(result), .attached = Descriptor()};
}

/// Each datagram is a frame; of a stream we would not know where one ends.
bool isDatagramSocket(const Descriptor &descriptor)
{
    int type = 0;
    socklen_t size = sizeof type;
    return ::getsockopt(descriptor.number(), SOL_SOCKET, SO_TYPE, &type, &size) == 0 &&
           type == SOCK_DGRAM;
}

} // namespace

const Commands::Known *Commands::find(std::string_view name)
{
    static constexpr std::array known{
        Known{"configure", &Commands::configure, false},
        Known{"port.add", &Commands::addPort, true},
        Known{"port.remove", &Commands::removePort, false},
        Known{"port.policy", &Commands::setPolicy, false},
        Known{"port.link", &Commands::setLink, false},
        Known{"port.descriptor", &Commands::giveDescriptor, false},
        Known{"uplink.add", &Commands::addUplink, true},
        Known{"uplink.start", &Commands::startUplink, false},
        Known{"uplink.remove", &Commands::removeUplink, false},
        Known{"capture.start", &Commands::startCapture, false},
        Known{"capture.stop", &Commands::stopCapture, false},
        Known{"stats", &Commands::stats, false},
    };
    const auto found = std::find_if(known.begin(), known.end(),
                                    [name](const Known &method) { return method.name == name; });
    return found == known.end() ? nullptr : &*found;
}

void Commands::run(const std::string &line, ControlClient &client)
{
    const auto call = readCall(line);
    if (!call)
        return client.write({.line = errorLine("null", call.error()), .attached = {}});
    if (m_switch && call->method.starts_with("forward."))
        return forward(*call, client);
    Outcome outcome = perform(*call, client);
    if (!outcome)
        return client.write({.line = errorLine(call->id, outcome.error()), .attached = {}});
    outcome->line = resultLine(call->id, outcome->line);
    client.write(std::move(*outcome));
}

/// Takes the call's open file even if the call is refused: the next one would get it.
Commands::Outcome Commands::perform(const ControlCall &call, ControlClient &client)
{
    const Known *known = find(call.method);
    if (known == nullptr)
        return refusal("no such method: " + call.method);
    Descriptor attached = known->takesFile ? client.takeAttached() : Descriptor();
    if (!m_switch && known->method != &Commands::configure)
        return refusal("the network is not configured yet");
    return (this->*known->method)(call.params, std::move(attached));
}

bool Commands::hasPorts() const
{
    if (!m_sockets)
        return false;
    const auto sockets = m_sockets->readable();
    return std::any_of(sockets.begin(), sockets.end(),
                       [](const auto &socket) { return socket.first != kUplink; });
}

/// Every keeper says it; the first one counts, and the others must say the same.
Commands::Outcome Commands::configure(const Json &params, Descriptor)
{
    auto segment = readSegment(params);
    if (!segment)
        return refusal(segment.error());
    if (segment->hostAddresses.empty())
        segment->hostAddresses = m_switch ? m_switch->segment().hostAddresses : hostAddresses();
    if (m_switch && m_switch->segment() == *segment)
        return done();
    if (hasPorts())
        return refusal("the network is another already");
    m_uplink.want(false); // it would serve the old one
    m_sockets = std::make_unique<PortSockets>(m_io, segment->mtu, m_note);
    m_switch = std::make_unique<Switch>(*segment, *m_sockets);
    m_sockets->serve(*m_switch);
    return done();
}

/// A port of the same name gives way: its VM has been started again, or its keeper.
Commands::Outcome Commands::addPort(const Json &params, Descriptor attached)
{
    const auto port = readPort(params);
    const Json *policyText = params.find("policy");
    const Json *linkText = params.find("link");
    const auto policy = readPolicy(policyText != nullptr ? *policyText : Json());
    const auto link = readLink(linkText != nullptr ? *linkText : Json());
    if (!port || !policy || !link)
        return refusal(!port ? port.error() : !policy ? policy.error() : link.error());
    if (!isDatagramSocket(attached))
        return refusal("no datagram socket is attached");
    if (const auto old = m_switch->ports().byName(port->name);
        old && m_switch->ports().at(*old)->name == port->name) {
        m_sockets->remove(*old);
        m_switch->removePort(*old);
    }
    const PortTable::Added added = m_switch->addPort(*port, *policy);
    if (!added.port)
        return refusal(added.objection);
    m_switch->setLink(*added.port, *link);
    m_sockets->add(*added.port, std::move(attached));
    return done();
}

Read<PortId> Commands::portOf(const Json &params) const
{
    const auto name = readText(params, "name");
    if (!name)
        return refusal(name.error());
    const auto port = m_switch->ports().byName(*name);
    return port ? Read<PortId>(*port) : refusal("no such port: " + *name);
}

Commands::Outcome Commands::removePort(const Json &params, Descriptor)
{
    const auto port = portOf(params);
    if (!port)
        return refusal(port.error());
    m_uplink.removeForwardsTo(m_switch->ports().at(*port)->ip);
    m_sockets->remove(*port);
    m_switch->removePort(*port);
    return done();
}

Commands::Outcome Commands::setPolicy(const Json &params, Descriptor)
{
    const auto port = portOf(params);
    const auto policy = readPolicy(params);
    if (!port || !policy)
        return refusal(port ? policy.error() : port.error());
    m_switch->setPolicy(*port, *policy);
    return done();
}

Commands::Outcome Commands::setLink(const Json &params, Descriptor)
{
    const auto port = portOf(params);
    const auto link = readLink(params);
    if (!port || !link)
        return refusal(port ? link.error() : port.error());
    m_switch->setLink(*port, *link);
    return done();
}

/// For a keeper that adopts a VM: the far end of its card, which died with the last keeper.
Commands::Outcome Commands::giveDescriptor(const Json &params, Descriptor)
{
    const auto port = portOf(params);
    if (!port)
        return refusal(port.error());
    Descriptor copy(::dup(m_sockets->socketOf(*port)));
    if (!copy.isOpen())
        return refusal(std::strerror(errno));
    return Reply{.line = "{}", .attached = std::move(copy)};
}

Commands::Outcome Commands::addUplink(const Json &, Descriptor attached)
{
    if (!isDatagramSocket(attached))
        return refusal("no datagram socket is attached");
    m_sockets->add(kUplink, std::move(attached));
    m_switch->setUplink(true);
    return done();
}

/// The uplink's program is started; it is started again whenever it ends.
Commands::Outcome Commands::startUplink(const Json &, Descriptor)
{
    m_uplink.want(true);
    keepUplink(Instant(0));
    if (!m_uplink.isRunning())
        return refusal("hydra-uplink cannot be started");
    return done("{\"pid\":" + std::to_string(m_uplink.processId()) + "}");
}

void Commands::keepUplink(Instant now)
{
    if (!m_switch || !m_uplink.isWanted() || m_uplink.isRunning())
        return;
    m_switch->setUplink(false);
    m_sockets->remove(kUplink);
    Descriptor card = m_uplink.start(m_switch->segment(), now);
    if (!card.isOpen())
        return;
    m_sockets->add(kUplink, std::move(card));
    m_switch->setUplink(true);
}

void Commands::forward(const ControlCall &call, ControlClient &client)
{
    const auto refuse = [&](const std::string &why) {
        client.write({.line = errorLine(call.id, why), .attached = {}});
    };
    const auto port = portOf(call.params);
    if (!port)
        return refuse(port.error());
    if (!m_uplink.isRunning())
        return refuse("there is no uplink");
    Json params = call.params;
    auto &members = std::get<Json::Object>(params.value);
    std::erase_if(members, [](const auto &member) { return member.first == "guest"; });
    members.emplace_back("guest", Json{.value = toText(m_switch->ports().at(*port)->ip)});
    const auto forward = readForward(params);
    if (!forward)
        return refuse(forward.error());
    if (call.method != "forward.add" && call.method != "forward.remove")
        return refuse("no such method: " + call.method);
    m_uplink.ask({.add = call.method == "forward.add",
                  .forward = *forward,
                  .client = client.serial(),
                  .id = call.id});
}

Commands::Outcome Commands::removeUplink(const Json &, Descriptor)
{
    m_uplink.want(false);
    m_switch->setUplink(false);
    m_sockets->remove(kUplink);
    return done();
}

Commands::Outcome Commands::startCapture(const Json &params, Descriptor)
{
    const auto capture = readCapture(params);
    if (!capture)
        return refusal(capture.error());
    std::optional<PortId> only;
    if (params.find("name") != nullptr) {
        const auto port = portOf(params);
        if (!port)
            return refusal(port.error());
        only = *port;
    }
    if (!m_sockets->capture(*capture, only))
        return refusal(capture->path + ": " + std::strerror(errno));
    return done();
}

Commands::Outcome Commands::stopCapture(const Json &, Descriptor)
{
    m_sockets->endCapture();
    return done();
}

Commands::Outcome Commands::stats(const Json &, Descriptor)
{
    return done(statsText(*m_switch));
}

} // namespace hydra::net
