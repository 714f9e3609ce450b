// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/integration/support/sandbox.h"

namespace hydra::test {

/// Writes what `hydractl ssh-config` prints for a running VM to a file of the sandbox, for `ssh
/// -F`. Its path is in `out`, when it succeeded.
[[nodiscard]] Outcome writeSshConfig(Sandbox &box, const QString &vm);

/// Fetches Debian packages with this host's apt into the sandbox's directory `packages`. Fails
/// where there is no apt, or no mirror.
[[nodiscard]] Outcome fetchPackages(Sandbox &box, const QStringList &packages);

/// Copies the fetched packages into the guest with scp, and unpacks them over its system, without
/// their scripts and what they depend on.
[[nodiscard]] Outcome unpackInGuest(Sandbox &box, const QString &vm);

} // namespace hydra::test
