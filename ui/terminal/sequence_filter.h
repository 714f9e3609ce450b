// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/terminal/code_points.h"
#include "ui/terminal/modes.h"
#include "ui/terminal/pen.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace hydra {

/// Receives what a SequenceFilter finds in a program's output.
class SequenceSink
{
public:
    virtual ~SequenceSink() = default;
    /// Text and sequences for libvterm: complete characters and sequences, none of them harmful.
    virtual void pass(QByteArrayView bytes) = 0;
    virtual void mark(char32_t mark) = 0; ///< combines with the character before it
    virtual void setPen(const CellStyle &pen) = 0;
    virtual void reset(bool hard) = 0;
    virtual void alternateLeft() = 0;
    virtual void clearScrollback() = 0;
    virtual void setTitle(const QString &title) = 0;
    /// A query for colours: an OSC without its introducer, and the terminator for the replies.
    virtual void askColors(QByteArrayView command, QByteArrayView end) = 0;
    virtual void askSize() = 0;                      ///< of the text area, in characters
    virtual void reply(const QByteArray &bytes) = 0; ///< to another query
};

/// Filters libvterm's input down to what libvterm handles well. Bytes may be fragmented anywhere.
/// The filter itself processes colours and attributes, combining marks, strings (titles and
/// queries; all others are dropped), lists of modes and repetition, since libvterm 0.1 writes past
/// its array at the 17th parameter, hangs on some repetitions, lacks some attributes and takes a
/// fragmented character for an invalid one. No I/O; its buffers are bounded.
class SequenceFilter
{
public:
    explicit SequenceFilter(SequenceSink &sink) : m_sink(sink) {}

    void feed(QByteArrayView bytes);
    [[nodiscard]] const TerminalModes &modes() const { return m_modes; }
    void forgetMargins() { m_modes.sideMargins = false; }

private:
    static constexpr qsizetype kMaxOut = 8 * 1024; ///< bytes kept at most before they are passed

    enum class State : quint8 { Ground, Escape, EscapeMore, Csi, CsiIgnored, String, StringEscape };

    struct Csi {
        char leader = 0;
        char intermediate = 0;
        char final = 0;
        std::vector<CsiParameter> parameters;

        [[nodiscard]] bool is(char leaderByte, char intermediateByte, char finalByte) const
        {
            return leader == leaderByte && intermediate == intermediateByte && final == finalByte;
        }
        [[nodiscard]] int parameter(std::size_t at, int fallback) const
        {
            return at < parameters.size() ? parameters[at].orElse(fallback) : fallback;
        }
    };

    void takePlain(QByteArrayView run);
    void takeCharacter(char32_t point);
    void takeHigh(quint8 byte);
    void step(quint8 byte);
    void escape(quint8 byte);
    void finishEscape(quint8 byte);
    void csiByte(quint8 byte);
    void stringByte(quint8 byte);
    void finishString(QByteArrayView end);
    void finishOsc(QByteArrayView end);
    void finishDcs();
    bool readCsi();
    void finishCsi();
    void setPrivateModes(bool on);
    void trackPrivateMode(int mode, bool on);
    void setAlternate(int mode, bool on);
    void saveCursor();
    void restoreCursor();
    void reset(bool hard);
    void repeat(int count);
    void setPen(const CellStyle &pen);
    void passCsi(const Csi &csi);
    void flush();

    SequenceSink &m_sink;
    State m_state = State::Ground;
    Utf8Assembler m_utf8;
    QByteArray m_out; ///< not yet passed to the sink
    bool m_outEndsHigh = false;
    QByteArray m_held; ///< the unfinished sequence, without its introducer
    Csi m_csi;
    char m_introducer = 0; ///< of a string: ']' for OSC, 'P' for DCS
    char32_t m_lastGraphic = 0;
    CellStyle m_pen;
    CellStyle m_savedPen;
    TerminalModes m_modes;
};

} // namespace hydra
