// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/fake_runtime.h"
#include "tests/support/places.h"

#include <QFile>
#include <QTest>

#include <optional>

namespace hydra::test {
namespace {

template <typename T> T waitFor(const std::optional<Result<T>> &answer)
{
    if (!QTest::qWaitFor([&] { return answer.has_value(); }, 20000))
        qFatal("fake_cri does not answer");
    if (!*answer)
        qFatal("fake_cri: %s", qPrintable(formatError(answer->error())));
    return **answer;
}

std::unique_ptr<CriClient> clientOf(const QString &endpoint)
{
    auto client = makeCriClient(endpoint);
    if (!client)
        qFatal("%s", qPrintable(formatError(client.error())));
    return std::move(*client);
}

} // namespace

FakeRuntime::FakeRuntime(const QStringList &behaviour) : m_behaviour(behaviour)
{
    start();
}

FakeRuntime::~FakeRuntime()
{
    kill();
}

void FakeRuntime::start()
{
    m_process.start(
        programPath("fake_cri"),
        QStringList{QStringLiteral("--listen"), QStringLiteral("127.0.0.1:%1").arg(m_port),
                    QStringLiteral("--registry"), QStringLiteral("registry.local"),
                    QStringLiteral("--calls"), m_dir.filePath(QStringLiteral("calls"))} +
            m_behaviour);
    if (!QTest::qWaitFor([this] { return m_process.canReadLine(); }, 20000))
        qFatal("fake_cri does not start: %s", m_process.readAllStandardError().constData());
    m_port = m_process.readLine().trimmed().toUShort();
}

void FakeRuntime::kill()
{
    m_process.kill();
    m_process.waitForFinished(5000);
}

QString FakeRuntime::endpoint() const
{
    return QStringLiteral("tcp://127.0.0.1:%1").arg(m_port);
}

QStringList FakeRuntime::calls() const
{
    QFile file(m_dir.filePath(QStringLiteral("calls")));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
}

QString FakeRuntime::runPod(const QString &name, const QMap<QString, QString> &labels)
{
    CriPodSpec spec;
    spec.name = name;
    spec.containerName = name;
    spec.image = QStringLiteral("docker.io/library/busybox:latest");
    spec.labels = labels;
    const auto client = clientOf(endpoint());
    std::optional<Result<QString>> answer;
    client->runPod(spec, [&answer](Result<QString> id) { answer = std::move(id); });
    return waitFor(answer);
}

QJsonObject FakeRuntime::call(const char *method, const QJsonObject &request)
{
    const auto client = clientOf(endpoint());
    std::optional<Result<QJsonObject>> answer;
    client->call(QLatin1String(method), request,
                 [&answer](Result<QJsonObject> reply) { answer = std::move(reply); });
    return waitFor(answer);
}

} // namespace hydra::test
