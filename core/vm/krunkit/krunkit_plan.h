// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/vm/krunkit/http_call.h"
#include "core/vm/plan_input.h"

namespace hydra {

/// Everything needed to run a VM with krunkit, Apple silicon's hypervisor, as values. gvproxy
/// starts first and is the guest's network; its configuration has the forward for SSH, and the
/// others are requested once it answers. krunkit exits when its guest reboots. Facts: krunkit 1.2
/// and gvisor-tap-vsock 0.8.9.
struct KrunkitPlan {
    Command gvproxy;
    QString gvproxyConfigFile;
    QByteArray gvproxyConfig; ///< YAML
    QString controlSocket;    ///< gvproxy's, to which CALLS are sent
    std::vector<HttpCall> calls;
    Command krunkit;
    QString restUri;    ///< for state and shutdown; the service is no complete HTTP server
    QString consoleLog; ///< the guest's output; there is no input
    /// How often krunkit must be restarted during the first boot, until the guest is set up.
    int reboots = 0;
    std::vector<QString> notes; ///< what the lab file asks for and krunkit cannot do
    bool operator==(const KrunkitPlan &) const = default;
};

/// Pure, for any host. Fails with Invalid or Failed, naming the key, when krunkit cannot run the
/// VM.
[[nodiscard]] Result<KrunkitPlan> planKrunkit(const PlanInput &input);

} // namespace hydra
