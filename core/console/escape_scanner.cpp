// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/console/escape_scanner.h"

namespace hydra {
namespace {

constexpr char kEscape = '\x1b';

bool isCancel(char c)
{
    return c == '\x18' || c == '\x1a'; // CAN and SUB end any sequence
}

void addPlain(std::vector<EscapePiece> &out, QByteArrayView bytes)
{
    if (bytes.isEmpty())
        return;
    if (out.empty() || out.back().kind != EscapePiece::Kind::Plain)
        out.push_back({EscapePiece::Kind::Plain, {}});
    out.back().bytes.append(bytes);
}

} // namespace

std::vector<EscapePiece> EscapeScanner::feed(QByteArrayView bytes)
{
    std::vector<EscapePiece> out;
    while (!bytes.isEmpty()) {
        if (m_state == State::Ground) {
            const qsizetype escape = bytes.indexOf(kEscape);
            addPlain(out, bytes.first(escape < 0 ? bytes.size() : escape));
            if (escape < 0)
                break;
            bytes = bytes.sliced(escape);
        }
        step(bytes.front(), out);
        bytes = bytes.sliced(1);
    }
    return out;
}

QByteArray EscapeScanner::flush()
{
    m_state = State::Ground;
    return std::exchange(m_held, {});
}

void EscapeScanner::end(EscapePiece::Kind kind, std::vector<EscapePiece> &out)
{
    const QByteArray bytes = flush();
    if (kind == EscapePiece::Kind::Plain)
        addPlain(out, bytes);
    else
        out.push_back({kind, bytes});
}

void EscapeScanner::step(char c, std::vector<EscapePiece> &out)
{
    if (c == kEscape && m_state != State::String && m_state != State::StringEscape) {
        end(EscapePiece::Kind::Plain, out); // an ESC aborts an unfinished sequence
        m_held.append(c);
        m_state = State::Escape;
        return;
    }
    m_held.append(c);
    if (isCancel(c) || m_held.size() > m_limit)
        return end(EscapePiece::Kind::Plain, out);
    if (m_state == State::Escape)
        stepEscape(c, out);
    else if (m_state != State::Csi)
        stepString(c, out);
    else if (c >= 0x40 && c <= 0x7e)
        end(EscapePiece::Kind::Csi, out);
    else if (static_cast<unsigned char>(c) >= 0x80)
        end(EscapePiece::Kind::Plain, out); // 8-bit bytes are not part of a CSI; C0 controls may be
}

void EscapeScanner::stepEscape(char c, std::vector<EscapePiece> &out)
{
    const bool first = m_held.size() == 2;
    if (first && c == '[') {
        m_state = State::Csi;
    } else if (first && (c == ']' || c == 'P' || c == '_' || c == '^' || c == 'X')) {
        m_state = State::String;
        m_isOsc = c == ']';
    } else if (c >= 0x30 && c <= 0x7e) {
        end(EscapePiece::Kind::Short, out);
        // 0x20 to 0x2f are intermediates. Bytes above 0x7f are negative, and so end here as well.
    } else if (c < 0x20 || c > 0x2f) {
        end(EscapePiece::Kind::Plain, out);
    }
}

void EscapeScanner::stepString(char c, std::vector<EscapePiece> &out)
{
    if (m_state == State::StringEscape && c == '\\')
        return end(EscapePiece::Kind::String, out);
    // An ESC without the backslash that ends a string begins another sequence.
    if (m_state == State::StringEscape && c != kEscape) {
        const QByteArray tail = m_held.right(2);
        m_held.chop(2);
        end(EscapePiece::Kind::Plain, out);
        step(tail[0], out);
        return step(tail[1], out);
    }
    if (m_isOsc && c == '\a')
        return end(EscapePiece::Kind::String, out);
    m_state = c == kEscape ? State::StringEscape : State::String;
}

} // namespace hydra
