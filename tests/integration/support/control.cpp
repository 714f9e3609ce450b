// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/integration/support/control.h"

#include "tests/integration/support/sandbox.h"

#include <QDeadlineTimer>
#include <QLocalSocket>

namespace hydra::test {
namespace {

std::optional<QJsonObject> nextLine(QLocalSocket &socket, const QDeadlineTimer &deadline)
{
    while (!socket.canReadLine()) {
        if (deadline.hasExpired() || !socket.waitForReadyRead(int(deadline.remainingTime())))
            return std::nullopt;
    }
    return QJsonDocument::fromJson(socket.readLine()).object();
}

} // namespace

std::optional<QJsonObject> askKeeper(const Sandbox &box, const QString &vm, const QString &method,
                                     const QJsonObject &params, std::chrono::seconds patience)
{
    const QDeadlineTimer deadline(patience);
    QLocalSocket socket;
    const QString directory =
        box.stateJson(vm, QStringLiteral("plan.json"))[QStringLiteral("runtime_dir")].toString();
    socket.connectToServer(directory + QStringLiteral("/c"));
    if (!socket.waitForConnected(2000))
        return std::nullopt;
    const auto hello = nextLine(socket, deadline);
    if (!hello || (*hello)[QStringLiteral("method")] != QJsonValue(QStringLiteral("hello")))
        return std::nullopt;
    const QJsonObject request{{QStringLiteral("jsonrpc"), QStringLiteral("2.0")},
                              {QStringLiteral("id"), 7},
                              {QStringLiteral("method"), method},
                              {QStringLiteral("params"), params}};
    socket.write(QJsonDocument(request).toJson(QJsonDocument::Compact) + '\n');
    for (auto line = nextLine(socket, deadline); line; line = nextLine(socket, deadline)) {
        if ((*line)[QStringLiteral("id")].toInt() == 7)
            return line;
    }
    return std::nullopt;
}

std::optional<QJsonValue> askQemu(const Sandbox &box, const QString &vm, const QString &command,
                                  const QJsonObject &arguments)
{
    const QJsonObject params{{QStringLiteral("execute"), command},
                             {QStringLiteral("arguments"), arguments}};
    const auto reply = askKeeper(box, vm, QStringLiteral("qmp"), params);
    if (!reply || !reply->contains(QStringLiteral("result")))
        return std::nullopt;
    return (*reply)[QStringLiteral("result")][QStringLiteral("return")];
}

} // namespace hydra::test
