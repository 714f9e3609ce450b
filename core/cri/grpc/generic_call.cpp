// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "cri/grpc/generic_call.h"

#include "cri/endpoint.h"
#include "cri/grpc/json_message.h"

namespace hydra {
namespace {

constexpr std::size_t kMostWaiting = 4096; ///< containerd itself keeps a thousand events
constexpr std::size_t kMostWaitingBytes = 32 << 20;

Error errorOf(const grpc::Status &status, const QString &endpoint)
{
    return criError(status.error_code(), QString::fromStdString(status.error_message()), endpoint);
}

Result<std::shared_ptr<google::protobuf::Message>> readMessage(grpc::ByteBuffer &bytes, const google::protobuf::Descriptor *type, const QString &endpoint)
{
    auto message = newMessage(type);
    if (const auto read = fromBytes(bytes, *message); !read) {
        Error error = read.error();
        error.where = endpoint;
        return fail(error);
    }
    return message;
}

Result<QJsonObject> readReply(grpc::ByteBuffer &bytes, const google::protobuf::Descriptor *type)
{
    const auto message = readMessage(bytes, type, {});
    return message ? Result<QJsonObject>(toJson(**message)) : fail(message.error());
}

} // namespace

CriRequest makeRequest(const google::protobuf::MethodDescriptor *method, const google::protobuf::Message &message)
{
    return {method, '/' + method->service()->full_name() + '/' + method->name(), toBytes(message)};
}

Result<std::shared_ptr<google::protobuf::Message>> UnaryCall::message()
{
    if (refused)
        return fail(*refused);
    if (!status.ok())
        return fail(errorOf(status, endpoint));
    return readMessage(reply, request.method->output_type(), endpoint);
}

void JsonCall::read()
{
    const auto whole = message();
    m_value = whole ? Result<QJsonObject>(toJson(**whole)) : Result<QJsonObject>(fail(whole.error()));
}

void JsonCall::deliver()
{
    done(std::move(*m_value));
}

JsonStream::JsonStream(CriCalls *calls, const QString &endpoint, const google::protobuf::Descriptor *replyType, CriClient::Each each,
                       CriClient::Done<bool> done)
    : m_calls(calls), m_endpoint(endpoint), m_inbox(std::make_shared<Inbox>()), m_done(std::move(done))
{
    m_inbox->type = replyType;
    m_inbox->each = std::move(each);
}

void JsonStream::start(grpc::GenericStub &stub, const std::string &path, grpc::ByteBuffer request, CriCalls::End end)
{
    m_request = std::move(request);
    m_end = std::move(end);
    stub.PrepareBidiStreamingCall(&context, path, {}, this);
    StartWriteLast(&m_request, grpc::WriteOptions());
    StartRead(&m_reply);
    StartCall();
}

void JsonStream::OnReadDone(bool ok)
{
    if (!ok)
        return;
    if (const auto message = readMessage(m_reply, m_inbox->type, m_endpoint); !message)
        m_refused = message.error();
    else if (!m_inbox->add(std::move(m_reply)))
        m_refused = Error{ErrorCode::Failed, QStringLiteral("it sends more than can be taken"), m_endpoint, QStringLiteral("is it a container runtime?"), {}};
    if (m_refused)
        return context.TryCancel();
    QMetaObject::invokeMethod(m_calls, [inbox = m_inbox] { inbox->take(); }, Qt::QueuedConnection);
    m_reply = {};
    StartRead(&m_reply);
}

void JsonStream::OnDone(const grpc::Status &ended)
{
    m_end(ended);
}

bool JsonStream::Inbox::add(grpc::ByteBuffer reply)
{
    const std::lock_guard lock(mutex);
    bytes += reply.Length();
    if (arrived.size() >= kMostWaiting || bytes > kMostWaitingBytes)
        return false;
    arrived.push_back(std::move(reply));
    return true;
}

void JsonStream::Inbox::take()
{
    std::deque<grpc::ByteBuffer> all;
    {
        const std::lock_guard lock(mutex);
        all.swap(arrived);
        bytes = 0;
    }
    for (grpc::ByteBuffer &one : all) {
        if (const auto json = readReply(one, type))
            each(*json);
    }
}

void JsonStream::deliver()
{
    if (m_refused)
        m_done(fail(*m_refused));
    else if (status.ok())
        m_done(true);
    else
        m_done(fail(errorOf(status, m_endpoint)));
}

} // namespace hydra
