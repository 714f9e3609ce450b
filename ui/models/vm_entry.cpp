// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/models/vm_entry.h"

#include "core/keeper_client/launch.h"
#include "core/process/usage.h"

#include <QFileInfo>
#include <QJsonObject>

namespace hydra::ui {

VmEntry::VmEntry(const Environment &environment, const VmRef &vm, QObject *parent)
    : QObject(parent), m_environment(environment), m_stateDir(environment.paths.vmState(vm)),
      m_link(environment, vm), m_readiness(m_link, Readiness::Way::Port)
{
    connect(&m_link, &VmLink::statusChanged, this, [this](const VmStatus &status) {
        m_trouble.reset();
        if (!status.vmProcess)
            m_cpuMs = m_diskBytes = -1;
        Q_EMIT changed();
    });
    connect(&m_link, &VmLink::failed, this, [this](const Error &why) {
        m_trouble = why;
        Q_EMIT changed();
    });
    lookAgain();
}

void VmEntry::sample()
{
    if (!status().vmProcess || !m_link.isLive())
        return;
    const ProcessUsage usage = usageOf(*status().vmProcess);
    if (usage.rssBytes == 0)
        return; // the process has just ended
    if (m_cpuMs >= 0 && m_sinceCpu.elapsed() > 0)
        m_cpu.add(100.0 * double(usage.cpuMs - m_cpuMs) / double(m_sinceCpu.elapsed()));
    m_sinceCpu.start();
    m_cpuMs = usage.cpuMs;
    m_memory.add(double(usage.rssBytes) / (1 << 20));
    Q_EMIT sampled();
}

void VmEntry::sampleDisk()
{
    if (!m_link.isLive())
        return;
    m_link.request(
        QStringLiteral("stats"), {}, [self = QPointer(this)](const Result<QJsonObject> &stats) {
            if (self && stats)
                self->sampleMoved((*stats)[QStringLiteral("disk_read_bytes")].toInteger() +
                                  (*stats)[QStringLiteral("disk_written_bytes")].toInteger());
        });
}

void VmEntry::sampleMoved(qint64 bytes)
{
    if (m_diskBytes >= 0 && m_sinceDisk.elapsed() > 0)
        m_disk.add(double(std::max<qint64>(0, bytes - m_diskBytes)) / 1000.0 /
                   double(m_sinceDisk.elapsed()));
    m_sinceDisk.start();
    m_diskBytes = bytes;
    Q_EMIT sampled();
}

void VmEntry::lookAgain()
{
    if (m_link.isLive())
        return;
    const QDateTime state = QFileInfo(VmPlaces{m_stateDir, {}}.stateFile()).lastModified();
    if (m_stateSeen == state && m_stateSeen.isValid() && !keeperHoldsLock(m_stateDir))
        return;
    if (!state.isValid() && !keeperHoldsLock(m_stateDir))
        return;
    m_stateSeen = state;
    m_link.open();
}

} // namespace hydra::ui
