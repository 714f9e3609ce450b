// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/network/dns.h"

#include "core/network/frame.h"

#include <algorithm>

namespace hydra::net {

namespace {

constexpr std::size_t kDnsHead = 12;
constexpr std::size_t kDnsLongestName = 255;
constexpr std::size_t kDnsMostAddresses = 32;
constexpr std::uint32_t kDnsOwnTtl = 10; // a VM may be renamed or gone soon
constexpr std::string_view kReverseZone = ".in-addr.arpa";

enum DnsType : std::uint16_t { DnsA = 1, DnsPtr = 12, DnsAny = 255 };
enum DnsCode : std::uint8_t {
    DnsOk = 0,
    DnsFormat = 1,
    DnsNoName = 3,
    DnsNotKnown = 4,
    DnsRefused = 5
};

struct Question {
    std::string name;
    std::uint16_t type = 0;
    std::uint16_t kind = 0; ///< its class
    std::size_t end = 0;    ///< where it ends in the message
};

/// Names are shown to people; and a dot inside a label is no separator.
bool isPlainLetter(std::uint8_t letter)
{
    return letter > ' ' && letter < 127 && letter != '.';
}

/// A name without compression at AT, moved behind it: small letters, no dot at the end.
std::optional<std::string> readName(Bytes message, std::size_t &at)
{
    std::string name;
    while (at < message.size()) {
        const std::size_t size = message[at++];
        if (size == 0)
            return name;
        if (size > 63 || at + size > message.size() || name.size() + size > kDnsLongestName)
            return {};
        if (!name.empty())
            name += '.';
        for (const std::uint8_t letter : message.subspan(at, size))
            name += isPlainLetter(letter) ? char(letter) : '?';
        at += size;
    }
    return {};
}

std::optional<Question> readQuestion(Bytes message)
{
    Question question;
    question.end = kDnsHead;
    const auto name = readName(message, question.end);
    if (!name || question.end + 4 > message.size())
        return {};
    question.name = lowerCase(*name);
    question.type = read16(message, question.end);
    question.kind = read16(message, question.end + 2);
    question.end += 4;
    return question;
}

/// Moves AT behind a name that may be compressed; false when it is cut short.
bool skipName(Bytes message, std::size_t &at)
{
    while (at < message.size()) {
        const std::size_t size = message[at];
        if (size >= 0xc0) {
            at += 2;
            return at <= message.size();
        }
        if (size > 63)
            return false;
        at += 1 + size;
        if (size == 0)
            return true;
    }
    return false;
}

/// Writes a reply: the query's head and question, then at most one record.
class ReplyWriter
{
public:
    ReplyWriter(Bytes query, std::size_t questionEnd, std::span<std::uint8_t> out)
        : m_out(out), m_size(questionEnd)
    {
        std::copy_n(query.begin(), questionEnd, out.begin());
        std::fill(out.begin() + 4, out.begin() + kDnsHead, std::uint8_t(0));
        out[5] = questionEnd > kDnsHead ? 1 : 0;
        out[2] = std::uint8_t(0x84 | (query[2] & 0x79)); // an answer, with authority
    }

    std::size_t finish(DnsCode code)
    {
        m_out[3] = std::uint8_t(0x80 | code); // recursion is available
        return m_size;
    }
    std::size_t address(Ipv4 address)
    {
        beginRecord(DnsA, 4);
        put(address.value, 4);
        return finish(DnsOk);
    }
    std::size_t name(const std::string &name)
    {
        beginRecord(DnsPtr, name.size() + 2);
        for (std::size_t at = 0; at <= name.size();) {
            const std::size_t dot = std::min(name.find('.', at), name.size());
            put(std::uint32_t(dot - at), 1);
            for (; at < dot; ++at)
                put(std::uint8_t(name[at]), 1);
            ++at;
        }
        put(0, 1);
        return finish(DnsOk);
    }

private:
    void put(std::uint32_t value, std::size_t bytes)
    {
        for (std::size_t left = bytes; left > 0; --left)
            m_out[m_size++] = std::uint8_t(value >> (8 * (left - 1)));
    }
    void beginRecord(DnsType type, std::size_t size)
    {
        m_out[7] = 1;
        put(0xc000 | kDnsHead, 2); // the name: where the question has it
        put(type, 2);
        put(1, 2);
        put(kDnsOwnTtl, 4);
        put(std::uint32_t(size), 2);
    }

