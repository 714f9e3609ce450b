// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/fakes/fake_cri/store.h"

#include <deque>
#include <thread>

namespace fake_cri {

/// Makes a given number of changes per second, evenly, in a thread of its own: creates a container,
/// starts it, ends the oldest running one, removes the one that ended. Their number stays constant.
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
    std::jthread m_thread; ///< last, so that it ends before its members are destroyed
};

} // namespace fake_cri
