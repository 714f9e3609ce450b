// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/config/field_help.h"

#include "core/config/lab_reading.h"
#include "core/config/vm_fields.h"
#include "core/config/write_lab.h"
#include "core/yaml/patch.h"

#include <QRegularExpression>

#include <map>

namespace hydra {

QString titleOf(FieldSection section)
{
    switch (section) {
    case FieldSection::General:
        return QStringLiteral("General");
    case FieldSection::Resources:
        return QStringLiteral("Resources");
    case FieldSection::Boot:
        return QStringLiteral("Boot");
    case FieldSection::Network:
        return QStringLiteral("Network & ports");
    case FieldSection::Shares:
        return QStringLiteral("Shares");
    case FieldSection::Devices:
        return QStringLiteral("Devices");
    case FieldSection::Guest:
        return QStringLiteral("Guest set-up");
    case FieldSection::Advanced:
        break;
    }
    return QStringLiteral("Advanced");
}

QString effectInWords(FieldEffect effect)
{
    switch (effect) {
    case FieldEffect::None:
        return {};
    case FieldEffect::Restart:
        return QStringLiteral("Takes effect at the next start.");
    case FieldEffect::GuestSetup:
        return QStringLiteral("Takes effect at the next start, when cloud-init runs again.");
    case FieldEffect::FreshDisk:
        break;
    }
    return QStringLiteral("Takes effect with a fresh disk.");
}

QString withoutNumbers(const QString &path)
{
    static const QRegularExpression number(QStringLiteral("\\[[0-9]+\\]"));
    return QString(path).replace(number, QStringLiteral("[]"));
}

const FieldHelp *findFieldHelp(const QString &path)
{
    static const std::map<QString, const FieldHelp *> known = [] {
        std::map<QString, const FieldHelp *> all;
        for (const FieldHelp &field : fieldHelps())
            all.emplace(QString::fromUtf8(field.path), &field);
        return all;
    }();
    const auto found = known.find(withoutNumbers(path));
    return found != known.end() ? found->second : nullptr;
}

QStringList wordsOf(const FieldHelp &field)
{
    return QString::fromUtf8(field.words).split(u' ', Qt::SkipEmptyParts);
}

QString defaultOf(const FieldHelp &field)
{
    static const YamlNode defaults = fullVmNode(VmSpec());
    const YamlNode *node = nodeAt(defaults, stepsOf(QString::fromUtf8(field.path)));
    if (node == nullptr || node->kind == YamlNode::Kind::Null)
        return {};
    return node->kind == YamlNode::Kind::Scalar ? node->text : writeFlowYaml(*node);
}

} // namespace hydra
