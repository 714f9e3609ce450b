// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace hydra::cli {

/// Commands that one function makes, with their options.
struct CommandGroup {
    const char *names; ///< separated by blanks
    std::function<void()> add;
};

/// Makes the commands that WORDS, what was typed, name; all of them if it names none, as a mistake
/// or a question for help does. Making all takes longer than most commands need.
void addNamed(const std::vector<CommandGroup> &groups, const std::vector<std::string> &words);

} // namespace hydra::cli
