// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/terminal/colors.h"

#include <QByteArray>

namespace hydra {

/// The replies to the colour queries in an operating system command (OSC), its introducer and
/// terminator removed: `10;?` (text), `11;?` (background), `12;?` (cursor), a list that begins
/// with one of them (`10;?;?`), `4;NUMBER;?` and its lists. Empty for everything else; colours
/// cannot be set. As in xterm, each reply ends in END, with which the query ended, and reverse
/// video does not change the colours. Pure. Source: XTerm Control Sequences, "Operating System
/// Commands".
[[nodiscard]] QByteArray colorReplies(QByteArrayView command, QByteArrayView end,
                                      const TerminalColors &colors);

/// The reply to DECRQSS `m`: the parameters of an SGR that sets STYLE from scratch. Pure.
[[nodiscard]] QByteArray styleReply(const CellStyle &style);

/// The reply to CSI 18 t, a query of the text area's size in characters. Pure.
[[nodiscard]] QByteArray sizeReply(int rows, int columns);

/// Of a DECRQSS query that cannot be answered.
[[nodiscard]] QByteArray noSettingReply();

} // namespace hydra
