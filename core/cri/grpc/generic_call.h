// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cri/client.h"
#include "cri/grpc/calls.h"

#include <google/protobuf/descriptor.h>
#include <grpcpp/generic/generic_stub.h>

#include <deque>
#include <memory>
#include <mutex>

namespace hydra {

/// A call of any method in JSON, one reply.
struct JsonCall : CriCall {
    void deliver() override;

    QString endpoint;
    std::optional<Error> refused; ///< why it was never sent
    const google::protobuf::Descriptor *replyType = nullptr;
    grpc::ByteBuffer request;
    grpc::ByteBuffer reply;
    CriClient::Done<QJsonObject> done;
};

/// A call of any method in JSON, replies until it ends. What arrives faster than it is taken ends it.
class JsonStream : public CriCall, private grpc::ClientBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>
{
public:
    /// CALLS delivers in its thread; it outlives this.
    JsonStream(CriCalls *calls, const QString &endpoint, const google::protobuf::Descriptor *replyType, CriClient::Each each,
               CriClient::Done<bool> done);
    void start(grpc::GenericStub &stub, const std::string &path, grpc::ByteBuffer request, CriCalls::End end);
    void deliver() override;

private:
    /// Between gRPC's threads and ours; lives as long as somebody delivers from it.
    struct Inbox {
        std::mutex mutex;
        std::deque<grpc::ByteBuffer> arrived;
        const google::protobuf::Descriptor *type = nullptr;
        CriClient::Each each;
        void take();
    };
    void OnReadDone(bool ok) override;
    void OnDone(const grpc::Status &status) override;

    CriCalls *m_calls;
    QString m_endpoint;
    std::shared_ptr<Inbox> m_inbox;
    CriClient::Done<bool> m_done;
    CriCalls::End m_end;
    grpc::ByteBuffer m_request;
    grpc::ByteBuffer m_reply;
    bool m_tooFast = false;
};

} // namespace hydra
