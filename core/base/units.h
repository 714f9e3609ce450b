// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonValue>
#include <QString>

#include <compare>
#include <cstdint>
#include <optional>

namespace hydra {

/// An amount of memory or disk, held in bytes; never negative.
class MemorySize
{
public:
    constexpr MemorySize() = default;
    [[nodiscard]] static constexpr MemorySize bytes(std::uint64_t n) { return MemorySize(n); }
    [[nodiscard]] static constexpr MemorySize kib(std::uint64_t n) { return MemorySize(n << 10); }
    [[nodiscard]] static constexpr MemorySize mib(std::uint64_t n) { return MemorySize(n << 20); }
    [[nodiscard]] static constexpr MemorySize gib(std::uint64_t n) { return MemorySize(n << 30); }

    /// Reads a lab file's size: a bare number is GiB ("8", "0.5"), else NUMBER and one of
    /// B KiB MiB GiB TiB (also K M G T). Nothing for anything else, zero, or 2^60 bytes and more.
    [[nodiscard]] static std::optional<MemorySize> parse(const QString &text);

    [[nodiscard]] constexpr std::uint64_t inBytes() const { return m_bytes; }
    [[nodiscard]] constexpr std::uint64_t inMib() const { return m_bytes >> 20; }
    [[nodiscard]] constexpr double inGib() const { return double(m_bytes) / double(1ULL << 30); }

    /// The shortest exact lab-file spelling: "8" for 8 GiB, "768MiB", "1000B".
    [[nodiscard]] QString toString() const;
    /// An amount in bytes; nothing below zero and of what is no number.
    [[nodiscard]] static MemorySize fromJson(const QJsonValue &bytes);
    /// For people: "8 GiB", "768 MiB", "1.5 GiB".
    [[nodiscard]] QString toDisplay() const;

    constexpr auto operator<=>(const MemorySize &) const = default;

private:
    constexpr explicit MemorySize(std::uint64_t n) : m_bytes(n) {}
    std::uint64_t m_bytes = 0;
};

} // namespace hydra
