// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "cri/grpc/generic_call.h"

#include "cri/endpoint.h"
#include "cri/grpc/json_message.h"

namespace hydra {
namespace {

constexpr std::size_t kMostWaiting = 4096; ///< containerd itself keeps a thousand events

Error errorOf(const grpc::Status &status, const QString &endpoint)
{
    return criError(status.error_code(), QString::fromStdString(status.error_message()), endpoint);
}

Result<QJsonObject> readReply(grpc::ByteBuffer &bytes, const google::protobuf::Descriptor *type, const QString &endpoint)
{
    const auto message = newMessage(type);
    if (!fromBytes(bytes, *message))
        return fail(ErrorCode::Failed, QStringLiteral("its answer is not a %1").arg(QString::fromStdString(type->name())), endpoint,
                    QStringLiteral("is it a container runtime that speaks CRI v1?"));
    return toJson(*message);
}

} // namespace

void JsonCall::deliver()
{
    if (refused)
        done(fail(*refused));
    else if (!status.ok())
        done(fail(errorOf(status, endpoint)));
    else
        done(readReply(reply, replyType, endpoint));
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
    {
        const std::lock_guard lock(m_inbox->mutex);
        m_tooFast = m_inbox->arrived.size() >= kMostWaiting;
        if (!m_tooFast)
            m_inbox->arrived.push_back(std::move(m_reply));
    }
    if (m_tooFast)
        return context.TryCancel();
    QMetaObject::invokeMethod(m_calls, [inbox = m_inbox] { inbox->take(); }, Qt::QueuedConnection);
    m_reply = {};
    StartRead(&m_reply);
}

void JsonStream::OnDone(const grpc::Status &ended)
{
    m_end(ended);
}

void JsonStream::Inbox::take()
{
    std::deque<grpc::ByteBuffer> all;
    {
        const std::lock_guard lock(mutex);
        all.swap(arrived);
    }
    for (grpc::ByteBuffer &bytes : all) {
        if (const auto json = readReply(bytes, type, {}))
            each(*json);
    }
}

void JsonStream::deliver()
{
    if (m_tooFast)
        m_done(fail(ErrorCode::Failed, QStringLiteral("it sends more than can be taken"), m_endpoint));
    else if (status.ok())
        m_done(true);
    else
        m_done(fail(errorOf(status, m_endpoint)));
}

} // namespace hydra
