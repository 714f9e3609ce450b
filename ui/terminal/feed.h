// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/terminal/surface.h"

#include <QByteArray>
#include <QObject>
#include <QTimer>

#include <deque>

namespace hydra {

/// Feeds a surface without blocking the event loop: at most 8 ms per pass. Applies back-pressure:
/// asks the source to pause above 1 MiB and to resume below 256 KiB (connect `roomChanged` to
/// Pty::setReading). Event-loop thread; the surface must outlive it.
class TerminalFeed : public QObject
{
    Q_OBJECT

public:
    enum class Kind : quint8 {
        Live,
        Replay, ///< earlier output: its queries get no reply
    };

    explicit TerminalFeed(TerminalSurface &surface, QObject *parent = nullptr);

    void add(const QByteArray &bytes, Kind kind = Kind::Live);
    void clear();
    [[nodiscard]] qint64 bytesPending() const { return m_pending; }

Q_SIGNALS:
    void roomChanged(bool hasRoom);
    void drained();

private:
    struct Piece {
        QByteArray bytes;
        qsizetype at = 0;
        Kind kind = Kind::Live;
    };

    void pass();
    void feedSlice();
    void updateRoom();

    TerminalSurface &m_surface;
    QTimer m_timer;
    std::deque<Piece> m_pieces;
    qint64 m_pending = 0;
    bool m_hasRoom = true;
};

} // namespace hydra
