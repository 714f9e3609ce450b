// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/console/escape_scanner.h"

#include <QByteArray>

#include <vector>

namespace hydra {

/// Whether an escape sequence is a terminal's automatic answer to a query of the guest's (cursor
/// position, device attributes and status, modes, colours, window size, strings) rather than a key.
/// Source: XTerm Control Sequences, ECMA-48. A modified F3 looks like a cursor position report and
/// counts as one.
[[nodiscard]] bool isTerminalReport(const EscapePiece &piece);

/// Whether an escape sequence of the guest's makes a terminal answer.
[[nodiscard]] bool isTerminalQuery(const EscapePiece &piece);

/// Separates a client's input into what was typed and what its terminal reported. No I/O. Buffers
/// only a lone ESC, which may be the Escape key: call `flush` when nothing follows for a moment.
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

/// Removes queries from replayed bytes, so that no terminal answers a question of long ago. No I/O;
/// the input may be fragmented anywhere. What is still buffered at the end of a replay precedes the
/// first live bytes: call `flush` then.
class QueryStripper
{
public:
    [[nodiscard]] QByteArray feed(QByteArrayView bytes);
    [[nodiscard]] QByteArray flush();

private:
    EscapeScanner m_scanner;
};

} // namespace hydra
