// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "terminal/code_points.h"
#include "terminal/modes.h"
#include "terminal/pen.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace hydra {

/// What a SequenceFilter finds in a program's output.
class SequenceSink
{
public:
    virtual ~SequenceSink() = default;
    /// Text and sequences for libvterm: whole characters, whole sequences, nothing harmful.
    virtual void pass(QByteArrayView bytes) = 0;
    virtual void mark(char32_t mark) = 0; ///< joins the character before it
    virtual void setPen(const CellStyle &pen) = 0;
    virtual void reset(bool hard) = 0;
    virtual void alternateLeft() = 0;
    virtual void clearScrollback() = 0;
    virtual void setTitle(const QString &title) = 0;
};

/// Stands before libvterm and gives it only what it is good at. Bytes may come cut anywhere. Keeps
/// for itself colours and attributes, combining marks, strings (titles; all others are dropped),
/// mode lists and repetition, since libvterm 0.1 writes behind its array at the 17th parameter,
/// hangs on some repetitions, misses some attributes and takes a cut character for a broken one.
/// No I/O; what it holds back is bounded.
class SequenceFilter
{
public:
    explicit SequenceFilter(SequenceSink &sink) : m_sink(sink) {}

    void feed(QByteArrayView bytes);
    [[nodiscard]] const TerminalModes &modes() const { return m_modes; }
    void forgetMargins() { m_modes.sideMargins = false; }

private:
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
    void finishString();
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
    QByteArray m_out;           ///< for the sink, not yet passed
    bool m_outEndsHigh = false;
    QByteArray m_held;          ///< of the sequence under way, without its introducer
    Csi m_csi;
    bool m_isOsc = false;
    char32_t m_lastGraphic = 0;
    CellStyle m_pen;
    CellStyle m_savedPen;
    TerminalModes m_modes;
};

} // namespace hydra
