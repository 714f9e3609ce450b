// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

#include <grpcpp/client_context.h>
#include <grpcpp/support/status.h>

#include <functional>
#include <memory>

namespace hydra {

/// One RPC in flight: what gRPC reads and writes until it ends. Made and destroyed in the core
/// thread only, because a ClientContext may hold the last reference to its channel, and a channel
/// must not die in one of gRPC's own threads.
struct CriCall {
    virtual ~CriCall() = default;
    virtual void read() {}      ///< makes a value of the reply once it has ended; in gRPC's thread
    virtual void deliver() = 0; ///< tells the caller, in the core thread

    grpc::ClientContext context;
    grpc::Status status;
};

/// The calls of one client, and the one bridge from gRPC's threads to the core thread: an ended
/// call is queued and delivered from the event loop of the thread that made this object. The
/// destructor cancels all calls, waits until gRPC has let go of each, and delivers nothing more.
class CriCalls : public QObject
{
public:
    CriCalls();
    ~CriCalls() override;

    using End = std::function<void(grpc::Status)>;
    /// Takes a call before it starts. Invoke the result once, from any thread, when it has ended.
    [[nodiscard]] End add(std::unique_ptr<CriCall> call);

private:
    struct Shared;
    void deliverEnded();
    std::shared_ptr<Shared> m_shared; ///< outlives this in the closures gRPC is still dropping
};

} // namespace hydra
