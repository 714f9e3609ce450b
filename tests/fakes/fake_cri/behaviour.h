// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <grpcpp/server_context.h>
#include <grpcpp/support/status.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace fake_cri {

/// How the fake answers and what it has, read from its arguments. METHOD is an RPC's name, such as
/// StartContainer.
///   --listen ADDRESS          HOST:PORT (port 0: any) or unix:PATH; 127.0.0.1:0 by default
///   --fail METHOD=CODE        that call fails with gRPC's status number
///   --delay METHOD=MS         that call waits first, unless it is cancelled meanwhile
///   --runtime-version TEXT    1.7.24 by default
///   --pods N, --containers N  a data set, the same every time; see data_set.h
///   --now SECONDS             the time its ages count from, since the epoch; the start by default
///   --logs DIRECTORY          where the data set's pods have theirs; /var/log/pods by default
///   --changes-per-second N    containers come, start, end and go
///   --registry HOST           has every image that is asked of it; there is none by default
///   --login USER:PASSWORD     what that registry asks for; nothing by default
///   --network-ready 1         its Status says that pods get a network; by default it does not
///   --calls FILE              one line for every call, with its method
struct Behaviour {
    std::string listen = "127.0.0.1:0";
    std::map<std::string, int> failures;
    std::map<std::string, std::chrono::milliseconds> delays;
    std::string runtimeVersion = "1.7.24";
    int pods = 0;
    int containers = 0;
    std::int64_t nowNs = 0;
    std::string logs = "/var/log/pods";
    int changesPerSecond = 0;
    int networkReady = 0;
    std::string registry;
    std::string login;
    std::shared_ptr<std::FILE> calls;

    /// Nothing for unknown arguments.
    static std::optional<Behaviour> fromArguments(int argc, char **argv);
    /// Records the call, waits and fails as configured; every RPC calls this first.
    grpc::Status enter(const std::string &method, const grpc::ServerContext &context) const;

private:
    bool take(const std::string &option, const std::string &value);
};

} // namespace fake_cri
