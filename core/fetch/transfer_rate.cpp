// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/fetch/transfer_rate.h"

#include <cmath>

namespace hydra {
namespace {

constexpr std::chrono::seconds rateWindow{5};

// With one decimal below ten, so that a figure has two digits at least.
QString sizeWords(double bytes)
{
    const char *const units[] = {"B", "KiB", "MiB", "GiB", "TiB"};
    std::size_t unit = 0;
    for (; bytes >= 1024 && unit + 1 < std::size(units); ++unit)
        bytes /= 1024;
    return QString::number(bytes, 'f', bytes < 10 && unit > 0 ? 1 : 0) + u' ' +
           QLatin1String(units[unit]);
}

QString timeWords(double seconds)
{
    const auto left = qint64(std::ceil(seconds));
    if (left < 60)
        return QStringLiteral("%1 s").arg(left);
    if (left < 3600)
        return QStringLiteral("%1 min").arg((left + 59) / 60);
    return QStringLiteral("%1 h %2 min").arg(left / 3600).arg(left % 3600 / 60);
}

} // namespace

void TransferRate::note(qint64 bytes, Clock::time_point now)
{
    if (!m_samples.empty() && bytes < m_samples.back().second)
        m_samples.clear();
    m_samples.emplace_back(now, bytes);
    while (m_samples.size() > 2 && now - m_samples[1].first >= rateWindow)
        m_samples.pop_front();
}

double TransferRate::bytesPerSecond() const
{
    if (m_samples.size() < 2)
        return 0;
    const std::chrono::duration<double> time = m_samples.back().first - m_samples.front().first;
    const auto bytes = double(m_samples.back().second - m_samples.front().second);
    return time.count() > 0 ? bytes / time.count() : 0;
}

QString transferWords(qint64 bytes, std::optional<qint64> size, double bytesPerSecond)
{
    QString words = sizeWords(double(bytes));
    if (size)
        words += QStringLiteral(" of ") + sizeWords(double(*size));
    if (bytesPerSecond < 1)
        return words;
    words += QStringLiteral(", %1/s").arg(sizeWords(bytesPerSecond));
    if (size && *size > bytes)
        words += QStringLiteral(", %1 left").arg(timeWords(double(*size - bytes) / bytesPerSecond));
    return words;
}

} // namespace hydra
