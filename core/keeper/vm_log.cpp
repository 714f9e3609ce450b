// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "keeper/vm_log.h"

#include "console/transcript.h"

#include <QDateTime>
#include <QFileInfo>

namespace hydra {
namespace {

constexpr qint64 kLimit = 1 << 20;

} // namespace

VmLog::VmLog(QString path, std::function<void(const QString &line)> onLine)
    : m_path(std::move(path)), m_onLine(std::move(onLine))
{
}

void VmLog::add(const QString &text)
{
    QString oneLine = text;
    oneLine.replace(u'\n', u' ');
    const QString line = QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs) + u' ' + oneLine;
    if (QFileInfo(m_path).size() > kLimit)
        Transcript::rotate(m_path);
    if (Result<Transcript> file = Transcript::open(m_path)) {
        const Result<void> written = file->append(line.toUtf8() + '\n');
        static_cast<void>(written); // see the header
    }
    m_onLine(line);
}

} // namespace hydra
