// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/process/spawn.h"

#include <QList>
#include <QObject>
#include <QSocketNotifier>

#include <memory>

namespace hydra {

/// Signals of the system (SIGINT, SIGTERM) as events of the event loop: their handler writes into a
/// pipe, as signal-safety(7) allows. One at a time in a program; the thread that made it.
/// Destroying it gives the signals their default action back.
class SignalWatch : public QObject
{
    Q_OBJECT

public:
    [[nodiscard]] static Result<std::unique_ptr<SignalWatch>> start(QList<int> signalNumbers);
    ~SignalWatch() override;

Q_SIGNALS:
    void received(int signal); ///< the last of those that came together

private:
    SignalWatch(Pipe pipe, QList<int> signalNumbers);
    void read();

    Pipe m_pipe;
    QList<int> m_signals;
    QSocketNotifier m_notifier;
};

} // namespace hydra
