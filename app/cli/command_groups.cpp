// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/command_groups.h"

#include <algorithm>
#include <sstream>

namespace hydra::cli {
namespace {

bool isNamed(const CommandGroup &group, const std::vector<std::string> &words)
{
    std::istringstream names(group.names);
    for (std::string name; names >> name;) {
        if (std::find(words.begin(), words.end(), name) != words.end())
            return true;
    }
    return false;
}

} // namespace

void addNamed(const std::vector<CommandGroup> &groups, const std::vector<std::string> &words)
{
    std::vector<const CommandGroup *> named;
    for (const CommandGroup &group : groups) {
        if (isNamed(group, words))
            named.push_back(&group);
    }
    for (const CommandGroup &group : groups) {
        if (named.empty() || std::find(named.begin(), named.end(), &group) != named.end())
            group.add();
    }
}

} // namespace hydra::cli
