// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/vm/hypervisor.h"

#include <QStringList>
#include <QTimer>

namespace hydra::test {

/// A hypervisor without a process: remembers what it was told, and ends when it is killed. What it
/// can do is the test's choice; by default it is as krunkit: it can be shut down, and nothing else.
class FakeHypervisor : public Hypervisor
{
public:
    explicit FakeHypervisor(const Capabilities &capabilities = {.gracefulShutdown = true})
        : m_capabilities(capabilities)
    {
    }

    [[nodiscard]] const Capabilities &capabilities() const override { return m_capabilities; }
    [[nodiscard]] std::optional<ProcessId> launchHeld(const LaunchAttempt &attempt,
                                                      const std::vector<int> &) override
    {
        told << QStringLiteral("launch ") + attempt.accelerator;
        return ProcessId{1, QStringLiteral("fake")};
    }
    void go() override
    {
        told << QStringLiteral("go");
        link();
    }
    void adopt(const ProcessId &) override
    {
        told << QStringLiteral("adopt");
        link();
    }
    [[nodiscard]] bool isLinked() const override { return m_isLinked; }
    [[nodiscard]] bool isEnding() const override { return m_isEnding; }

    void queryState(std::function<void(const Result<RunState> &)> done) override { done(state); }
    void queryDisks(std::function<void(const Result<DiskTraffic> &)> done) override
    {
        done(fail(ErrorCode::Invalid, QStringLiteral("it counts nothing")));
    }
    void resume(Done done) override
    {
        state = RunState::Running;
        obey("resume", std::move(done));
    }
    void pause(Done done) override
    {
        state = RunState::Paused;
        obey("pause", std::move(done));
    }
    void reset(Done done) override { obey("reset", std::move(done)); }
    void pressPowerButton(Done done) override { obey("power button", std::move(done)); }
    void quit() override { told << QStringLiteral("quit"); }
    void forceEnd() override
    {
        told << QStringLiteral("kill");
        ProcessExit exit;
        exit.started = true;
        exit.signal = 9;
        end({.exit = exit});
    }

    void link()
    {
        m_isLinked = true;
        Q_EMIT linked();
    }
    void end(const EndFacts &facts)
    {
        if (std::exchange(m_isEnding, true))
            return;
        m_isLinked = false;
        QTimer::singleShot(0, this, [this, facts] { Q_EMIT ended(facts); });
    }

    RunState state = RunState::Prelaunch;
    QStringList told;

private:
    void obey(const char *what, Done done)
    {
        told << QLatin1String(what);
        if (done)
            done({});
    }

    Capabilities m_capabilities;
    bool m_isLinked = false;
    bool m_isEnding = false;
};

} // namespace hydra::test
