// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QString>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

namespace hydra {

/// Computes the digest of a file that grows, on a thread of its own: reads behind the writer, from
/// the file's beginning, so what was there before needs nothing special. The bytes still are in the
/// system's cache, and no queue between the two takes memory. With OpenSSL, which is two or three
/// times as fast as Qt here.
class DigestFollower
{
public:
    enum class Kind { Sha256, Sha512 };

    DigestFollower(QString path, Kind kind);
    /// Ends the thread without a result.
    ~DigestFollower();
    DigestFollower(const DigestFollower &) = delete;
    DigestFollower &operator=(const DigestFollower &) = delete;

    /// The file's first END bytes are written; never less than before.
    void advance(qint64 end);
    /// Waits until all that was written is read; lower-case hex.
    [[nodiscard]] Result<QString> finish();

private:
    void run();
    [[nodiscard]] std::optional<qint64> waitBeyond(qint64 done);

    QString m_path;
    Kind m_kind;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    qint64 m_end = 0;
    bool m_whole = false;   ///< nothing comes after m_end
    bool m_stopped = false; ///< nobody wants the result
    Result<QString> m_result;
    std::thread m_thread;
};

} // namespace hydra
