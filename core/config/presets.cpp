// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/config/presets.h"

#include "core/config/preset_texts.h"
#include <QStringList>

#include <algorithm>

namespace hydra {
namespace {

Preset presetOf(const PresetText &source)
{
    const QByteArray text(source.text);
    return {QString::fromUtf8(source.name), presetSummary(text), text};
}

} // namespace

QString presetSummary(const QByteArray &text)
{
    QByteArray summary = text.startsWith('#') ? text.left(text.indexOf('\n')) : QByteArray();
    while (summary.startsWith('#') || summary.startsWith(' '))
        summary.remove(0, 1);
    return QString::fromUtf8(summary);
}

const std::vector<Preset> &presets()
{
    static const std::vector<Preset> all = [] {
        std::vector<Preset> list;
        for (const PresetText &source : presetTexts())
            list.push_back(presetOf(source));
        std::sort(list.begin(), list.end(),
                  [](const Preset &a, const Preset &b) { return a.name < b.name; });
        return list;
    }();
    return all;
}

Result<Preset> findPreset(const QString &name)
{
    QStringList names;
    for (const Preset &preset : presets()) {
        if (preset.name == name)
            return preset;
        names << preset.name;
    }
    return fail(ErrorCode::NotFound, QStringLiteral("there is no preset '%1'").arg(name), {},
                QStringLiteral("write one of %1").arg(names.join(QStringLiteral(", "))));
}

} // namespace hydra
