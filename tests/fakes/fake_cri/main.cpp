// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0

// A container runtime for tests: CRI v1 over TCP or a unix socket, unencrypted, in memory. Prints
// its port (0 for a socket) on one line when it is ready, and ends with the process that started
// it.
#include "tests/fakes/fake_cri/behaviour.h"
#include "tests/fakes/fake_cri/changes.h"
#include "tests/fakes/fake_cri/data_set.h"
#include "tests/fakes/fake_cri/services.h"

#include <grpcpp/server_builder.h>

#include <cstdio>
#include <thread>
#include <unistd.h>

namespace fake_cri {
namespace {

void fill(Store &store, const Behaviour &behaviour)
{
    if (behaviour.pods > 0)
        addDataSet(store, behaviour);
    else
        addBusybox(store);
}

int serve(const Behaviour &behaviour)
{
    const pid_t parent = getppid();
    std::atomic<bool> ending = false;
    Store store;
    fill(store, behaviour);
    const auto runtime = makeRuntime(behaviour, store, ending);
    const auto images = makeImages(behaviour, store);
    int port = 0;
    grpc::ServerBuilder builder;
    builder.AddListeningPort(behaviour.listen, grpc::InsecureServerCredentials(), &port);
    builder.RegisterService(runtime.get());
    builder.RegisterService(images.get());
    const auto server = builder.BuildAndStart();
    if (!server || port < 0) {
        std::fprintf(stderr, "fake_cri: cannot listen at %s\n", behaviour.listen.c_str());
        return 1;
    }
    const Changes changes(store, behaviour.changesPerSecond);
    std::printf("%d\n", behaviour.listen.rfind("unix:", 0) == 0 ? 0 : port);
    std::fflush(stdout);
    while (getppid() == parent)
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    ending = true;
    server->Shutdown(std::chrono::system_clock::now());
    return 0;
}

} // namespace
} // namespace fake_cri

int main(int argc, char **argv)
{
    const auto behaviour = fake_cri::Behaviour::fromArguments(argc, argv);
    if (!behaviour) {
        std::fputs("usage: fake_cri [OPTION VALUE]...; the options are in behaviour.h\n", stderr);
        return 2;
    }
    return fake_cri::serve(*behaviour);
}
