// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/escape_scanner.h"

#include <QByteArray>

#include <vector>

namespace hydra {

/// True for an escape sequence that a terminal sends by itself, in answer to a query of the guest
/// (cursor position, device attributes and status, modes, colours, window size, strings), and not
/// because somebody pressed a key. (XTerm Control Sequences, ECMA-48.) A modified F3 looks like a
/// cursor report and counts as one.
[[nodiscard]] bool isTerminalReport(const EscapePiece &piece);

/// True for an escape sequence of a guest that makes a terminal answer.
[[nodiscard]] bool isTerminalQuery(const EscapePiece &piece);

/// Parts a client's input into what was typed and what its terminal reported. No I/O. The escape
/// key alone is held back: `flush` it when nothing more comes for a moment.
class InputFilter
{
public:
    struct Piece {
        bool isReport = false;
        QByteArray bytes;
        bool operator==(const Piece &) const = default;
    };
    [[nodiscard]] std::vector<Piece> feed(QByteArrayView bytes);
    [[nodiscard]] QByteArray flush() { return m_scanner.flush(); }
    [[nodiscard]] bool holdsBack() const { return m_scanner.holdsBack(); }

private:
    EscapeScanner m_scanner{4096};
};

/// Removes queries from bytes that are only replayed, so that no terminal answers what was asked
/// long ago. No I/O; the input may be cut anywhere. What is held back at the end of a replay
/// belongs before the first live bytes: `flush` it there.
class QueryStripper
{
public:
    [[nodiscard]] QByteArray feed(QByteArrayView bytes);
    [[nodiscard]] QByteArray flush();

private:
    EscapeScanner m_scanner;
};

} // namespace hydra
