// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cri/grpc/grpc_client.h"
#include "tests/support/places.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <optional>

namespace hydra::test {

/// A fake runtime behind a socket; killed by the destructor.
class FakeCri
{
public:
    explicit FakeCri(const QStringList &behaviour = {}) { start(behaviour); }
    ~FakeCri() { kill(); }

    void start(const QStringList &behaviour = {})
    {
        QFile::remove(path());
        m_process.start(programPath("fake_cri"),
                        QStringList{QStringLiteral("--listen"), QStringLiteral("unix:") + path()} +
                            behaviour);
        QTRY_VERIFY(m_process.canReadLine());
        m_process.readAllStandardOutput();
    }
    void kill()
    {
        m_process.kill();
        m_process.waitForFinished(5000);
    }
    [[nodiscard]] QString endpoint() const { return QStringLiteral("unix://") + path(); }

private:
    [[nodiscard]] QString path() const { return m_dir.filePath(QStringLiteral("cri.sock")); }
    QTemporaryDir m_dir;
    QProcess m_process;
};

/// The last result of a callback, and the number of calls.
template <typename T> struct Answer {
    CriClient::Done<T> store()
    {
        return [this](Result<T> result) {
            ++times;
            value = std::move(result);
        };
    }
    std::optional<Result<T>> value;
    int times = 0;
};

inline CriPodSpec lamp()
{
    CriPodSpec spec;
    spec.name = QStringLiteral("lamp");
    spec.containerName = QStringLiteral("bulb");
    spec.image = QStringLiteral("docker.io/library/busybox:latest");
    spec.command = {QStringLiteral("sleep"), QStringLiteral("60")};
    spec.labels = {{QStringLiteral("app"), QStringLiteral("home")}};
    return spec;
}

inline QStringList failing(const char *method, int code)
{
    return {QStringLiteral("--fail"),
            QStringLiteral("%1=%2").arg(QString::fromLatin1(method)).arg(code)};
}

inline QStringList slow(const char *method)
{
    return {QStringLiteral("--delay"), QString::fromLatin1(method) + QStringLiteral("=60000")};
}

/// What the runtime has; far too many when it does not answer.
inline std::vector<CriPod> podsOf(CriClient &client)
{
    Answer<std::vector<CriPod>> pods;
    client.listPods(pods.store());
    const bool came = QTest::qWaitFor([&] { return pods.times == 1; });
    return came && *pods.value ? **pods.value : std::vector<CriPod>(99);
}

} // namespace hydra::test
