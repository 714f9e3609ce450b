// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/console/terminal_reports.h"

#include <QList>

#include <algorithm>
#include <array>
#include <optional>

namespace hydra {
namespace {

/// A CSI sequence: ESC [ PREFIX PARAMETERS INTERMEDIATES FINAL, without any C0 controls inside it.
struct Csi {
    char prefix = 0; ///< one of < = > ? or 0
    QByteArray parameters;
    QByteArray intermediates;
    char final = 0;

    [[nodiscard]] int first() const
    {
        const qsizetype end = parameters.indexOf(';');
        return (end < 0 ? parameters : parameters.left(end)).toInt();
    }
};

Csi parseCsi(const QByteArray &bytes)
{
    Csi csi;
    for (char c : bytes.sliced(2)) {
        if (c < 0x20)
            continue;
        if (c >= 0x3c && c <= 0x3f && csi.parameters.isEmpty() && csi.prefix == 0)
            csi.prefix = c;
        else if (c >= 0x30 && c <= 0x3f)
            csi.parameters.append(c);
        else if (c <= 0x2f)
            csi.intermediates.append(c);
        else
            csi.final = c;
    }
    return csi;
}

bool isCsiReport(const Csi &csi)
{
    if (csi.intermediates == "$")
        return csi.final == 'y'; // mode
    if (!csi.intermediates.isEmpty())
        return false;
    switch (csi.final) {
    case 'R': // cursor position; F3 lacks the two numbers
        return csi.parameters.contains(';');
    case 'c':
        return csi.prefix != 0; // device attributes
    case 'n':
        return true; // status
    case 't':
    case 'x':
        return csi.prefix == 0; // window size, terminal parameters
    case 'u':
        return csi.prefix == '?'; // keyboard flags
    case 'S':
        return csi.prefix == '?'; // graphics attributes
    default:
        return false;
    }
}

bool asksForWindow(int what)
{
    static constexpr std::array reports = {11, 13, 14, 15, 16, 18, 19, 20, 21};
    return std::find(reports.begin(), reports.end(), what) != reports.end();
}

bool isCsiQuery(const Csi &csi)
{
    const auto is = [&csi](const char *intermediates, char final) {
        return csi.intermediates == intermediates && csi.final == final;
    };
    if (is("$", 'p') || is("$", 'u') || is("$", 'w') || is("*", 'y') || is("\"", 'v') ||
        is("'", '|'))
        return true; // modes, presentation state, checksum, extent, locator
    if (!csi.intermediates.isEmpty())
        return false;
    switch (csi.final) {
    case 'c':
        return csi.prefix != '?'; // device attributes; CSI ? c sets Linux's cursor
    case 'n':
        return csi.prefix != '>'; // status, cursor position; CSI > n sets keys
    case 'x':
        return csi.prefix == 0; // terminal parameters
    case 't':
        return csi.prefix == 0 && asksForWindow(csi.first());
    case 'q':
        return csi.prefix == '>'; // version
    case 'u':
    case 'S':
        return csi.prefix == '?'; // keyboard flags, graphics attributes
    default:
        return false;
    }
}

// An OSC is a query when one of its fields is "?": "4;1;?", "11;?", "52;c;?".
bool isOscQuery(const QByteArray &bytes)
{
    QByteArray body = bytes.sliced(2);
    body.chop(body.endsWith('\a') ? 1 : 2);
    const QList<QByteArray> fields = body.split(';');
    return std::find(fields.begin() + 1, fields.end(), QByteArray("?")) != fields.end();
}

} // namespace

bool isTerminalReport(const EscapePiece &piece)
{
    switch (piece.kind) {
    case EscapePiece::Kind::String:
        return true; // no key sends an OSC, DCS or the like
    case EscapePiece::Kind::Csi:
        return isCsiReport(parseCsi(piece.bytes));
    case EscapePiece::Kind::Plain:
    case EscapePiece::Kind::Short:
        break;
    }
    return false;
}

bool isTerminalQuery(const EscapePiece &piece)
{
    switch (piece.kind) {
    case EscapePiece::Kind::Short:
        return piece.bytes == "\x1bZ";
    case EscapePiece::Kind::Csi:
        return isCsiQuery(parseCsi(piece.bytes));
    case EscapePiece::Kind::String:
        return piece.bytes[1] == ']'
                   ? isOscQuery(piece.bytes)
                   : piece.bytes.startsWith("\x1bP$q") || piece.bytes.startsWith("\x1bP+q");
    case EscapePiece::Kind::Plain:
        break;
    }
    return false;
}

std::vector<InputFilter::Piece> InputFilter::feed(QByteArrayView bytes)
{
    std::vector<Piece> pieces;
    for (const EscapePiece &piece : m_scanner.feed(bytes)) {
        const bool isReport = isTerminalReport(piece);
        if (pieces.empty() || pieces.back().isReport != isReport)
            pieces.push_back({isReport, {}});
        pieces.back().bytes += piece.bytes;
    }
    return pieces;
}

QByteArray QueryStripper::feed(QByteArrayView bytes)
{
    QByteArray kept;
    for (const EscapePiece &piece : m_scanner.feed(bytes))
        if (!isTerminalQuery(piece))
            kept += piece.bytes;
    // ENQ is a query, too, and needs no sequence around it.
    return kept.replace('\x05', "");
}

QByteArray QueryStripper::flush()
{
    return m_scanner.flush();
}

} // namespace hydra
