// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/exchange/differences.h"

#include "core/config/vm_fields.h"
#include "core/lab/redact.h"

namespace hydra {
namespace {

QString wordsFor(const QString &key, const YamlNode *node)
{
    if (node == nullptr || node->kind == YamlNode::Kind::Null)
        return QStringLiteral("unset");
    if (isSecretKey(key))
        return QStringLiteral("what it is");
    QString text = writeFlowYaml(*node);
    return text.size() > 80 ? text.left(80) + QStringLiteral("...") : text;
}

QString reasonFor(const QString &key, const Reasons &reasons)
{
    const auto found = reasons.constFind(key);
    if (found != reasons.constEnd())
        return QStringLiteral(": ") + *found;
    const qsizetype dot = key.lastIndexOf(u'.');
    return dot < 0 ? QString() : reasonFor(key.left(dot), reasons);
}

/// False for secrets, and for registries and user_data, which may contain some.
bool mayBeTold(const QString &key, const YamlNode *node)
{
    return key != u"registries" && key != u"user_data" && (node == nullptr || !isSecretKey(key));
}

void compare(const QString &key, const YamlNode *asked, const YamlNode *said,
             const Reasons &reasons, QStringList &lines)
{
    if (asked != nullptr && said != nullptr && sameYaml(*asked, *said))
        return;
    if (asked != nullptr && said != nullptr && !asked->entries.empty() && !said->entries.empty() &&
        key != u"user_data") {
        for (const YamlEntry &entry : asked->entries) {
            const YamlEntry *other = said->find(entry.key);
            compare(key + u'.' + entry.key, entry.value.get(),
                    other != nullptr ? other->value.get() : nullptr, reasons, lines);
        }
        for (const YamlEntry &entry : said->entries) {
            if (asked->find(entry.key) == nullptr)
                compare(key + u'.' + entry.key, nullptr, entry.value.get(), reasons, lines);
        }
        return;
    }
    const QString reason = reasonFor(key, reasons);
    if (!mayBeTold(key, asked))
        lines << QStringLiteral("%1 is left out%2").arg(key, reason);
    else
        lines << QStringLiteral("%1: %2 becomes %3%4")
                     .arg(key, wordsFor(key, asked), wordsFor(key, said), reason);
}

template <typename T>
QStringList differences(const T &asked, const T &said, std::span<const Field<T>> fields,
                        const QString &prefix, const Reasons &reasons)
{
    QStringList lines;
    for (const Field<T> &field : fields) {
        if (field.equal(asked, said))
            continue;
        const YamlNode a = field.write(asked);
        const YamlNode b = field.write(said);
        compare(prefix + QLatin1String(field.key), &a, &b, reasons, lines);
    }
    return lines;
}

} // namespace

QStringList vmDifferences(const VmSpec &asked, const VmSpec &said, const Reasons &reasons)
{
    QStringList lines = differences(asked, said, vmFields(), {}, reasons);
    for (QString &line : lines)
        line.prepend(asked.name + QStringLiteral(": "));
    return lines;
}

QStringList networkDifferences(const NetworkSpec &asked, const NetworkSpec &said,
                               const Reasons &reasons)
{
    return differences(asked, said, networkFields(), QStringLiteral("network."), reasons);
}

} // namespace hydra
