// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/config/value.h"

#include "core/yaml/reader.h"

#include <algorithm>
#include <numeric>

namespace hydra {
namespace {

constexpr std::size_t maxComplaints = 100;
constexpr qsizetype longestListShown = 12;

/// Optimal string alignment distance: a transposition of neighbours counts as one edit.
int distance(const QString &a, const QString &b)
{
    const auto columns = std::size_t(b.size()) + 1;
    std::vector<int> before(columns);
    std::vector<int> previous(columns);
    std::vector<int> current(columns);
    std::iota(previous.begin(), previous.end(), 0);
    for (qsizetype i = 1; i <= a.size(); ++i) {
        current[0] = int(i);
        for (qsizetype j = 1; j <= b.size(); ++j) {
            const int change = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            current[j] = std::min({previous[j] + 1, current[j - 1] + 1, change});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                current[j] = std::min(current[j], before[j - 2] + 1);
        }
        std::swap(before, previous);
        std::swap(previous, current);
    }
    return previous.back();
}

QString normalized(const QString &word)
{
    return word.toLower().replace(QLatin1Char('-'), QLatin1Char('_'));
}

QString kindName(YamlNode::Kind kind)
{
    switch (kind) {
    case YamlNode::Kind::Null:
        return QStringLiteral("empty");
    case YamlNode::Kind::Scalar:
        return QStringLiteral("a single value");
    case YamlNode::Kind::Sequence:
        return QStringLiteral("a list");
    case YamlNode::Kind::Map:
        break;
    }
    return QStringLiteral("a map");
}

} // namespace

void Complaints::add(const YamlMark &mark, const QString &key, const QString &what,
                     const QString &hint)
{
    if (list.size() < maxComplaints)
        list.push_back({m_file, mark.line, columnForPeople(m_text, mark), key, what, hint});
    else if (list.size() == maxComplaints)
        list.push_back({m_file,
                        mark.line,
                        columnForPeople(m_text, mark),
                        {},
                        QStringLiteral("more errors follow and are not shown"),
                        QStringLiteral("fix the ones above first")});
}

Diagnostics Complaints::sorted() const
{
    Diagnostics result = list;
    std::stable_sort(result.begin(), result.end(), [](const Diagnostic &a, const Diagnostic &b) {
        return std::pair(a.line, a.column) < std::pair(b.line, b.column);
    });
    return result;
}

Value Value::child(const YamlEntry &entry) const
{
    return {*entry.value, m_key.isEmpty() ? entry.key : m_key + QLatin1Char('.') + entry.key,
            *m_complaints};
}

Value Value::item(std::size_t index) const
{
    return {*m_node->items[index], QStringLiteral("%1[%2]").arg(m_key).arg(index), *m_complaints};
}

void Value::complain(const QString &what, const QString &hint) const
{
    m_complaints->add(m_mark, m_key, what, hint);
}

void Value::complainAtKey(const YamlEntry &entry, const QString &what, const QString &hint) const
{
    m_complaints->add(entry.keyMark, child(entry).key(), what, hint);
}

std::optional<QString> Value::scalar() const
{
    if (m_node->kind == YamlNode::Kind::Scalar)
        return m_node->text;
    complain(QStringLiteral("must be a single value, not %1").arg(kindName(m_node->kind)),
             QStringLiteral("write one word, number or quoted text"));
    return std::nullopt;
}

bool Value::require(const QStringList &keys) const
{
    bool complete = true;
    for (const QString &key : keys) {
        const YamlEntry *entry = m_node->find(key);
        if (entry != nullptr && entry->value->kind != YamlNode::Kind::Null)
            continue;
        complete = false;
        complain(QStringLiteral("lacks %1").arg(key), QStringLiteral("add %1: VALUE").arg(key));
    }
    return complete;
}

QString suggest(const QString &word, const QStringList &known)
{
    // Bounds the cost for input of any length; a word much longer than a key is near to none.
    if (word.size() <= 40) {
        const auto cost = [&](const QString &k) {
            return distance(normalized(word), normalized(k));
        };
        const auto nearest =
            std::min_element(known.begin(), known.end(),
                             [&](const auto &a, const auto &b) { return cost(a) < cost(b); });
        if (nearest != known.end() && cost(*nearest) <= std::max<qsizetype>(1, word.size() / 3))
            return QStringLiteral("did you mean '%1'?").arg(*nearest);
    }
    if (known.size() <= longestListShown)
        return QStringLiteral("write one of %1").arg(known.join(QStringLiteral(", ")));
    return QStringLiteral("remove it");
}

} // namespace hydra
