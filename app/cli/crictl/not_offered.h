// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace CLI {
class App;
}

namespace hydra::cli {

/// Where help lists it.
inline constexpr const char *notOfferedGroup = "Not offered";

/// Adds what crictl 1.37 has and `hydractl crictl` does not: verbs and options that --help names
/// with the reason, and that refuse with it. Call this after all others were added.
void addNotOffered(CLI::App &crictl);

} // namespace hydra::cli
