// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/keeper_client/call.h"

#include "core/console/local_connection.h"

#include <array>
#include <cerrno>
#include <poll.h>
#include <unistd.h>

namespace hydra {
namespace {

constexpr int kLookMs = 20; // interval for checking the job's cancellation

tl::unexpected<Error> ended(const QString &socket)
{
    return fail(ErrorCode::Failed, QStringLiteral("the keeper ended"), socket);
}

Result<void> writeAll(int fd, QByteArrayView bytes, const QString &socket)
{
    while (!bytes.isEmpty()) {
        const ssize_t n = ::write(fd, bytes.data(), static_cast<size_t>(bytes.size()));
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return ended(socket);
        bytes = bytes.sliced(n);
    }
    return {};
}

} // namespace

Result<KeeperCall> KeeperCall::open(const QString &controlSocket, std::chrono::milliseconds timeout,
                                    const CancelToken &cancel)
{
    Result<KeeperCall> call = connect(controlSocket);
    if (!call)
        return call;
    const Result<protocol::Message> hello = call->next(QDeadlineTimer(timeout), cancel);
    if (!hello)
        return fail(hello.error());
    if (hello->method != u"hello" || protocol::ageOf(hello->params) != protocol::Age::Understood)
        return fail(protocol::versionError(hello->params));
    if (const Result<void> taken = call->take(*hello); !taken)
        return fail(taken.error());
    return call;
}

Result<KeeperCall> KeeperCall::connect(const QString &controlSocket)
{
    OwnedFd fd = connectBlocking(controlSocket);
    if (!fd.isOpen())
        return fail(ErrorCode::NotFound, QStringLiteral("no keeper runs"), controlSocket);
    return KeeperCall(std::move(fd), controlSocket);
}

Result<QJsonObject> KeeperCall::hello(const QString &controlSocket, const QDeadlineTimer &deadline)
{
    Result<KeeperCall> call = connect(controlSocket);
    if (!call)
        return fail(call.error());
    const Result<protocol::Message> hello = call->next(deadline, {});
    if (!hello)
        return fail(hello.error());
    return hello->params;
}

Result<protocol::Message> KeeperCall::next(const QDeadlineTimer &deadline,
                                           const CancelToken &cancel)
{
    std::array<char, 16384> chunk;
    while (true) {
        if (const std::optional<QByteArray> line = m_lines.next())
            return protocol::parse(*line);
        if (m_lines.overflowed())
            return fail(ErrorCode::Conflict, QStringLiteral("its keeper sent too long a line"),
                        m_socket);
        if (cancel.cancelled())
            return fail(ErrorCode::Cancelled, QStringLiteral("cancelled"));
        if (deadline.hasExpired())
            return fail(ErrorCode::TimedOut, QStringLiteral("the keeper did not answer in time"),
                        m_socket);
        pollfd waiting{m_fd.get(), POLLIN, 0};
        if (::poll(&waiting, 1, kLookMs) <= 0)
            continue;
        const ssize_t n = ::read(m_fd.get(), chunk.data(), chunk.size());
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return ended(m_socket);
        m_lines.feed({chunk.data(), static_cast<qsizetype>(n)});
    }
}

Result<void> KeeperCall::take(const protocol::Message &message)
{
    if (message.method != u"hello" && message.method != u"state")
        return {};
    const Result<VmStatus> status =
        vmStatusFromJson(message.params[QStringLiteral("vm")].toObject());
    if (!status)
        return fail(status.error());
    m_status = *status;
    return {};
}

Result<QJsonObject> KeeperCall::ask(const QString &method, const QJsonObject &params,
                                    std::chrono::milliseconds timeout, const CancelToken &cancel)
{
    if (const Result<void> sent = send(method, params); !sent)
        return fail(sent.error());
    return await(timeout, cancel);
}

Result<void> KeeperCall::send(const QString &method, const QJsonObject &params)
{
    return writeAll(m_fd.get(), protocol::request(++m_lastId, method, params), m_socket);
}

Result<QJsonObject> KeeperCall::await(std::chrono::milliseconds timeout, const CancelToken &cancel)
{
    const QDeadlineTimer deadline(timeout);
    while (true) {
        const Result<protocol::Message> message = next(deadline, cancel);
        if (!message)
            return fail(message.error());
        if (message->reply && message->id.toInteger(-1) == m_lastId)
            return *message->reply;
        if (const Result<void> taken = take(*message); !taken)
            return fail(taken.error());
    }
}

Result<QJsonValue> KeeperCall::qmp(const QString &command, const QJsonObject &arguments,
                                   std::chrono::milliseconds timeout, const CancelToken &cancel)
{
    const Result<QJsonObject> reply =
        ask(QStringLiteral("qmp"),
            {{QStringLiteral("execute"), command}, {QStringLiteral("arguments"), arguments}},
            timeout, cancel);
    if (!reply)
        return fail(reply.error());
    return (*reply)[QStringLiteral("return")];
}

Result<void> KeeperCall::awaitStatus(const std::function<bool(const VmStatus &)> &holds,
                                     std::chrono::milliseconds timeout, const CancelToken &cancel)
{
    const QDeadlineTimer deadline(timeout);
    while (!holds(m_status)) {
        const Result<protocol::Message> message = next(deadline, cancel);
        if (!message)
            return fail(message.error());
        if (const Result<void> taken = take(*message); !taken)
            return taken;
    }
    return {};
}

} // namespace hydra
