// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/fakes/fake_cri/behaviour.h"

#include <cstdlib>
#include <thread>

namespace fake_cri {
namespace {

std::optional<std::int64_t> toNumber(const std::string &text)
{
    char *end = nullptr;
    const long long number = std::strtoll(text.c_str(), &end, 10);
    if (text.empty() || *end != '\0')
        return {};
    return number;
}

std::optional<std::pair<std::string, int>> methodAndNumber(const std::string &text)
{
    const auto equals = text.find('=');
    if (equals == 0 || equals == std::string::npos)
        return {};
    const auto number = toNumber(text.substr(equals + 1));
    if (!number)
        return {};
    return std::pair(text.substr(0, equals), int(*number));
}

} // namespace

bool Behaviour::take(const std::string &option, const std::string &value)
{
    const std::map<std::string, std::string *> texts{{"--listen", &listen},
                                                     {"--runtime-version", &runtimeVersion},
                                                     {"--logs", &logs},
                                                     {"--registry", &registry},
                                                     {"--login", &login}};
    const std::map<std::string, int *> numbers{{"--pods", &pods},
                                               {"--containers", &containers},
                                               {"--changes-per-second", &changesPerSecond},
                                               {"--network-ready", &networkReady}};
    const auto pair = methodAndNumber(value);
    const auto number = toNumber(value);
    if (const auto text = texts.find(option); text != texts.end())
        *text->second = value;
    else if (const auto wanted = numbers.find(option); wanted != numbers.end() && number)
        *wanted->second = int(*number);
    else if (option == "--now" && number)
        nowNs = *number * 1'000'000'000;
    else if (option == "--fail" && pair)
        failures.insert(*pair);
    else if (option == "--delay" && pair)
        delays.emplace(pair->first, pair->second);
    else if (option == "--calls")
        calls.reset(std::fopen(value.c_str(), "a"),
                    [](std::FILE *file) { file ? std::fclose(file) : 0; });
    else
        return false;
    return option != "--calls" || calls;
}

std::optional<Behaviour> Behaviour::fromArguments(int argc, char **argv)
{
    Behaviour behaviour;
    for (int i = 1; i + 1 < argc; i += 2) {
        if (!behaviour.take(argv[i], argv[i + 1]))
            return {};
    }
    if (argc % 2 == 0)
        return {};
    return behaviour;
}

grpc::Status Behaviour::enter(const std::string &method, const grpc::ServerContext &context) const
{
    if (calls) {
        std::fputs((method + '\n').c_str(), calls.get());
        std::fflush(calls.get());
    }
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
