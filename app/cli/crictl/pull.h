// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/crictl/runtime.h"

namespace hydra::cli {

/// How images are pulled, by `pull` and before a container is created: crictl's options.
struct Pulling {
    std::string credentials; ///< USER[:PASSWORD]
    std::string auth;        ///< the same in base64
    std::string user;        ///< asked for a password
    std::string timeout;     ///< empty or 0s: none
};
void addPullOptions(CLI::App &command, Pulling &pulling);

/// What is ready before the first image is pulled: the login, and the deadline.
struct PullPlan {
    std::optional<QJsonObject> login; ///< nothing: the lab file's, by registry
    std::chrono::milliseconds deadline{};
};
/// Asks for the password, on the terminal or one line of stdin. Invalid for options that contradict
/// each other.
[[nodiscard]] Result<PullPlan> planPull(const Pulling &pulling);

/// Pulls IMAGE (an ImageSpec) and returns the runtime's name for it. POD may be empty.
[[nodiscard]] Result<QString> pullImage(CrictlRuntime &runtime, const PullPlan &plan,
                                        const QJsonObject &image, const QJsonObject &pod);

} // namespace hydra::cli
