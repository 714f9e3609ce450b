// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/terminal/sequence_filter.h"

#include <algorithm>
#include <utility>

namespace hydra {
namespace {

constexpr quint8 kEscape = 0x1b;
constexpr qsizetype kMaxCsi = 256;
constexpr qsizetype kMaxString = 4 * 1024;
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
        // C0 controls take effect inside sequences.
        takePlain({reinterpret_cast<const char *>(&byte), 1});
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
    m_held.resize(0); // unlike clear(), keeps the capacity
    m_state = State::Ground;
    switch (byte) {
    case '[':
        m_state = State::Csi;
        break;
    case ']': // OSC
    case 'P': // DCS, SOS, PM, APC
    case 'X':
    case '^':
    case '_':
        m_state = State::String;
        m_introducer = char(byte);
        break;
    default:
        finishEscape(byte);
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
    if (m_held.size() > 1 || m_held == " ") // ESC SP selects 8-bit replies, which are not UTF-8
        return;
    // libvterm 0.1 ignores the intermediates and would begin a string or a CSI.
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
            return finishString("\x1b\\");
        m_state = State::Escape;
        return step(byte);
    }
    if (byte == kEscape)
        m_state = State::StringEscape;
    else if (byte == 0x07 && m_introducer == ']')
        finishString("\x07");
    else if (byte >= 0x20 && byte != 0x7f && m_held.size() < kMaxString)
        m_held += char(byte);
}

void SequenceFilter::finishString(QByteArrayView end)
{
    m_state = State::Ground;
    if (m_introducer == ']')
        finishOsc(end);
    else if (m_introducer == 'P' && m_held.startsWith("$q"))
        finishDcs();
}

// Reads prefix, parameters and at most one intermediate; false for anything else.
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

void SequenceFilter::flush()
{
    m_outEndsHigh = false;
    if (m_out.isEmpty())
        return;
    m_sink.pass(m_out);
    m_out.resize(0);
}

} // namespace hydra
