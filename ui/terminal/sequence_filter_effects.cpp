// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
// What complete sequences do.
#include "ui/terminal/answers.h"
#include "ui/terminal/sequence_filter.h"

#include <algorithm>
#include <utility>

namespace hydra {
namespace {

constexpr std::size_t kMaxParameters = 16; // size of libvterm's array

} // namespace

void SequenceFilter::finishOsc(QByteArrayView end)
{
    flush();
    if (m_held.startsWith("0;") || m_held.startsWith("2;"))
        m_sink.setTitle(QString::fromUtf8(m_held.sliced(2)));
    else if (m_held.contains('?'))
        m_sink.askColors(m_held, end);
}

// DECRQSS asks for a setting. libvterm knows the margins and the cursor's shape, but not the pen.
void SequenceFilter::finishDcs()
{
    static const QByteArrayList ofLibvterm{"r", "s", " q"};
    const QByteArray setting = m_held.sliced(2);
    flush();
    if (setting == "m")
        m_sink.reply(styleReply(m_pen));
    else if (ofLibvterm.contains(setting))
        m_sink.pass("\x1bP$q" + setting + "\x1b\\");
    else
        m_sink.reply(noSettingReply());
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
    } else if (m_csi.is(0, 0, 't') && m_csi.parameter(0, 0) == 18) {
        flush();
        m_sink.askSize();
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
    case 1:
        m_modes.applicationCursor = on;
        break;
    case 7:
        m_modes.autoWrap = on;
        break;
    case 66:
        m_modes.applicationKeypad = on;
        break;
    case 69:
        m_modes.sideMargins = on;
        break;
    case 1000:
        m_modes.mouse = on ? Mouse::Click : Mouse::None;
        break;
    case 1002:
        m_modes.mouse = on ? Mouse::Drag : Mouse::None;
        break;
    case 1003:
        m_modes.mouse = on ? Mouse::Move : Mouse::None;
        break;
    case 1004:
        m_modes.focusReports = on;
        break;
    case 1006:
        m_modes.sgrMouse = on;
        break;
    case 2004:
        m_modes.bracketedPaste = on;
        break;
    default:
        break;
    }
}

void SequenceFilter::saveCursor()
{
    m_savedPen = m_pen;
    m_out += "\x1b"
             "7";
}

void SequenceFilter::restoreCursor()
{
    setPen(m_savedPen);
    // libvterm 0.1 clips a restored cursor to the screen only at the next CSI.
    m_out += "\x1b"
             "8\x1b[0n";
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

} // namespace hydra
