// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/network/switch_client.h"

#include "tests/support/places.h"

#include <QDeadlineTimer>
#include <QThread>

#include <cstring>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace hydra::test {

namespace {

constexpr std::chrono::seconds kPatience{20};

bool isReadable(int descriptor, std::chrono::milliseconds wait)
{
    pollfd polled{.fd = descriptor, .events = POLLIN, .revents = 0};
    return ::poll(&polled, 1, int(wait.count())) > 0;
}

int connectTo(const QString &path)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    qstrncpy(address.sun_path, path.toLocal8Bit().constData(), sizeof address.sun_path);
    const QDeadlineTimer deadline(kPatience);
    while (!deadline.hasExpired()) {
        const int client = ::socket(AF_UNIX, SOCK_STREAM, 0);
        if (::connect(client, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0)
            return client;
        ::close(client);
        QThread::msleep(5);
    }
    return -1;
}

bool sendWith(int socket, const std::string &line, int attached)
{
    iovec part{.iov_base = const_cast<char *>(line.data()), .iov_len = line.size()};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
    if (attached >= 0) {
        message.msg_control = control.data();
        message.msg_controllen = control.size();
        cmsghdr *head = CMSG_FIRSTHDR(&message);
        head->cmsg_level = SOL_SOCKET;
        head->cmsg_type = SCM_RIGHTS;
        head->cmsg_len = CMSG_LEN(sizeof attached);
        std::memcpy(CMSG_DATA(head), &attached, sizeof attached);
    }
    return ::sendmsg(socket, &message, MSG_NOSIGNAL) == ssize_t(line.size());
}

} // namespace

Card::Card()
{
    if (::socketpair(AF_UNIX, SOCK_DGRAM, 0, m_ends.data()) != 0)
        qFatal("no socket pair");
    constexpr int size = 4 << 20;
    for (const int end : m_ends) {
        ::setsockopt(end, SOL_SOCKET, SO_SNDBUF, &size, sizeof size);
        ::setsockopt(end, SOL_SOCKET, SO_RCVBUF, &size, sizeof size);
    }
}

Card::~Card()
{
    for (const int end : m_ends)
        ::close(end);
}

bool Card::send(const Octets &frame) const
{
    return ::send(m_ends[0], frame.data(), frame.size(), 0) == ssize_t(frame.size());
}

Octets Card::receive(std::chrono::milliseconds wait) const
{
    if (!isReadable(m_ends[0], wait))
        return {};
    Octets frame(70000);
    const ssize_t size = ::recv(m_ends[0], frame.data(), frame.size(), 0);
    frame.resize(std::size_t(std::max<ssize_t>(size, 0)));
    return frame;
}

SwitchProgram::SwitchProgram(const QString &socket, bool oneByOne)
{
    QStringList arguments{QStringLiteral("--socket"), socket, QStringLiteral("--uplink"),
                          programPath("hydra-uplink")};
    if (oneByOne)
        arguments.append(QStringLiteral("--one-by-one"));
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(programPath("hydra-switch"), arguments);
    m_control = connectTo(socket);
    if (notification().find("\"hello\"") == std::string::npos)
        qFatal("hydra-switch does not greet");
}

SwitchProgram::~SwitchProgram()
{
    if (m_control >= 0)
        ::close(m_control);
    kill();
}

void SwitchProgram::kill()
{
    m_process.kill();
    m_process.waitForFinished();
}

bool SwitchProgram::endsAfterDisconnect()
{
    ::close(std::exchange(m_control, -1));
    return m_process.waitForFinished(int(std::chrono::milliseconds(kPatience).count())) &&
           m_process.exitStatus() == QProcess::NormalExit && m_process.exitCode() == 0;
}

std::string SwitchProgram::readLine()
{
    while (m_in.find('\n') == std::string::npos) {
        std::array<char, 4096> bytes;
        alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
        iovec part{.iov_base = bytes.data(), .iov_len = bytes.size()};
        msghdr message{};
        message.msg_iov = &part;
        message.msg_iovlen = 1;
        message.msg_control = control.data();
        message.msg_controllen = control.size();
        const bool waited = isReadable(m_control, kPatience);
        const ssize_t size = waited ? ::recvmsg(m_control, &message, 0) : -1;
        if (size <= 0)
            return {};
        if (const cmsghdr *head = CMSG_FIRSTHDR(&message))
            std::memcpy(&m_attached, CMSG_DATA(head), sizeof m_attached);
        m_in.append(bytes.data(), std::size_t(size));
    }
    const std::size_t end = m_in.find('\n');
    std::string line = m_in.substr(0, end);
    m_in.erase(0, end + 1);
    return line;
}

std::string SwitchProgram::notification()
{
    if (m_notifications.empty())
        return readLine();
    std::string first = m_notifications.front();
    m_notifications.erase(m_notifications.begin());
    return first;
}

net::Json SwitchProgram::call(const std::string &method, const std::string &params, int attached)
{
    const std::string line =
        R"({"jsonrpc":"2.0","id":1,"method":")" + method + R"(","params":)" + params + "}\n";
    if (!sendWith(m_control, line, attached))
        return {};
    while (true) {
        const std::string text = readLine();
        const auto reply = net::parseJson(text);
        if (!reply)
            return {};
        if (reply->find("method") != nullptr)
            m_notifications.push_back(text);
        else
            return *reply;
    }
}

} // namespace hydra::test
