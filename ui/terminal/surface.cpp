// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/terminal/surface.h"

#include <algorithm>
#include <utility>

namespace hydra {

TerminalSurface::TerminalSurface(int columns, int rows, const ScrollbackLimits &limits,
                                 QObject *parent)
    : QObject(parent), m_emulator(columns, rows, limits, collectNews())
{
}

TerminalSurface::~TerminalSurface() = default;

void TerminalSurface::feed(const QByteArray &bytes)
{
    m_emulator.feed(bytes);
    tellNews();
}

void TerminalSurface::resize(int columns, int rows)
{
    // At 2 columns libvterm 0.1 wraps twice after a wide character.
    columns = std::clamp(columns, 4, 2000);
    rows = std::clamp(rows, 1, 1000);
    if (columns == this->columns() && rows == this->rows())
        return;
    m_emulator.resize(columns, rows);
    tellNews();
    Q_EMIT resized(columns, rows);
}

void TerminalSurface::clearScrollback()
{
    m_emulator.feed("\x1b[3J");
    tellNews();
}

void TerminalSurface::reset()
{
    m_emulator.feed("\x1b\x63\x1b[3J"); // RIS, and ED 3 for the scrollback
    tellNews();
}

TerminalPosition TerminalSurface::cursor() const
{
    const CellPosition at = m_emulator.cursor();
    return {screenTop() + at.row, at.column};
}

// Collects events until the work is done, since a slot may do anything, even destroy this object.
EmulatorEvents TerminalSurface::collectNews()
{
    return {[this](const QByteArray &bytes) { m_news.reply += bytes; },
            [this](const QString &title) {
                m_news.title = m_news.title || title != m_title;
                m_title = title;
            },
            [this] { m_news.bell = true; }, [this] { m_news.renumbered = true; }};
}

void TerminalSurface::tellNews()
{
    const News news = std::exchange(m_news, {});
    if (news.renumbered)
        Q_EMIT renumbered();
    if (!news.reply.isEmpty())
        Q_EMIT reply(news.reply);
    if (news.title)
        Q_EMIT titleChanged(m_title);
    if (news.bell)
        Q_EMIT bell();
    Q_EMIT changed();
}

} // namespace hydra

#include "ui/terminal/moc_surface.cpp"
