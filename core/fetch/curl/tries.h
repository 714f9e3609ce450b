// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/fetch/fetch_request.h"
#include "core/job/job.h"

namespace hydra {

/// Whether the network or the server's state is to blame, so that another try may help.
[[nodiscard]] bool mayHelpToRetry(const Error &error);

/// Counts the tries that brought nothing, and waits between them: a second, then twice as long each
/// time, at most a minute.
class Tries
{
public:
    Tries(const FetchSettings &settings, const JobContext &job) : m_settings(settings), m_job(job)
    {
    }

    /// After a try that brought something.
    void succeed() { m_vain = 0; }
    /// After WHY: waits, or returns the error that ends it all (also Cancelled). WORDS: of the
    /// progress. LEAST: what the server asks for, in seconds; a minute at most is waited.
    [[nodiscard]] Result<void> wait(const Error &why, const QString &words, qint64 least = 0);

private:
    const FetchSettings &m_settings;
    const JobContext &m_job;
    int m_vain = 0;
};

} // namespace hydra
