// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/yaml/diagnostic.h"
#include "core/yaml/node.h"

#include <QByteArray>
#include <QStringList>

#include <optional>

namespace hydra {

/// Collects the complaints of reading one lab file: at most 100, then one that says so.
class Complaints
{
public:
    Complaints(const QByteArray &text, QString file) : m_text(text), m_file(std::move(file)) {}
    void add(const YamlMark &mark, const QString &key, const QString &what, const QString &hint);
    /// All complaints, in the order of the file.
    [[nodiscard]] Diagnostics sorted() const;
    [[nodiscard]] const QString &file() const { return m_file; }

    Diagnostics list;

private:
    const QByteArray &m_text;
    QString m_file;
};

/// A node of a lab file with its dotted key, which codecs read and complain about.
class Value
{
public:
    Value(const YamlNode &node, QString key, Complaints &complaints, const YamlMark *mark = nullptr)
        : m_node(&node), m_key(std::move(key)), m_complaints(&complaints),
          m_mark(mark != nullptr ? *mark : node.mark)
    {
    }

    [[nodiscard]] const YamlNode &node() const { return *m_node; }
    [[nodiscard]] const QString &key() const { return m_key; }
    [[nodiscard]] const YamlMark &mark() const { return m_mark; }
    [[nodiscard]] bool isMap() const { return m_node->kind == YamlNode::Kind::Map; }
    [[nodiscard]] Value child(const YamlEntry &entry) const;
    [[nodiscard]] Value item(std::size_t index) const;

    void complain(const QString &what, const QString &hint) const;
    /// Complains at the key's position; a missing or unknown key has no value to point at.
    void complainAtKey(const YamlEntry &entry, const QString &what, const QString &hint) const;
    /// The text of a single value; complains and gives nothing for a list or a map.
    [[nodiscard]] std::optional<QString> scalar() const;
    /// Complains about each of KEYS that the map lacks or leaves empty; false when there was one.
    [[nodiscard]] bool require(const QStringList &keys) const;

private:
    const YamlNode *m_node;
    QString m_key;
    Complaints *m_complaints;
    YamlMark m_mark;
};

/// "did you mean 'X'?" for the nearest of KNOWN, else the list of allowed words if it is short.
[[nodiscard]] QString suggest(const QString &word, const QStringList &known);

} // namespace hydra
