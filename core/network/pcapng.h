// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/network/port_table.h"

namespace hydra::net {

/// Blocks of a pcapng file, little-endian, appended to a buffer; whoever owns the buffer writes it.
/// One interface per port; times are nanoseconds since 1970.
class PcapngWriter
{
public:
    explicit PcapngWriter(std::string &out) : m_out(out) {}

    void section(std::string_view application);
    /// The next interface, numbered from 0.
    void interface(std::string_view name, std::size_t snapLength);
    void packet(std::uint32_t interface, std::chrono::nanoseconds time, Bytes frame,
                std::string_view comment = {});

private:
    void begin(std::uint32_t type);
    void end();
    void number(std::uint64_t value, std::size_t bytes);
    void padded(std::string_view text);
    void option(std::uint16_t code, std::string_view value);
    void endOfOptions() { number(0, 4); }

    std::string &m_out;
    std::size_t m_begin = 0;
};

} // namespace hydra::net
