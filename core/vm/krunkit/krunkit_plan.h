// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "vm/backend.h"

#include <QJsonObject>

namespace hydra {

/// A request to gvproxy's control socket, over HTTP.
struct HttpCall {
    QString method;
    QString path;
    QJsonObject body;
    bool operator==(const HttpCall &) const = default;
};

/// All that it takes to run a VM with krunkit, the hypervisor of Apple silicon, as values. gvproxy is started
/// first and is the guest's network: of its forwards the configuration has SSH's, and the others are asked for
/// once it answers. krunkit exits when its guest reboots. Facts: krunkit 1.2 and gvisor-tap-vsock 0.8.9.
struct KrunkitPlan {
    Command gvproxy;
    QString gvproxyConfigFile;
    QByteArray gvproxyConfig; ///< YAML
    QString controlSocket;    ///< of gvproxy; CALLS go there
    std::vector<HttpCall> calls;
    Command krunkit;
    QString restUri;     ///< state and shutdown: see facts on its service, which is no full HTTP server
    QString consoleLog;  ///< what the guest says; nobody can type to it
    int reboots = 0;     ///< how often it is started again in the first boot, until the guest is set up
    std::vector<QString> notes; ///< what krunkit cannot do of what the lab file says
    bool operator==(const KrunkitPlan &) const = default;
};

/// Pure, for any host. Fails with Invalid or Failed, naming the key, when no krunkit can run the VM.
[[nodiscard]] Result<KrunkitPlan> planKrunkit(const PlanInput &input);

} // namespace hydra
