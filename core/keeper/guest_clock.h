// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/host/sleep_watch.h"
#include "core/keeper/owned_vm.h"

#include <QObject>

#include <functional>

namespace hydra {

/// Keeps the guest's clock at the host's, through the guest agent: after a pause, after the host
/// slept, and after a memory of another time was loaded. Event-loop thread; borrows VM.
class GuestClock : public QObject
{
    Q_OBJECT

public:
    explicit GuestClock(OwnedVm &vm, QObject *parent = nullptr);

    /// DONE comes once.
    void set(std::function<void(const Result<void> &)> done);
    /// The memory is another time's: it is set as soon as the guest runs, by `setIfOld`.
    void noteOld() { m_isOld = true; }
    void forgetOld() { m_isOld = false; }
    [[nodiscard]] bool isOld() const { return m_isOld; }
    void setIfOld();

    /// The guest stands still since now, or runs; a pause of half a second or more is made up for.
    void notePaused();
    void noteRunning();

private:
    void setAfter(const QString &why);
    void trySet(int tries);

    OwnedVm &m_vm;
    SleepWatch m_sleepWatch;
    qint64 m_pausedAtMs = 0; ///< 0: it is not paused, as far as known
    bool m_isOld = false;
};

} // namespace hydra
