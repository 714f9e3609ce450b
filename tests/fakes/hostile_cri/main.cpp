// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0

// A malicious container runtime: unencrypted gRPC whose replies replies.h lists. Prints its port (0
// for a socket) on one line when it is ready, and ends with the process that started it.
#include "tests/fakes/hostile_cri/replies.h"

#include <grpcpp/generic/async_generic_service.h>
#include <grpcpp/server_builder.h>

#include <chrono>
#include <cstdio>
#include <thread>
#include <unistd.h>

namespace hostile_cri {
namespace {

/// One call; deletes itself when it is done.
class Call final : public grpc::ServerGenericBidiReactor
{
public:
    explicit Call(Reply reply) : m_reply(std::move(reply)), m_left(m_reply.times)
    {
        StartRead(&m_request);
    }

private:
    void OnReadDone(bool) override { goOn(); }
    void OnWriteDone(bool ok) override
    {
        if (ok)
            goOn();
        else
            Finish(grpc::Status::CANCELLED);
    }
    void OnCancel() override
    {
        if (!m_reply.end && m_left <= 0)
            Finish(grpc::Status::CANCELLED);
    }
    void OnDone() override { delete this; }

    void goOn()
    {
        if (m_left-- > 0)
            return StartWrite(&m_reply.message);
        if (m_reply.end)
            Finish(*m_reply.end);
    }

    Reply m_reply;
    long m_left;
    grpc::ByteBuffer m_request;
};

class Service final : public grpc::CallbackGenericService
{
public:
    explicit Service(std::string mode) : m_mode(std::move(mode)) {}
    grpc::ServerGenericBidiReactor *
    CreateReactor(grpc::GenericCallbackServerContext *context) override
    {
        const std::string path = context->method();
        return new Call(*replyOf(m_mode, path.substr(path.rfind('/') + 1)));
    }

private:
    std::string m_mode;
};

int serve(const std::string &mode, const std::string &address)
{
    const pid_t parent = getppid();
    Service service(mode);
    int port = 0;
    grpc::ServerBuilder builder;
    builder.AddListeningPort(address, grpc::InsecureServerCredentials(), &port);
    builder.RegisterCallbackGenericService(&service);
    const auto server = builder.BuildAndStart();
    if (!server || port < 0)
        return 1;
    std::printf("%d\n", address.starts_with("unix:") ? 0 : port);
    std::fflush(stdout);
    while (getppid() == parent)
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    server->Shutdown(std::chrono::system_clock::now());
    return 0;
}

} // namespace
} // namespace hostile_cri

int main(int argc, char **argv)
{
    if (argc != 3 || !hostile_cri::replyOf(argv[1], "Version")) {
        std::fputs("usage: hostile_cri MODE ADDRESS; the modes are in replies.h\n", stderr);
        return 2;
    }
    return hostile_cri::serve(argv[1], argv[2]);
}
