// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/boot/silence_watch.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QStringList>

#include <algorithm>

namespace hydra {

qint64 diskOperations(const QJsonValue &blockStats)
{
    qint64 sum = 0;
    for (const QJsonValue &disk : blockStats.toArray()) {
        const QJsonObject stats = disk[QStringLiteral("stats")].toObject();
        for (const auto *key : {"rd_operations", "wr_operations", "flush_operations"})
            sum += stats[QLatin1String(key)].toInteger();
    }
    return sum;
}

// The columns are Protocol[State] FD Source Port Dest Port RecvQ SendQ; a connection through a
// forward has the host's port as its source port.
QString guestConnections(const QString &usernet, const std::vector<PlannedPort> &ports)
{
    static const QRegularExpression seconds(QStringLiteral("\\[\\d+ sec\\]"));
    QStringList kept;
    for (QString line : usernet.split(u'\n')) {
        line.replace(seconds, QString());
        QStringList columns = line.simplified().split(u' ');
        if (columns.size() < 6 || columns[0].contains(QStringLiteral("HOST_FORWARD")))
            continue;
        const bool isForward =
            std::any_of(ports.begin(), ports.end(), [&](const PlannedPort &port) {
                return columns[3].toInt() == port.hostPort && columns[5].toInt() == port.guestPort;
            });
        columns.removeAt(1);
        if (!isForward)
            kept += columns.join(u' ');
    }
    return kept.join(u'\n');
}

SilenceWatch::SilenceWatch(const LaunchPlan &plan, QmpClient &qmp,
                           std::function<qint64()> consoleBytes, QObject *parent)
    : QObject(parent), m_ports(plan.ports), m_qmp(qmp), m_consoleBytes(std::move(consoleBytes))
{
    connect(&m_timer, &QTimer::timeout, this, &SilenceWatch::tick);
    m_timer.start(std::chrono::milliseconds(std::max(1, plan.silenceSeconds) * 1000 / kTicks));
    ask();
}

// Values that QEMU does not report remain as they were, so a QEMU that hangs counts as silent.
void SilenceWatch::tick()
{
    m_now.consoleBytes = m_consoleBytes();
    m_silentTicks = m_now == m_last ? m_silentTicks + 1 : 0;
    m_last = m_now;
    if (m_silentTicks < kTicks)
        return ask();
    m_timer.stop();
    Q_EMIT silent();
}

void SilenceWatch::ask()
{
    const auto guard = QPointer<SilenceWatch>(this);
    m_qmp.execute(QStringLiteral("query-status"), {}, [guard](const Result<QJsonValue> &reply) {
        if (!guard || !reply ||
            (*reply)[QStringLiteral("status")].toString() != u"internal-error" ||
            !guard->m_timer.isActive())
            return;
        guard->m_timer.stop();
        Q_EMIT guard->internalError();
    });
    m_qmp.execute(QStringLiteral("query-blockstats"), {}, [guard](const Result<QJsonValue> &reply) {
        if (guard && reply)
            guard->m_now.diskOperations = diskOperations(*reply);
    });
    m_qmp.execute(QStringLiteral("human-monitor-command"),
                  {{QStringLiteral("command-line"), QStringLiteral("info usernet")}},
                  [guard](const Result<QJsonValue> &reply) {
                      if (guard && reply)
                          guard->m_now.connections =
                              guestConnections(reply->toString(), guard->m_ports);
                  });
}

} // namespace hydra

#include "core/boot/moc_silence_watch.cpp"
