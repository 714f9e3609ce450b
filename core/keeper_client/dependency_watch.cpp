// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/keeper_client/dependency_watch.h"

#include "core/keeper_client/client.h"
#include "core/vm/conditions.h"

#include <QStringList>
#include <QTimer>

#include <algorithm>

namespace hydra {
namespace {

constexpr auto kDependencyRetry = std::chrono::milliseconds(250);

} // namespace

DependencyWatch::DependencyWatch(const std::vector<PlannedDependency> &after, QObject *parent)
    : QObject(parent), m_missing(after)
{
    for (const PlannedDependency &dependency : after)
        watch(dependency);
}

DependencyWatch::~DependencyWatch() = default;

QString DependencyWatch::words() const
{
    QStringList names;
    for (const PlannedDependency &dependency : m_missing)
        names += QStringLiteral("%1 (%2)").arg(dependency.vm, dependency.phase);
    return names.isEmpty() ? QString()
                           : QStringLiteral("waiting for ") + names.join(QStringLiteral(", "));
}

void DependencyWatch::watch(const PlannedDependency &dependency)
{
    auto *client = new KeeperClient(dependency.controlSocket, this);
    const auto look = [this, dependency, client](const VmStatus &status) {
        const auto condition = conditionFromString(dependency.phase);
        if (!condition || holds(*condition, status))
            satisfy(dependency, client);
    };
    connect(client, &KeeperClient::opened, this, look);
    connect(client, &KeeperClient::statusChanged, this, look);
    connect(client, &KeeperClient::closed, this, [this, dependency, client] {
        client->deleteLater();
        QTimer::singleShot(kDependencyRetry, this, [this, dependency] { watch(dependency); });
    });
    client->open();
}

void DependencyWatch::satisfy(const PlannedDependency &dependency, KeeperClient *client)
{
    client->disconnect(this);
    client->deleteLater();
    std::erase(m_missing, dependency);
    Q_EMIT changed();
}

} // namespace hydra

#include "core/keeper_client/moc_dependency_watch.cpp"
