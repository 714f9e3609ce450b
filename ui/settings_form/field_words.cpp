// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/settings_form/field_words.h"

#include "core/host/facts.h"
#include "ui/settings_form/yaml_values.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/counted.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace hydra::ui {
namespace {

QString trWords(const char *text)
{
    return QCoreApplication::translate("hydra::ui::FieldWords", text);
}

QString forPeople(const FieldHelp &field, const YamlNode &node)
{
    if (node.kind == YamlNode::Kind::Sequence)
        return counted(qint64(node.items.size()), Counted::Entry);
    if (field.kind == FieldKind::Switch)
        return node.text == u"true" ? trWords("on") : trWords("off");
    if (node.kind == YamlNode::Kind::Map || (field.look & secretLook) != 0)
        return {};
    return field.kind == FieldKind::Size ? sizeForPeople(node.text) : node.text;
}

QString defaultWords(const FieldHelp &field)
{
    QString words = defaultOf(field);
    if (field.kind == FieldKind::Lines || field.kind == FieldKind::Items ||
        field.kind == FieldKind::Document)
        return {};
    if (field.kind == FieldKind::Switch)
        words = *field.unset != 0  ? QString::fromUtf8(field.unset)
                : words == u"true" ? trWords("on")
                                   : trWords("off");
    if (field.kind == FieldKind::Size && !words.isEmpty())
        words = sizeForPeople(words);
    if (words.isEmpty())
        words = QString::fromUtf8(field.unset);
    if (words.isEmpty() && field.kind == FieldKind::Choice)
        words = wordsOf(field).value(0);
    return words.isEmpty() ? QString() : trWords("Default: %1.").arg(words);
}

QString rangeWords(const FieldHelp &field)
{
    if (*field.range == 0)
        return {};
    const QString unit = field.kind == FieldKind::Size || *field.unit == 0
                             ? QString()
                             : u' ' + QString::fromUtf8(field.unit);
    return QString::fromUtf8(field.range) + unit + u'.';
}

} // namespace

QString helpWords(const FieldHelp &field, const WrittenValue &value, const QString &note, bool runs)
{
    QStringList parts{rangeWords(field), note, QString::fromUtf8(field.help), defaultWords(field)};
    if (value.origin == WrittenValue::Origin::Common)
        parts << trWords("Inherited from common.");
    if (runs)
        parts << effectInWords(field.effect);
    parts.removeAll(QString());
    return parts.join(u' ');
}

QString resetWords(const FieldHelp &field, const WrittenValue &value)
{
    const QString then = forPeople(field, value.beneath);
    return then.isEmpty() ? trWords("Take the key out of the file")
                          : trWords("Take the key out of the file; then it is %1").arg(then);
}

QString accessibleNameOf(const QString &path)
{
    static const QRegularExpression item(QStringLiteral("\\A(.*)\\[([0-9]+)\\]\\.[a-z_]+\\z"));
    const QString label = QString::fromUtf8(findFieldHelp(path)->label);
    if (const auto match = item.match(path); match.hasMatch())
        return trWords("%1 of %2 %3")
            .arg(label, QString::fromUtf8(findFieldHelp(match.captured(1))->label))
            .arg(match.captured(2).toInt() + 1);
    return label;
}

Surroundings surroundingsOf(Context &context, const VmRef &vm,
                            const std::optional<VmPreview> &preview)
{
    const MachineFacts machine = machineFacts();
    int cpus = 0;
    MemorySize memory;
    Surroundings result;
    for (const VmEntry *live : context.store.liveVms()) {
        if (live->ref() == vm) {
            result.runs = true;
        } else if (live->spec()) {
            cpus += live->spec()->cpu;
            memory = MemorySize::bytes(memory.inBytes() + live->spec()->memory.inBytes());
        }
    }
    const auto note = [](const QString &has, const QString &others, bool used) {
        return trWords("This machine has %1").arg(has) +
               (used ? trWords("; other running environments use %1.").arg(others)
                     : QStringLiteral("."));
    };
    result.notes[QStringLiteral("cpu")] =
        note(QString::number(machine.cpus), QString::number(cpus), cpus > 0);
    result.notes[QStringLiteral("memory")] =
        note(machine.memory.toDisplay(), memory.toDisplay(), cpus > 0);
    if (preview && preview->diskSize != MemorySize())
        result.notes[QStringLiteral("disk_size")] =
            trWords("Has %1 now, of which %2 are used.")
                .arg(preview->diskSize.toDisplay(), preview->diskUsed.toDisplay());
    if (preview && !preview->detachedDisks.isEmpty())
        result.notes[QStringLiteral("disks")] =
            trWords("Detached, their files are kept: %1.")
                .arg(preview->detachedDisks.join(QStringLiteral(", ")));
    return result;
}

} // namespace hydra::ui
