// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/network/capture_file.h"

#include <algorithm>
#include <fcntl.h>
#include <unistd.h>

namespace hydra::net {

namespace {

constexpr std::size_t kSnapLength = 65550;

/// Makes PATH anew: whoever has the old file open, or put a link there, gets nothing of ours.
std::FILE *createPrivate(const std::string &path)
{
    ::unlink(path.c_str());
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    return file < 0 ? nullptr : ::fdopen(file, "wb");
}

} // namespace

CaptureFile::CaptureFile(CaptureSpec spec) : m_spec(std::move(spec))
{
    begin();
}

void CaptureFile::begin()
{
    m_file.reset(createPrivate(m_spec.path));
    m_size = 0;
    m_interfaces.clear();
    PcapngWriter(m_buffer).section("hydra-switch");
    write();
}

void CaptureFile::rotate()
{
    m_file.reset();
    ::rename(m_spec.path.c_str(), (m_spec.path + ".1").c_str());
    begin();
}

void CaptureFile::write()
{
    const bool written =
        m_file && std::fwrite(m_buffer.data(), 1, m_buffer.size(), m_file.get()) == m_buffer.size();
    if (!written)
        m_file.reset();
    m_size += m_buffer.size();
    m_buffer.clear();
}

std::uint32_t CaptureFile::number(std::string_view interface)
{
    const auto known = std::find(m_interfaces.begin(), m_interfaces.end(), interface);
    const auto at = std::uint32_t(known - m_interfaces.begin());
    if (known == m_interfaces.end()) {
        m_interfaces.emplace_back(interface);
        PcapngWriter(m_buffer).interface(interface, kSnapLength);
    }
    return at;
}

void CaptureFile::packet(std::string_view interface, std::chrono::nanoseconds time, Bytes frame,
                         std::string_view comment)
{
    if (!m_file)
        return;
    if (m_size >= m_spec.maximum)
        rotate();
    const std::uint32_t at = number(interface);
    PcapngWriter(m_buffer).packet(at, time, frame, comment);
    write();
}

void CaptureFile::flush()
{
    if (m_file && std::fflush(m_file.get()) != 0)
        m_file.reset();
}

} // namespace hydra::net
