// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/keeper/vm_record.h"

#include "core/base/atomic_file.h"
#include "core/keeper_client/protocol.h"

#include <QFile>
#include <QJsonDocument>

#include <algorithm>
#include <unistd.h>

namespace hydra {
namespace {

constexpr std::size_t mostWarnings = 20;

VmStatus initialStatus(const LaunchPlan &plan)
{
    VmStatus status;
    status.vm = plan.vm;
    status.backend = plan.backend;
    status.ports = plan.ports;
    status.image = plan.image;
    status.warnings = plan.warnings;
    status.keeper = identify(::getpid());
    return status;
}

QByteArray logMessage(const QString &line)
{
    return protocol::notification(QStringLiteral("log"), {{QStringLiteral("line"), line}});
}

} // namespace

VmRecord::VmRecord(const LaunchPlan &plan, Tell tell)
    : m_stateFile(plan.stateFile()), m_tell(std::move(tell)),
      m_log(plan.logFile(), [this](const QString &line) { m_tell(logMessage(line)); }),
      m_status(initialStatus(plan))
{
}

void VmRecord::update(const std::function<void(VmStatus &)> &change)
{
    const VmStatus before = m_status;
    change(m_status);
    m_sawUserSpace = m_sawUserSpace || m_status.userSpace;
    if (m_status == before && QFile::exists(m_stateFile))
        return;
    const Result<void> written =
        writeFileAtomically(m_stateFile, QJsonDocument(toJson(m_status)).toJson());
    if (!written)
        say(formatError(written.error()));
    m_tell(protocol::state(m_status));
}

void VmRecord::warn(const QString &warning)
{
    say(QStringLiteral("warning: ") + warning);
    const std::vector<QString> &known = m_status.warnings;
    if (known.size() >= mostWarnings ||
        std::find(known.begin(), known.end(), warning) != known.end())
        return;
    update([&warning](VmStatus &status) { status.warnings.push_back(warning); });
}

} // namespace hydra
