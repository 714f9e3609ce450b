// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/fetch/curl/tries.h"

#include <algorithm>
#include <thread>

namespace hydra {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds longestPause = std::chrono::minutes(1);
constexpr milliseconds pauseSlice{50}; // a cancelled job ends within it

} // namespace

bool mayHelpToRetry(const Error &error)
{
    return error.code == ErrorCode::Unavailable || error.code == ErrorCode::TimedOut;
}

Result<void> Tries::wait(const Error &why, const QString &words, qint64 least)
{
    if (++m_vain >= m_settings.tries)
        return fail(why);
    const milliseconds doubled = m_settings.firstPause * (1LL << std::min(m_vain - 1, 16));
    const milliseconds asked = std::chrono::seconds(std::clamp<qint64>(least, 0, 60));
    const milliseconds pause = std::min(std::max(doubled, asked), longestPause);
    if (m_job.progress)
        m_job.progress({-1, QStringLiteral("%1: %2; trying again").arg(words, why.what)});
    const auto end = std::chrono::steady_clock::now() + pause;
    while (std::chrono::steady_clock::now() < end) {
        if (m_job.cancel.cancelled())
            return fail(ErrorCode::Cancelled, QStringLiteral("cancelled"), why.where);
        std::this_thread::sleep_for(std::min(pause, pauseSlice));
    }
    return {};
}

} // namespace hydra
