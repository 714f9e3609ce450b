// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/host/clock.h"

#include <QObject>
#include <QTimer>

#include <functional>

namespace hydra {

/// Notices that the host was suspended. Event-loop thread; checks every two seconds.
class SleepWatch : public QObject
{
    Q_OBJECT

public:
    using Asleep = std::function<std::chrono::milliseconds()>;
    explicit SleepWatch(Asleep timeAsleep = hydra::timeAsleep, QObject *parent = nullptr);
    void look();

Q_SIGNALS:
    void woke(std::chrono::milliseconds after); ///< after a second or more

private:
    Asleep m_timeAsleep;
    std::chrono::milliseconds m_last;
    QTimer m_timer;
};

} // namespace hydra
