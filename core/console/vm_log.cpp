// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/console/vm_log.h"

#include "core/console/transcript.h"

#include <QDateTime>

namespace hydra {

VmLog::VmLog(QString path, std::function<void(const QString &line)> onLine)
    : m_path(std::move(path)), m_onLine(std::move(onLine))
{
}

void VmLog::add(const QString &text)
{
    QString oneLine = text;
    oneLine.replace(u'\n', u' ');
    const QString line =
        QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs) + u' ' + oneLine;
    if (Result<Transcript> file = Transcript::open(m_path, eventLogLimit))
        (void)file->append(line.toUtf8() + '\n'); // see the header
    m_onLine(line);
}

} // namespace hydra
