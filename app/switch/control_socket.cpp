// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/switch/control_socket.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

namespace hydra::net {

namespace {

constexpr std::size_t kLongestLine = std::size_t(64) << 10;
constexpr std::size_t kMostUnread = std::size_t(256) << 10;
constexpr std::size_t kMostAttached = 16;

std::uint64_t nextSerial()
{
    static std::uint64_t last = 0;
    return ++last;
}

std::optional<sockaddr_un> addressOf(const std::string &path)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.empty() || path.size() >= sizeof address.sun_path)
        return {};
    std::memcpy(address.sun_path, path.data(), path.size());
    return address;
}

const sockaddr *asAddress(const sockaddr_un &address)
{
    return reinterpret_cast<const sockaddr *>(&address);
}

bool isSocket(const std::string &path)
{
    struct stat info{};
    return ::lstat(path.c_str(), &info) == 0 && S_ISSOCK(info.st_mode);
}

bool isListenedAt(const sockaddr_un &address)
{
    const Descriptor probe(::socket(AF_UNIX, SOCK_STREAM, 0));
    return ::connect(probe.number(), asAddress(address), sizeof address) == 0;
}

/// As much of REPLY as the socket takes; its open file goes with the first byte.
ssize_t sendReply(int socket, Reply &reply)
{
    iovec part{.iov_base = reply.line.data(), .iov_len = reply.line.size()};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
    if (reply.attached.isOpen()) {
        const int number = reply.attached.number();
        message.msg_control = control.data();
        message.msg_controllen = control.size();
        cmsghdr *head = CMSG_FIRSTHDR(&message);
        head->cmsg_level = SOL_SOCKET;
        head->cmsg_type = SCM_RIGHTS;
        head->cmsg_len = CMSG_LEN(sizeof number);
        std::memcpy(CMSG_DATA(head), &number, sizeof number);
    }
    return ::sendmsg(socket, &message, MSG_DONTWAIT);
}

Descriptor listenAt(const std::string &path)
{
    const auto address = addressOf(path);
    if (!address) {
        errno = ENAMETOOLONG;
        return {};
    }
    if (isSocket(path) && !isListenedAt(*address))
        ::unlink(path.c_str());
    Descriptor socket(::socket(AF_UNIX, SOCK_STREAM, 0));
    if (!socket.isOpen() || ::bind(socket.number(), asAddress(*address), sizeof *address) != 0 ||
        ::listen(socket.number(), 64) != 0)
        return {};
    makePrivate(socket.number());
    return socket;
}

} // namespace

ControlClient::ControlClient(Descriptor socket)
    : m_serial(nextSerial()), m_socket(std::move(socket))
{
    makePrivate(m_socket.number());
}

void ControlClient::keepAttached(const void *control, std::size_t size)
{
    for (; size >= sizeof(int); size -= sizeof(int)) {
        int number = -1;
        std::memcpy(&number, control, sizeof number);
        control = static_cast<const char *>(control) + sizeof number;
        m_attached.emplace_back(number);
        ::fcntl(number, F_SETFD, FD_CLOEXEC);
    }
    m_isGone = m_isGone || m_attached.size() > kMostAttached;
}

void ControlClient::read()
{
    std::array<char, 16384> bytes;
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int) * kMostAttached)> control{};
    iovec part{.iov_base = bytes.data(), .iov_len = bytes.size()};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    const ssize_t size = ::recvmsg(m_socket.number(), &message, MSG_DONTWAIT);
    if (size <= 0) {
        m_isGone = size == 0 || (errno != EAGAIN && errno != EINTR);
        return;
    }
    for (cmsghdr *head = CMSG_FIRSTHDR(&message); head; head = CMSG_NXTHDR(&message, head)) {
        if (head->cmsg_level == SOL_SOCKET && head->cmsg_type == SCM_RIGHTS)
            keepAttached(CMSG_DATA(head), head->cmsg_len - CMSG_LEN(0));
    }
    m_in.append(bytes.data(), std::size_t(size));
    const bool isEndless = m_in.size() > kLongestLine && m_in.find('\n') == std::string::npos;
    m_isGone = m_isGone || isEndless || (message.msg_flags & MSG_CTRUNC) != 0;
}

std::optional<std::string> ControlClient::nextLine()
{
    const std::size_t end = m_in.find('\n');
    if (end == std::string::npos) {
        if (m_in.empty())
            m_attached.clear(); // what no call has taken belongs to none
        return {};
    }
    std::string line = m_in.substr(0, end);
    m_in.erase(0, end + 1);
    return line;
}

Descriptor ControlClient::takeAttached()
{
    if (m_attached.empty())
        return {};
    Descriptor first = std::move(m_attached.front());
    m_attached.pop_front();
    return first;
}

void ControlClient::write(Reply reply)
{
    m_outSize += reply.line.size();
    m_out.push_back(std::move(reply));
    m_isGone = m_isGone || m_outSize > kMostUnread;
    flush();
}

void ControlClient::flush()
{
    while (!m_out.empty() && !m_isGone) {
        Reply &reply = m_out.front();
        const ssize_t size = sendReply(m_socket.number(), reply);
        if (size < 0) {
            m_isGone = errno != EAGAIN && errno != EINTR;
            return;
        }
        reply.attached = Descriptor();
        reply.line.erase(0, std::size_t(size));
        m_outSize -= std::size_t(size);
        if (reply.line.empty())
            m_out.pop_front();
    }
}

ControlSocket::ControlSocket(std::string path) : m_path(std::move(path)), m_socket(listenAt(m_path))
{
}

ControlSocket::~ControlSocket()
{
    if (m_socket.isOpen())
        ::unlink(m_path.c_str());
}

void ControlSocket::accept()
{
    Descriptor client(::accept(m_socket.number(), nullptr, nullptr));
    if (client.isOpen())
        m_clients.emplace_back(std::move(client));
}

} // namespace hydra::net
