// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/network/pcapng.h"

namespace hydra::net {

namespace {

enum Block : std::uint32_t {
    BlockInterface = 1,
    BlockEnhancedPacket = 6,
    BlockSection = 0x0a0d0d0a,
};

enum PcapOption : std::uint16_t {
    PcapComment = 1,
    PcapInterfaceName = 2,
    PcapApplication = 4,
    PcapResolution = 9
};

constexpr std::uint16_t kLinkEthernet = 1;
constexpr std::string_view kNanoseconds("\x09", 1); // units of ten to the minus ninth seconds

std::string_view asText(Bytes bytes)
{
    return {reinterpret_cast<const char *>(bytes.data()), bytes.size()};
}

} // namespace

void PcapngWriter::number(std::uint64_t value, std::size_t bytes)
{
    for (std::size_t i = 0; i < bytes; ++i)
        m_out += char(value >> (8 * i) & 0xff);
}

void PcapngWriter::padded(std::string_view text)
{
    m_out += text;
    m_out.append((4 - text.size() % 4) % 4, '\0');
}

void PcapngWriter::option(std::uint16_t code, std::string_view value)
{
    const std::string_view kept = value.substr(0, 65535);
    number(code, 2);
    number(kept.size(), 2);
    padded(kept);
}

void PcapngWriter::begin(std::uint32_t type)
{
    m_begin = m_out.size();
    number(type, 4);
    number(0, 4); // the length, when it is known
}

void PcapngWriter::end()
{
    const std::size_t length = m_out.size() + 4 - m_begin;
    number(length, 4);
    m_out.replace(m_begin + 4, 4, m_out, m_out.size() - 4, 4);
}

void PcapngWriter::section(std::string_view application)
{
    begin(BlockSection);
    number(0x1a2b3c4d, 4); // the byte order
    number(1, 2);
    number(0, 2);
    number(~std::uint64_t(0), 8); // of unknown length
    option(PcapApplication, application);
    endOfOptions();
    end();
}

void PcapngWriter::interface(std::string_view name, std::size_t snapLength)
{
    begin(BlockInterface);
    number(kLinkEthernet, 2);
    number(0, 2);
    number(snapLength, 4);
    option(PcapInterfaceName, name);
    option(PcapResolution, kNanoseconds);
    endOfOptions();
    end();
}

void PcapngWriter::packet(std::uint32_t interface, std::chrono::nanoseconds time, Bytes frame,
                          std::string_view comment)
{
    const auto ticks = std::uint64_t(time.count());
    begin(BlockEnhancedPacket);
    number(interface, 4);
    number(ticks >> 32, 4);
    number(ticks & 0xffffffff, 4);
    number(frame.size(), 4);
    number(frame.size(), 4);
    padded(asText(frame));
    if (!comment.empty()) {
        option(PcapComment, comment);
        endOfOptions();
    }
    end();
}

} // namespace hydra::net
