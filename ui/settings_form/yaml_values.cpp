// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/settings_form/yaml_values.h"

#include "core/base/units.h"
#include "core/host/ports.h"
#include "core/yaml/writer.h"

#include <QRegularExpression>

namespace hydra::ui {

QString yamlText(const QString &typed)
{
    return writeFlowYaml(textNode(typed));
}

QString yamlOf(const FieldHelp &field, const QString &typed)
{
    static const QRegularExpression plain(QStringLiteral("\\A[A-Za-z0-9.]+\\z"));
    switch (field.kind) {
    case FieldKind::Size:
        if (const auto size = MemorySize::parse(typed))
            return size->toString();
        break;
    case FieldKind::Document:
        return typed.trimmed().isEmpty() ? QString()
               : typed.contains(u'\n')   ? typed
                                         : typed + u'\n';
    case FieldKind::Count:
    case FieldKind::Choice:
    case FieldKind::WordOrText:
    case FieldKind::WordOrLines:
    case FieldKind::WordOrMap:
    case FieldKind::Switch:
        if (plain.match(typed).hasMatch())
            return typed;
        break;
    case FieldKind::Text:
    case FieldKind::Lines:
    case FieldKind::Items:
        break;
    }
    return typed.isEmpty() ? QString() : yamlText(typed);
}

QString sizeForPeople(const QString &written)
{
    const auto size = MemorySize::parse(written);
    return size ? size->toDisplay() : written;
}

QString newItemOf(const QString &listPath, int number)
{
    if (listPath == u"disks")
        return QStringLiteral("{name: data%1, size: 1}").arg(number);
    if (listPath == u"shares")
        return QStringLiteral("{host: \"\", guest: \"/mnt/share%1\"}").arg(number);
    if (listPath == u"ports.extra") {
        const auto port = proposeFreePort(QStringLiteral("127.0.0.1"), std::uint16_t(8079 + number),
                                          Protocol::Tcp);
        return QStringLiteral("\"%1:80\"").arg(port.value_or(8080));
    }
    return QStringLiteral("{host: \"\"}");
}

} // namespace hydra::ui
