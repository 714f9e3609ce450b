// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

#include <vector>

namespace hydra {

/// A piece of a terminal byte stream: plain bytes, or one whole escape sequence.
struct EscapePiece {
    enum class Kind {
        Plain,  ///< text, controls, and bytes that proved not to be a sequence
        Short,  ///< ESC intermediates final
        Csi,    ///< ESC [ parameters intermediates final
        String, ///< OSC (ESC ]), DCS (ESC P), APC (ESC _), PM (ESC ^), SOS (ESC X), with its end
    };
    Kind kind = Kind::Plain;
    QByteArray bytes;
    bool operator==(const EscapePiece &) const = default;
};

/// Splits a terminal byte stream (ECMA-48, 7-bit forms) into pieces, however it was fragmented. No
/// I/O. The pieces joined give the input. Buffers at most one unfinished sequence of at most LIMIT
/// bytes; a longer one becomes Plain.
class EscapeScanner
{
public:
    explicit EscapeScanner(qsizetype limit = 64 << 10) : m_limit(limit) {}

    [[nodiscard]] std::vector<EscapePiece> feed(QByteArrayView bytes);
    /// Returns what is buffered, as Plain bytes, and resets the scanner.
    [[nodiscard]] QByteArray flush();
    [[nodiscard]] bool holdsBack() const { return m_state != State::Ground; }

private:
    enum class State { Ground, Escape, Csi, String, StringEscape };
    void step(char c, std::vector<EscapePiece> &out);
    void stepEscape(char c, std::vector<EscapePiece> &out);
    void stepString(char c, std::vector<EscapePiece> &out);
    void end(EscapePiece::Kind kind, std::vector<EscapePiece> &out);

    qsizetype m_limit;
    State m_state = State::Ground;
    bool m_isOsc = false; ///< only an OSC may end with BEL
    QByteArray m_held;
};

} // namespace hydra
