// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/keeper/control_server.h"
#include "core/keeper/guest_clock.h"
#include "core/keeper/network/lab_port.h"
#include "core/keeper/owned_vm.h"
#include "core/keeper/power.h"
#include "core/keeper/snapshot_jobs.h"
#include "core/keeper/watch/boot_watch.h"

#include <map>

namespace hydra {

/// The parts of the keeper that answer requests; all borrowed.
struct RequestParts {
    OwnedVm &vm;
    Power &power;
    BootWatch &boot;
    GuestClock &clock;
    SnapshotJobs &snapshots;
    LabPort &port;
};

/// The methods of the control socket (keeper_client/protocol.h), except `shutdown`: what clients
/// may ask of the parts, and the few answers that are nobody's in particular. Event-loop thread.
[[nodiscard]] std::map<QString, ControlServer::Handler> requestHandlers(RequestParts parts);

} // namespace hydra
