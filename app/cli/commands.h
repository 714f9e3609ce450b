// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/session.h"

namespace CLI {
class App;
}

namespace hydra::cli {

/// Each function adds its commands to hydractl. Parsing a command line sets ACTION to the chosen
/// one. WORDS are the command line's.
void addDemo(CLI::App &app, Action &action);
void addCreate(CLI::App &app, Action &action);
void addTemplate(CLI::App &app, Action &action); ///< template list save remove
void addLabFile(CLI::App &app, Action &action);  ///< set get validate plan
void addUp(CLI::App &app, Action &action);
void addRun(CLI::App &app, Action &action);
void addPower(CLI::App &app, Action &action); ///< down kill restart pause resume
void addDelete(CLI::App &app, Action &action);
void addClone(CLI::App &app, Action &action);
void addReset(CLI::App &app, Action &action);
void addList(CLI::App &app, Action &action); ///< list status
void addWatch(CLI::App &app, Action &action);
void addBoots(CLI::App &app, Action &action);
void addWait(CLI::App &app, Action &action);
void addConsole(CLI::App &app, Action &action);
void addShell(CLI::App &app, Action &action); ///< shell ssh-config
void addCrictl(CLI::App &app, Action &action, const std::vector<std::string> &words);
void addWorkload(CLI::App &app, Action &action);
void addLogs(CLI::App &app, Action &action);
void addImage(CLI::App &app, Action &action);
void addSnapshot(CLI::App &app, Action &action);
void addNet(CLI::App &app, Action &action); ///< net, with capture link egress peers
void addForward(CLI::App &app, Action &action);
void addPorts(CLI::App &app, Action &action);
void addExchange(CLI::App &app, Action &action); ///< export import
void addDoctor(CLI::App &app, Action &action);
void addDebugBundle(CLI::App &app, Action &action);
void addActivity(CLI::App &app, Action &action);
void addSettings(CLI::App &app, Action &action); ///< get set
void addCompletion(CLI::App &app, Action &action);

} // namespace hydra::cli
