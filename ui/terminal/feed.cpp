// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/terminal/feed.h"

#include <chrono>
#include <utility>

namespace hydra {
namespace {

using namespace std::chrono_literals;

constexpr auto kBudget = 8ms;
constexpr qsizetype kSlice = 16 * 1024; // takes well below a millisecond
constexpr qint64 kCrowded = 1 << 20;
constexpr qint64 kRoomy = 256 << 10;

} // namespace

TerminalFeed::TerminalFeed(TerminalSurface &surface, QObject *parent)
    : QObject(parent), m_surface(surface)
{
    connect(&m_timer, &QTimer::timeout, this, &TerminalFeed::pass);
}

void TerminalFeed::add(const QByteArray &bytes, Kind kind)
{
    if (bytes.isEmpty())
        return;
    m_pieces.push_back({bytes, 0, kind});
    m_pending += bytes.size();
    if (!m_timer.isActive())
        m_timer.start(0);
    updateRoom();
}

void TerminalFeed::clear()
{
    m_pieces.clear();
    m_pending = 0;
    m_timer.stop();
    updateRoom();
}

void TerminalFeed::pass()
{
    const auto end = std::chrono::steady_clock::now() + kBudget;
    while (!m_pieces.empty() && std::chrono::steady_clock::now() < end)
        feedSlice();
    updateRoom();
    if (!m_pieces.empty())
        return;
    m_timer.stop();
    Q_EMIT drained();
}

// Takes the slice out of the queue first, since a slot of the surface may re-enter this object.
void TerminalFeed::feedSlice()
{
    Piece &piece = m_pieces.front();
    const Kind kind = piece.kind;
    const QByteArray slice = piece.bytes.mid(piece.at, kSlice);
    piece.at += slice.size();
    m_pending -= slice.size();
    if (piece.at == piece.bytes.size())
        m_pieces.pop_front();
    m_surface.setAnswering(kind == Kind::Live);
    m_surface.feed(slice);
    m_surface.setAnswering(true);
}

void TerminalFeed::updateRoom()
{
    const bool hasRoom = m_hasRoom ? m_pending <= kCrowded : m_pending < kRoomy;
    if (hasRoom == std::exchange(m_hasRoom, hasRoom))
        return;
    Q_EMIT roomChanged(hasRoom);
}

} // namespace hydra

#include "ui/terminal/moc_feed.cpp"
