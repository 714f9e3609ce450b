// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/fakes/fake_qemu/machine.h"

#include <QTimer>

namespace fake_qemu {

QJsonArray Machine::blockStats()
{
    m_disk += m_how[QStringLiteral("busy_disk")].toBool() ? 1 : 0;
    return {QJsonObject{
        {QStringLiteral("stats"), QJsonObject{{QStringLiteral("rd_operations"), m_disk},
                                              {QStringLiteral("rd_bytes"), m_disk * 512}}}}};
}

QJsonArray Machine::blocks()
{
    QJsonArray all;
    for (const auto &[node, file] : m_files) {
        QJsonArray snapshots;
        for (auto one = m_snapshots[node].begin(); one != m_snapshots[node].end(); ++one)
            snapshots.append(QJsonObject{{QStringLiteral("id"), QStringLiteral("1")},
                                         {QStringLiteral("name"), one.key()},
                                         {QStringLiteral("vm-state-size"), one.value()}});
        all.append(
            QJsonObject{{QStringLiteral("inserted"),
                         QJsonObject{{QStringLiteral("node-name"), node},
                                     {QStringLiteral("file"), file},
                                     {QStringLiteral("image"),
                                      QJsonObject{{QStringLiteral("actual-size"), 4096},
                                                  {QStringLiteral("snapshots"), snapshots}}}}}});
    }
    return all;
}

QString Machine::work(const QString &command, const QJsonObject &arguments)
{
    const QString told = m_how[QStringLiteral("job_error")][command].toString();
    if (!told.isEmpty())
        return told;
    const QString tag = arguments[QStringLiteral("tag")].toString();
    const QString memory = arguments[QStringLiteral("vmstate")].toString();
    for (const QJsonValue &device : arguments[QStringLiteral("devices")].toArray()) {
        QJsonObject &disk = m_snapshots[device.toString()];
        if (command == u"snapshot-save" && disk.contains(tag))
            return QStringLiteral("Snapshot '%1' already exists in one or more devices").arg(tag);
        if (command == u"snapshot-load" && !disk.contains(tag))
            return QStringLiteral("Snapshot '%1' does not exist in one or more devices").arg(tag);
        if (command == u"snapshot-save")
            disk[tag] = device.toString() == memory ? 1 << 20 : 0;
        else if (command == u"snapshot-delete")
            disk.remove(tag);
    }
    return {};
}

void Machine::startJob(const QString &command, const QJsonObject &arguments)
{
    const QString id = arguments[QStringLiteral("job-id")].toString();
    const QString before = m_status;
    m_jobs[id] = {{QStringLiteral("id"), id},
                  {QStringLiteral("type"), command},
                  {QStringLiteral("status"), QStringLiteral("running")}};
    QTimer::singleShot(
        m_how[QStringLiteral("job_ms")].toInt(), this, [this, id, command, arguments, before] {
            const QString error = work(command, arguments);
            m_jobs[id][QStringLiteral("status")] = QStringLiteral("concluded");
            if (!error.isEmpty())
                m_jobs[id][QStringLiteral("error")] = error;
            if (command == u"snapshot-load" && !error.isEmpty() && before == u"running")
                m_status = QStringLiteral("restore-vm");
            event(QStringLiteral("JOB_STATUS_CHANGE"),
                  {{QStringLiteral("id"), id},
                   {QStringLiteral("status"), QStringLiteral("concluded")}});
        });
}

QJsonArray Machine::jobs() const
{
    QJsonArray all;
    for (const auto &[id, job] : m_jobs)
        all.append(job);
    return all;
}

} // namespace fake_qemu
