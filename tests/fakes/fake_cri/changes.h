// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store.h"

#include <deque>
#include <thread>

namespace fake_cri {

/// So many changes a second, evenly, in a thread of its own until this ends: a container is made, it starts,
/// the oldest one that runs ends, the one that ended is removed. Their number stays what it is.
class Changes
{
public:
    Changes(Store &store, int perSecond);

private:
    void run(const std::stop_token &stop, int perSecond);
    void make();
    void change(int step);

    Store &m_store;
    std::deque<std::string> m_running;
    std::string m_made;
    std::string m_ended;
    int m_count = 0;
    std::jthread m_thread; ///< last: it ends before what it uses
};

} // namespace fake_cri