    std::span<std::uint8_t> m_out;
    std::size_t m_size;
};

/// The first label when NAME is a single one or of the segment's DOMAIN; nothing for others.
std::optional<std::string_view> ownLabel(std::string_view name, const std::string &domain)
{
    const std::string suffix = '.' + lowerCase(domain);
    if (!domain.empty() && name.ends_with(suffix))
        return name.substr(0, name.size() - suffix.size());
    return name.find('.') == std::string_view::npos ? std::optional(name) : std::nullopt;
}

std::optional<Ipv4> ownAddress(const SegmentSpec &segment, const PortTable &ports,
                               std::string_view label)
{
    if (const auto port = ports.byName(label))
        return ports.at(*port)->ip;
    return label == "gateway" ? std::optional(segment.gateway) : std::nullopt;
}

/// The address that "10.100.168.192.in-addr.arpa" asks for the name of.
std::optional<Ipv4> reversedAddress(std::string_view name)
{
    if (!name.ends_with(kReverseZone))
        return {};
    const auto mirrored = parseIpv4(name.substr(0, name.size() - kReverseZone.size()));
    if (!mirrored)
        return {};
    const std::uint32_t value = mirrored->value;
    return Ipv4{.value =
                    value >> 24 | (value >> 8 & 0xff00) | (value << 8 & 0xff0000) | value << 24};
}

std::string ownName(const SegmentSpec &segment, const PortTable &ports, Ipv4 address)
{
    const auto port = ports.byIp(address);
    if (!port && address != segment.gateway)
        return {};
    const std::string name = port ? ports.at(*port)->name : "gateway";
    return segment.domain.empty() ? name : name + '.' + segment.domain;
}

std::size_t answerReverse(const SegmentSpec &segment, const PortTable &ports, Ipv4 address,
                          std::uint16_t type, ReplyWriter &reply)
{
    const std::string name = ownName(segment, ports, address);
    if (name.empty())
        return reply.finish(DnsNoName);
    return type == DnsPtr || type == DnsAny ? reply.name(name) : reply.finish(DnsOk);
}

DnsOutcome answerQuestion(const SegmentSpec &segment, const PortTable &ports,
                          const Question &question, ReplyWriter &reply)
{
    const auto replied = [](std::size_t size) {
        return DnsOutcome{.action = DnsAction::Reply, .size = size, .name = {}};
    };
    const auto reversed = reversedAddress(question.name);
    if (reversed && segment.subnet.contains(*reversed))
        return replied(answerReverse(segment, ports, *reversed, question.type, reply));
    const auto label = ownLabel(question.name, segment.domain);
    if (question.name == lowerCase(segment.domain))
        return replied(reply.finish(DnsOk));
    if (!label)
        return {.action = DnsAction::Forward, .size = 0, .name = question.name};
    const auto address = ownAddress(segment, ports, *label);
    if (!address)
        return replied(reply.finish(DnsNoName));
    const bool wanted = question.type == DnsA || question.type == DnsAny;
    return replied(wanted ? reply.address(*address) : reply.finish(DnsOk));
}

/// Adds a record's address to FOUND and moves AT behind it; false when it is cut short.
bool takeRecord(Bytes response, std::size_t &at, DnsAddresses &found)
{
    if (!skipName(response, at) || at + 10 > response.size())
        return false;
    const std::size_t size = read16(response, at + 8);
    const std::size_t data = at + 10;
    if (data + size > response.size())
        return false;
    if (read16(response, at) == DnsA && size == 4 && found.addresses.size() < kDnsMostAddresses) {
        const std::chrono::seconds ttl(read32(response, at + 4));
        found.ttl = found.addresses.empty() ? ttl : std::min(found.ttl, ttl);
        found.addresses.push_back({.value = read32(response, data)});
    }
    at = data + size;
    return true;
}

} // namespace

DnsOutcome answerDns(const SegmentSpec &segment, const PortTable &ports, Bytes query,
                     std::span<std::uint8_t> out)
{
    if (query.size() < kDnsHead || (query[2] & 0x80) != 0)
        return {};
    const bool isPlain = read16(query, 4) == 1 && read16(query, 6) == 0 && read16(query, 8) == 0;
    const auto question = isPlain ? readQuestion(query) : std::nullopt;
    ReplyWriter reply(query, question ? question->end : kDnsHead, out);
    const auto fail = [&reply](DnsCode code) {
        return DnsOutcome{.action = DnsAction::Reply, .size = reply.finish(code), .name = {}};
    };
    if ((query[2] & 0x78) != 0)
        return fail(DnsNotKnown);
    if (!question || question->name.empty())
        return fail(question ? DnsRefused : DnsFormat);
    if (question->kind != 1 && question->kind != DnsAny)
        return fail(DnsRefused);
    return answerQuestion(segment, ports, *question, reply);
}

std::size_t refuseDns(Bytes query, std::span<std::uint8_t> out)
{
    const auto question = readQuestion(query);
    return ReplyWriter(query, question ? question->end : kDnsHead, out).finish(DnsRefused);
}

std::optional<DnsAddresses> readDnsAddresses(Bytes response)
{
    if (response.size() < kDnsHead || (response[2] & 0x80) == 0 || read16(response, 4) != 1)
        return {};
    const auto question = readQuestion(response);
    if (!question)
        return {};
    DnsAddresses found{.name = question->name, .addresses = {}, .ttl = {}};
    std::size_t at = question->end;
    for (std::size_t left = read16(response, 6); left > 0; --left) {
        if (!takeRecord(response, at, found))
            return {};
    }
    return found.addresses.empty() ? std::nullopt : std::optional(std::move(found));
}

} // namespace hydra::net
