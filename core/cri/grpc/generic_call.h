// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cri/client.h"
#include "core/cri/grpc/calls.h"

#include <QPointer>

#include <google/protobuf/descriptor.h>
#include <grpcpp/generic/generic_stub.h>

#include <deque>
#include <memory>
#include <mutex>

namespace hydra {

/// A method and what is sent to it.
struct CriRequest {
    const google::protobuf::MethodDescriptor *method = nullptr;
    std::string path; ///< as HTTP/2 has it
    grpc::ByteBuffer bytes;
};
[[nodiscard]] CriRequest makeRequest(const google::protobuf::MethodDescriptor *method,
                                     const google::protobuf::Message &message);

/// A call of any method with one reply.
struct UnaryCall : CriCall {
    QString endpoint;
    std::optional<Error> refused; ///< why it was never sent
    CriRequest request;
    grpc::ByteBuffer reply;

protected:
    /// The reply as the message that METHOD answers with, or why there is none.
    [[nodiscard]] Result<std::shared_ptr<google::protobuf::Message>> message();
};

/// A call in JSON.
struct JsonCall : UnaryCall {
    void read() override;
    void deliver() override;
    CriClient::Done<QJsonObject> done;

private:
    std::optional<Result<QJsonObject>> m_value;
};

/// A call whose reply is a RESPONSE, of which READER makes a T.
template <typename Response, typename T> struct TypedCall : UnaryCall {
    void read() override
    {
        auto whole = message();
        m_value = whole ? Result<T>(reader(static_cast<const Response &>(**whole)))
                        : Result<T>(fail(whole.error()));
    }
    void deliver() override { done(std::move(*m_value)); }
    std::function<T(const Response &)> reader; ///< pure: it is called in gRPC's thread
    CriClient::Done<T> done;

private:
    std::optional<Result<T>> m_value;
};

/// A call of any method in JSON, replies until it ends. What arrives faster than it is taken ends
/// it, and what is no reply.
class JsonStream : public CriCall,
                   private grpc::ClientBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>
{
public:
    /// CALLS delivers in its thread; it outlives this.
    JsonStream(CriCalls *calls, const QString &endpoint,
               const google::protobuf::Descriptor *replyType, CriClient::Each each,
               CriClient::Done<bool> done);
    void start(grpc::GenericStub &stub, const std::string &path, grpc::ByteBuffer request,
               CriCalls::End end);
    void deliver() override;

private:
    struct Arrived {
        QJsonObject json;
        int fields = 0; ///< of the message
    };
    /// Between gRPC's threads and ours; lives as long as somebody delivers from it.
    struct Inbox {
        std::mutex mutex;
        std::deque<Arrived> arrived;
        int fields = 0;            ///< of what arrived
        QPointer<CriCalls> client; ///< in our thread alone
        CriClient::Each each;
        [[nodiscard]] Result<void> add(Arrived reply); ///< fails when too much waits already
        [[nodiscard]] std::optional<QJsonObject> next();
        void take();
    };
    [[nodiscard]] Result<void> keep(); ///< what was read
    void OnReadDone(bool ok) override;
    void OnDone(const grpc::Status &status) override;

    CriCalls *m_calls;
    QString m_endpoint;
    const google::protobuf::Descriptor *m_type;
    std::shared_ptr<Inbox> m_inbox;
    CriClient::Done<bool> m_done;
    CriCalls::End m_end;
    grpc::ByteBuffer m_request;
    grpc::ByteBuffer m_reply;
    std::optional<Error> m_refused; ///< why we ended it
};

} // namespace hydra
