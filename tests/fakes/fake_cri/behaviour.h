// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <grpcpp/server_context.h>
#include <grpcpp/support/status.h>

#include <chrono>
#include <map>
#include <optional>
#include <string>

namespace fake_cri {

/// How the fake answers, read from its arguments. METHOD is an RPC's name, such as StartContainer.
///   --listen ADDRESS       HOST:PORT (port 0: any) or unix:PATH; 127.0.0.1:0 by default
///   --fail METHOD=CODE     that call fails with gRPC's status number
///   --delay METHOD=MS      that call waits first, unless it is cancelled meanwhile
struct Behaviour {
    std::string listen = "127.0.0.1:0";
    std::map<std::string, int> failures;
    std::map<std::string, std::chrono::milliseconds> delays;

    /// Nothing for arguments that are none of the above.
    static std::optional<Behaviour> fromArguments(int argc, char **argv);
    /// Waits and decides as told; called first in every RPC.
    grpc::Status enter(const std::string &method, const grpc::ServerContext &context) const;
};

} // namespace fake_cri
