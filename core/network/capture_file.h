// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/network/pcapng.h"

#include <cstdio>
#include <memory>

namespace hydra::net {

struct CaptureSpec {
    std::string path; ///< of a file that is made anew, for its owner only
    std::uint64_t maximum = std::uint64_t(256) << 20; ///< bytes, then it is renamed to PATH.1
};

/// A capture on disk: at most two files, PATH and its predecessor PATH.1. A capture that cannot be
/// written ends; the traffic goes on.
class CaptureFile
{
public:
    explicit CaptureFile(CaptureSpec spec);

    /// Whether everything so far could be written; errno tells what could not, right after.
    [[nodiscard]] bool isOpen() const { return m_file != nullptr; }
    /// INTERFACE is named when its first packet comes.
    void packet(std::string_view interface, std::chrono::nanoseconds time, Bytes frame,
                std::string_view comment = {});
    void flush();

private:
    struct Close {
        void operator()(std::FILE *file) const { std::fclose(file); }
    };

    void begin();
    void rotate();
    void write();
    [[nodiscard]] std::uint32_t number(std::string_view interface);

    CaptureSpec m_spec;
    std::unique_ptr<std::FILE, Close> m_file;
    std::uint64_t m_size = 0;
    std::string m_buffer;
    std::vector<std::string> m_interfaces;
};

} // namespace hydra::net
