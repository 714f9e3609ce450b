// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "terminal/sequence_filter.h"

#include <algorithm>
#include <utility>

namespace hydra {
namespace {

constexpr quint8 kEscape = 0x1b;
constexpr qsizetype kMaxOut = 8 * 1024;
constexpr qsizetype kMaxCsi = 256;
constexpr qsizetype kMaxString = 4 * 1024;
constexpr std::size_t kMaxParameters = 16; // libvterm's array
constexpr int kMaxValue = 32'767;

bool isCancel(quint8 byte)
{
    return byte == 0x18 || byte == 0x1a;
}

bool isPlain(char byte)
{
    return quint8(byte) < 0x80 && quint8(byte) != kEscape;
}

} // namespace

void SequenceFilter::feed(QByteArrayView bytes)
{
    const char *at = bytes.begin();
    while (at != bytes.end()) {
        if (m_state != State::Ground) {
            step(quint8(*at++));
        } else if (m_utf8.isInside() || quint8(*at) >= 0x80) {
            takeHigh(quint8(*at++));
        } else if (quint8(*at) == kEscape) {
            m_state = State::Escape;
            ++at;
        } else {
            const char *end = at + std::min<qsizetype>(bytes.end() - at, kMaxOut);
            const char *last = std::find_if_not(at, end, isPlain);
            takePlain({at, last - at});
            at = last;
        }
    }
    flush();
}

void SequenceFilter::takePlain(QByteArrayView run)
{
    if (m_outEndsHigh || m_out.size() + run.size() > kMaxOut)
        flush();
    m_out += run;
    const auto last = std::find_if(run.rbegin(), run.rend(),
                                   [](char byte) { return byte >= 0x20 && byte < 0x7f; });
    if (last != run.rend())
        m_lastGraphic = quint8(*last);
}

void SequenceFilter::takeHigh(quint8 byte)
{
    bool isTaken = false;
    const char32_t point = m_utf8.take(byte, isTaken);
    if (point != Utf8Assembler::kNothing)
        takeCharacter(point);
    if (isTaken)
        return;
    if (byte >= 0x80)
        takeHigh(byte);
    else if (byte == kEscape)
        m_state = State::Escape;
    else
        takePlain({reinterpret_cast<const char *>(&byte), 1});
}

void SequenceFilter::takeCharacter(char32_t point)
{
    if (isMark(point)) {
        flush();
        return m_sink.mark(point);
    }
    if (m_out.size() > kMaxOut)
        flush();
    appendUtf8(m_out, point);
    m_outEndsHigh = true;
    m_lastGraphic = point;
}

void SequenceFilter::step(quint8 byte)
{
    const bool inString = m_state == State::String || m_state == State::StringEscape;
    if (isCancel(byte)) {
        m_state = State::Ground;
    } else if (inString) {
        stringByte(byte);
    } else if (byte == kEscape) {
        m_state = State::Escape;
    } else if (byte < 0x20) {
        takePlain({reinterpret_cast<const char *>(&byte), 1}); // controls work inside sequences
    } else if (byte >= 0x80) {
        m_state = State::Ground;
        takeHigh(byte);
    } else if (byte != 0x7f) {
        m_state == State::Csi || m_state == State::CsiIgnored ? csiByte(byte) : escape(byte);
    }
}

void SequenceFilter::escape(quint8 byte)
{
    if (m_state == State::EscapeMore)
        return finishEscape(byte);
    m_held.resize(0); // keeps its memory
    m_state = State::Ground;
    switch (byte) {
    case '[': m_state = State::Csi; break;
    case ']': // OSC
    case 'P': // DCS, SOS, PM, APC
    case 'X':
    case '^':
    case '_':
        m_state = State::String;
        m_isOsc = byte == ']';
        break;
    default: finishEscape(byte);
    }
}

void SequenceFilter::finishEscape(quint8 byte)
{
    if (byte < 0x30) {
        m_state = State::EscapeMore;
        if (m_held.size() < 2)
            m_held += char(byte);
        return;
    }
    m_state = State::Ground;
    const bool isPlainEscape = m_held.isEmpty();
    if (isPlainEscape && byte == 'c')
        return reset(true);
    if (isPlainEscape && byte == '7')
        return saveCursor();
    if (isPlainEscape && byte == '8')
        return restoreCursor();
    if (isPlainEscape && (byte == '=' || byte == '>'))
        m_modes.applicationKeypad = byte == '=';
    if (m_held.size() > 1 || m_held == " ") // 8-bit answers would be no UTF-8
        return;
    // libvterm 0.1 overlooks what came between and would wait for a string or for parameters.
    if (!m_held.isEmpty() && (byte == 'P' || byte == '[' || byte == ']'))
        return;
    if (!m_held.isEmpty() && m_outEndsHigh)
        flush();
    m_out += char(kEscape);
    m_out += m_held;
    m_out += char(byte);
}

void SequenceFilter::csiByte(quint8 byte)
{
    if (byte < 0x40) {
        if (m_held.size() < kMaxCsi)
            m_held += char(byte);
        else
            m_state = State::CsiIgnored;
        return;
    }
    const bool isIgnored = std::exchange(m_state, State::Ground) == State::CsiIgnored;
    m_csi.final = char(byte);
    if (!isIgnored && readCsi())
        finishCsi();
}

void SequenceFilter::stringByte(quint8 byte)
{
    if (std::exchange(m_state, State::String) == State::StringEscape) {
        if (byte == '\\')
            return finishString();
        m_state = State::Escape;
        return step(byte);
    }
    if (byte == kEscape)
        m_state = State::StringEscape;
    else if (byte == 0x07 && m_isOsc)
        finishString();
    else if (byte >= 0x20 && byte != 0x7f && m_held.size() < kMaxString)
        m_held += char(byte);
}

void SequenceFilter::finishString()
{
    m_state = State::Ground;
    if (!m_isOsc || !(m_held.startsWith("0;") || m_held.startsWith("2;")))
        return;
    flush();
    m_sink.setTitle(QString::fromUtf8(m_held.sliced(2)));
}

// Leader, parameters, at most one intermediate; false for anything else.
bool SequenceFilter::readCsi()
{
    const char *at = m_held.cbegin();
    const char *end = m_held.cend();
    m_csi.leader = at != end && *at >= '<' ? *at++ : char(0);
    m_csi.intermediate = 0;
    m_csi.parameters.clear();
    if (at != end && *at >= '0')
        m_csi.parameters.emplace_back();
    for (; at != end && *at >= '0' && *at <= ';'; ++at) {
        CsiParameter &last = m_csi.parameters.back();
        if (*at <= '9') {
            last.value = std::min(std::max(last.value, 0) * 10 + (*at - '0'), kMaxValue);
        } else {
            last.hasMore = *at == ':';
            m_csi.parameters.emplace_back();
        }
    }
    if (at != end && *at < '0')
        m_csi.intermediate = *at++;
    return at == end;
}

void SequenceFilter::finishCsi()
{
    if (m_csi.is(0, 0, 'm'))
        setPen(applySgr(m_pen, m_csi.parameters));
    else if (m_csi.is(0, 0, 'b'))
        repeat(std::max(m_csi.parameter(0, 1), 1));
    else if (m_csi.is('?', 0, 'h') || m_csi.is('?', 0, 'l'))
        setPrivateModes(m_csi.final == 'h');
    else if (m_csi.is(0, '!', 'p'))
        reset(false);
    else if (m_csi.is(0, 0, 'u') && m_csi.parameters.empty())
        restoreCursor();
    else if (m_csi.is(0, 0, 's') && !m_modes.sideMargins)
        saveCursor();
    else if (m_csi.is(0, 0, 'J') && m_csi.parameter(0, 0) == 3) {
        flush();
        m_sink.clearScrollback();
    } else
        passCsi(m_csi);
}

void SequenceFilter::setPrivateModes(bool on)
{
    for (const CsiParameter &parameter : std::exchange(m_csi.parameters, {})) {
        const int mode = parameter.orElse(0);
        if (mode == 47 || mode == 1047 || mode == 1049) {
            setAlternate(mode, on);
            continue;
        }
        if (mode == 1048)
            on ? void(m_savedPen = m_pen) : setPen(m_savedPen);
        trackPrivateMode(mode, on);
        passCsi({'?', 0, m_csi.final, {{mode, false}}});
    }
}

void SequenceFilter::setAlternate(int mode, bool on)
{
    const bool withCursor = mode == 1049;
    if (on && withCursor)
        m_savedPen = m_pen;
    else if (withCursor)
        setPen(m_savedPen);
    const bool leaves = m_modes.alternateScreen && !on;
    m_modes.alternateScreen = on;
    passCsi({'?', 0, m_csi.final, {{withCursor ? 1049 : 1047, false}}});
    if (!leaves)
        return;
    flush();
    m_sink.alternateLeft();
}

void SequenceFilter::trackPrivateMode(int mode, bool on)
{
    using Mouse = TerminalModes::Mouse;
    switch (mode) {
    case 1: m_modes.applicationCursor = on; break;
    case 7: m_modes.autoWrap = on; break;
    case 66: m_modes.applicationKeypad = on; break;
    case 69: m_modes.sideMargins = on; break;
    case 1000: m_modes.mouse = on ? Mouse::Click : Mouse::None; break;
    case 1002: m_modes.mouse = on ? Mouse::Drag : Mouse::None; break;
    case 1003: m_modes.mouse = on ? Mouse::Move : Mouse::None; break;
    case 1004: m_modes.focusReports = on; break;
    case 1006: m_modes.sgrMouse = on; break;
    case 2004: m_modes.bracketedPaste = on; break;
    default: break;
    }
}

void SequenceFilter::saveCursor()
{
    m_savedPen = m_pen;
    m_out += "\x1b" "7";
}

void SequenceFilter::restoreCursor()
{
    setPen(m_savedPen);
    m_out += "\x1b" "8\x1b[0n"; // libvterm 0.1 bounds a restored cursor only at the next CSI
}

void SequenceFilter::reset(bool hard)
{
    flush();
    const bool alternate = m_modes.alternateScreen;
    m_modes = {};
    m_modes.alternateScreen = alternate && !hard;
    m_savedPen = {};
    setPen({});
    m_sink.reset(hard);
}

void SequenceFilter::repeat(int count)
{
    if (m_lastGraphic == 0)
        return;
    QByteArray character;
    appendUtf8(character, m_lastGraphic);
    if (m_lastGraphic < 0x80 && m_outEndsHigh)
        flush();
    for (; count > 0; --count) {
        if (m_out.size() > kMaxOut)
            flush();
        m_out += character;
        m_outEndsHigh = m_lastGraphic >= 0x80;
    }
}

void SequenceFilter::setPen(const CellStyle &pen)
{
    if (pen == m_pen)
        return;
    flush();
    m_pen = pen;
    m_sink.setPen(pen);
}

void SequenceFilter::passCsi(const Csi &csi)
{
    m_out += "\x1b[";
    if (csi.leader != 0)
        m_out += csi.leader;
    for (std::size_t i = 0; i < std::min(csi.parameters.size(), kMaxParameters); ++i) {
        if (i > 0)
            m_out += ';';
        if (csi.parameters[i].value >= 0)
            m_out += QByteArray::number(csi.parameters[i].value);
    }
    if (csi.intermediate != 0)
        m_out += csi.intermediate;
    m_out += csi.final;
}

void SequenceFilter::flush()
{
    m_outEndsHigh = false;
    if (m_out.isEmpty())
        return;
    m_sink.pass(m_out);
    m_out.resize(0);
}

} // namespace hydra
