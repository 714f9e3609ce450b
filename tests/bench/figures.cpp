// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/figures.h"

#include <QStringList>

#include <algorithm>

namespace hydra::bench {
namespace {

QString number(double value)
{
    return QString::number(value, 'f', value < 100 ? 1 : 0);
}

QString verdictOf(const Figure &figure)
{
    if (figure.isFarOff())
        return QStringLiteral("FAR OFF");
    return figure.median() > figure.goal ? QStringLiteral("missed") : QStringLiteral("met");
}

QString line(const QString &name, const QStringList &cells, const QString &end)
{
    QString text = name.leftJustified(52);
    for (const QString &cell : cells)
        text += cell.rightJustified(10);
    return text + QStringLiteral("  ") + end + u'\n';
}

} // namespace

double Figure::median() const
{
    std::vector<double> sorted = samples;
    std::sort(sorted.begin(), sorted.end());
    const size_t middle = sorted.size() / 2;
    return sorted.size() % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

QString toTable(const std::vector<Figure> &figures)
{
    QString text = line(QStringLiteral("FIGURE"),
                        {QStringLiteral("MIN"), QStringLiteral("MEDIAN"), QStringLiteral("MAX"),
                         QStringLiteral("GOAL")},
                        QStringLiteral("UNIT"));
    for (const Figure &figure : figures) {
        const auto [least, most] =
            std::minmax_element(figure.samples.begin(), figure.samples.end());
        text += line(figure.name,
                     {number(*least), number(figure.median()), number(*most), number(figure.goal)},
                     figure.unit.leftJustified(5) + verdictOf(figure));
    }
    return text;
}

} // namespace hydra::bench
