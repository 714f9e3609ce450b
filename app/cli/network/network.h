// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/session.h"
#include "core/reach/network_change.h"

namespace CLI {
class App;
}

namespace hydra::cli {

/// Each function adds its command below `net`.
void addNetCapture(CLI::App &net, Action &action);
void addNetChanges(CLI::App &net, Action &action); ///< link egress peers

/// Asks LINK's keeper something about its place on the lab's network. Where it has none, the error
/// (Conflict) says what to write into LAB's file.
void askNetwork(VmLink &link, const LabSpec &lab, const QString &method, const QJsonObject &params,
                KeeperClient::Reply reply);
[[nodiscard]] Error notOnLabNetwork(const VmRef &vm);

/// Says that what was done to VM ends with this run, and the command that keeps it.
void sayHowToKeep(const Session &session, const VmRef &vm, const QStringList &settings);

/// An operation for one VM of a target, whose lab it needs to know.
using LabVmOperation = std::function<void(VmLink &, const LoadedLab &, VmDone)>;
/// forEachVm of TARGET, which is loaded first.
void forEachVmOf(Session &session, const std::string &target, LabVmOperation operation);

} // namespace hydra::cli
