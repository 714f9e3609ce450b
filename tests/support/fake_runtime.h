// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cri/client.h"

#include <QProcess>
#include <QTemporaryDir>

namespace hydra::test {

/// fake_cri behind a TCP port that stays the same when it is restarted; killed by the destructor.
/// Its calls are recorded.
class FakeRuntime
{
public:
    /// BEHAVIOUR: fake_cri's arguments.
    explicit FakeRuntime(const QStringList &behaviour = {});
    ~FakeRuntime();

    void start();
    void kill();
    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] QString endpoint() const;
    [[nodiscard]] QStringList calls() const; ///< names of all calls in order, across restarts

    /// Runs a pod with one running container NAME; returns the container's id.
    QString runPod(const QString &name, const QMap<QString, QString> &labels = {});
    /// Makes a call and waits for the reply; a failure fails the test.
    QJsonObject call(const char *method, const QJsonObject &request);

private:
    QTemporaryDir m_dir;
    QStringList m_behaviour;
    quint16 m_port = 0;
    QProcess m_process;
};

} // namespace hydra::test
