// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cri/grpc/generic_call.h"

#include "core/cri/endpoint.h"
#include "core/cri/grpc/json_message.h"

namespace hydra {
namespace {

constexpr std::size_t kMostWaiting = 4096; ///< containerd itself keeps a thousand events

Error errorOf(const grpc::Status &status, const QString &endpoint)
{
    return criError(status.error_code(), QString::fromStdString(status.error_message()), endpoint);
}

Error at(Error error, const QString &endpoint)
{
    error.where = endpoint;
    return error;
}

} // namespace

CriRequest makeRequest(const google::protobuf::MethodDescriptor *method,
                       const google::protobuf::Message &message)
{
    return {method, '/' + method->service()->full_name() + '/' + method->name(), toBytes(message)};
}

Result<std::shared_ptr<google::protobuf::Message>> UnaryCall::message()
{
    if (refused)
        return fail(*refused);
    if (!status.ok())
        return fail(errorOf(status, endpoint));
    auto message = newMessage(request.method->output_type());
    if (const auto read = fromBytes(reply, *message); !read)
        return fail(at(read.error(), endpoint));
    return message;
}

void JsonCall::read()
{
    const auto whole = message();
    m_value =
        whole ? Result<QJsonObject>(toJson(**whole)) : Result<QJsonObject>(fail(whole.error()));
}

void JsonCall::deliver()
{
    done(std::move(*m_value));
}

JsonStream::JsonStream(CriCalls *calls, const QString &endpoint,
                       const google::protobuf::Descriptor *replyType, CriClient::Each each,
                       CriClient::Done<bool> done)
    : m_calls(calls), m_endpoint(endpoint), m_type(replyType), m_inbox(std::make_shared<Inbox>()),
      m_done(std::move(done))
{
    m_inbox->client = calls;
    m_inbox->each = std::move(each);
}

void JsonStream::start(grpc::GenericStub &stub, const std::string &path, grpc::ByteBuffer request,
                       CriCalls::End end)
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
    if (const Result<void> kept = keep(); !kept) {
        m_refused = at(kept.error(), m_endpoint);
        return context.TryCancel();
    }
    QMetaObject::invokeMethod(m_calls, [inbox = m_inbox] { inbox->take(); }, Qt::QueuedConnection);
    m_reply = {};
    StartRead(&m_reply);
}

Result<void> JsonStream::keep()
{
    const auto message = newMessage(m_type);
    const Result<int> fields = fromBytes(m_reply, *message);
    if (!fields)
        return fail(fields.error());
    return m_inbox->add({.json = toJson(*message), .fields = *fields});
}

void JsonStream::OnDone(const grpc::Status &ended)
{
    m_end(ended);
}

Result<void> JsonStream::Inbox::add(Arrived reply)
{
    const std::lock_guard lock(mutex);
    if (arrived.size() >= kMostWaiting || fields + reply.fields > mostCriFields)
        return fail(ErrorCode::Failed, QStringLiteral("it sends more than can be buffered"), {},
                    QStringLiteral("is it a container runtime?"));
    fields += reply.fields;
    arrived.push_back(std::move(reply));
    return {};
}

std::optional<QJsonObject> JsonStream::Inbox::next()
{
    const std::lock_guard lock(mutex);
    if (arrived.empty())
        return std::nullopt;
    const Arrived first = std::move(arrived.front());
    arrived.pop_front();
    fields -= first.fields;
    return first.json;
}

void JsonStream::Inbox::take()
{
    while (client) {
        const std::optional<QJsonObject> json = next();
        if (!json)
            return;
        each(*json); // may destroy the client
    }
}

// Replies whose own delivery is still queued come before the end.
void JsonStream::deliver()
{
    m_inbox->take();
    if (!m_inbox->client)
        return;
    if (m_refused)
        m_done(fail(*m_refused));
    else if (status.ok())
        m_done(true);
    else
        m_done(fail(errorOf(status, m_endpoint)));
}

} // namespace hydra
