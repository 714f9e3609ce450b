// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/fetch/curl/digest_follower.h"

#include "core/base/system_failure.h"
#include "core/process/spawn.h"

#include <QFile>

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <unistd.h>
#include <vector>

namespace hydra {
namespace {

constexpr std::size_t digestBlock = 256 << 10;

struct ContextDeleter {
    void operator()(EVP_MD_CTX *context) const { EVP_MD_CTX_free(context); }
};
using DigestContext = std::unique_ptr<EVP_MD_CTX, ContextDeleter>;

QString hexOf(EVP_MD_CTX *context)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
    unsigned int count = 0;
    EVP_DigestFinal_ex(context, bytes.data(), &count);
    return QString::fromLatin1(
        QByteArray(reinterpret_cast<const char *>(bytes.data()), qsizetype(count)).toHex());
}

} // namespace

DigestFollower::DigestFollower(QString path, Kind kind)
    : m_path(std::move(path)), m_kind(kind), m_thread([this] { run(); })
{
}

DigestFollower::~DigestFollower()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopped = true;
    }
    m_changed.notify_one();
    if (m_thread.joinable())
        m_thread.join();
}

void DigestFollower::advance(qint64 end)
{
    {
        const std::lock_guard lock(m_mutex);
        m_end = end;
    }
    m_changed.notify_one();
}

Result<QString> DigestFollower::finish()
{
    {
        const std::lock_guard lock(m_mutex);
        m_whole = true;
    }
    m_changed.notify_one();
    m_thread.join();
    return m_result;
}

// How far may be read, which is more than DONE, unless that was all; nothing when stopped.
std::optional<qint64> DigestFollower::waitBeyond(qint64 done)
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [&] { return m_stopped || m_whole || m_end > done; });
    return m_stopped ? std::nullopt : std::optional(m_end);
}

void DigestFollower::run()
{
    const OwnedFd file(::open(QFile::encodeName(m_path).constData(), O_RDONLY | O_CLOEXEC));
    const DigestContext context(EVP_MD_CTX_new());
    EVP_DigestInit_ex(context.get(), m_kind == Kind::Sha256 ? EVP_sha256() : EVP_sha512(), nullptr);
    std::vector<char> block(digestBlock);
    qint64 done = 0;
    for (;;) {
        const auto end = waitBeyond(done);
        if (!end)
            return;
        if (*end == done)
            break;
        const auto most = std::min(digestBlock, std::size_t(*end - done));
        const ssize_t n = ::pread(file.get(), block.data(), most, done);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0) {
            m_result = systemFailure(QStringLiteral("cannot read"), m_path);
            return;
        }
        EVP_DigestUpdate(context.get(), block.data(), std::size_t(n));
        done += n;
    }
    m_result = hexOf(context.get());
}

} // namespace hydra
