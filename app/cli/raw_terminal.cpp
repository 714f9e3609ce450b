// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/raw_terminal.h"

#include <unistd.h>

namespace hydra::cli {

RawTerminal::RawTerminal()
    : m_terminal(::isatty(STDIN_FILENO) != 0 && ::tcgetattr(STDIN_FILENO, &m_saved) == 0)
{
    if (!m_terminal)
        return;
    termios raw = m_saved;
    ::cfmakeraw(&raw);
    ::tcsetattr(STDIN_FILENO, TCSADRAIN, &raw);
}

RawTerminal::~RawTerminal()
{
    if (m_terminal)
        ::tcsetattr(STDIN_FILENO, TCSADRAIN, &m_saved);
}

} // namespace hydra::cli
