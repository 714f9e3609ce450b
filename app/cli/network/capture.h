// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/session.h"
#include "core/base/units.h"
#include "core/console/log_reader.h"

#include <QTimer>

namespace hydra::cli {

struct CaptureRequest {
    QString path; ///< absolute
    bool isPiped = false;
    bool isOfLab = false;
    MemorySize maximum;
    std::chrono::milliseconds length{0}; ///< 0: until it is interrupted
};

/// A capture from its start to its end, which finishes the session. The lab's switch writes the
/// file; for a pipe this reads it, while it is written, and copies it to stdout.
class Capture : public QObject
{
    Q_OBJECT

public:
    Capture(Session &session, LoadedTarget target, CaptureRequest request);
    void start();

private:
    using Done = std::function<void(const Result<void> &)>;
    void ask(const QString &method, const QJsonObject &params, Done done, qsizetype first = 0);
    void begun();
    void stop();
    void finish();
    void passSomeOn();
    bool passOn(qint64 length); ///< whether there may be more

    Session &m_session;
    LoadedTarget m_target;
    CaptureRequest m_request;
    VmLink *m_link = nullptr; ///< to the VM whose keeper has begun it
    LogReader m_written;
    QTimer m_end;
    QTimer m_pipe;
    bool m_isRunning = false;
    bool m_isStopping = false;
    bool m_isAsked = false;
    bool m_isBroken = false;
};

} // namespace hydra::cli
