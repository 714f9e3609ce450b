// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "behaviour.h"

#include <cstdlib>
#include <thread>

namespace fake_cri {
namespace {

std::optional<std::pair<std::string, int>> methodAndNumber(const std::string &text)
{
    const auto equals = text.find('=');
    if (equals == 0 || equals == std::string::npos || equals + 1 == text.size())
        return {};
    char *end = nullptr;
    const long number = std::strtol(text.c_str() + equals + 1, &end, 10);
    if (*end != '\0')
        return {};
    return std::pair(text.substr(0, equals), int(number));
}

} // namespace

std::optional<Behaviour> Behaviour::fromArguments(int argc, char **argv)
{
    Behaviour behaviour;
    for (int i = 1; i + 1 < argc; i += 2) {
        const std::string option = argv[i];
        const auto pair = methodAndNumber(argv[i + 1]);
        if (option == "--listen")
            behaviour.listen = argv[i + 1];
        else if (option == "--fail" && pair)
            behaviour.failures.insert(*pair);
        else if (option == "--delay" && pair)
            behaviour.delays.emplace(pair->first, pair->second);
        else
            return {};
    }
    if (argc % 2 == 0)
        return {};
    return behaviour;
}

grpc::Status Behaviour::enter(const std::string &method, const grpc::ServerContext &context) const
{
    if (const auto delay = delays.find(method); delay != delays.end()) {
        const auto until = std::chrono::steady_clock::now() + delay->second;
        while (std::chrono::steady_clock::now() < until && !context.IsCancelled())
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    if (const auto failure = failures.find(method); failure != failures.end())
        return grpc::Status(grpc::StatusCode(failure->second), method + " was told to fail,\nhere");
    return grpc::Status::OK;
}

} // namespace fake_cri
