// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <termios.h>

namespace hydra::cli {

/// Puts the terminal on stdin into raw mode, and restores it however the program ends, except by
/// SIGKILL.
class RawTerminal
{
public:
    RawTerminal();
    ~RawTerminal();
    RawTerminal(const RawTerminal &) = delete;
    RawTerminal &operator=(const RawTerminal &) = delete;

    [[nodiscard]] bool isTerminal() const { return m_terminal; }

private:
    termios m_saved = {};
    bool m_terminal = false;
};

} // namespace hydra::cli
