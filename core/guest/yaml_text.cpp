// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/guest/yaml_text.h"

#include <set>
#include <string>

namespace hydra {
namespace {

constexpr int maxDepth = 50;
constexpr int maxNodes = 20000;

void emitScalar(YAML::Emitter &out, const YAML::Node &node)
{
    const std::string &tag = node.Tag();
    const bool quoted = tag == "!";
    if (!quoted && !tag.empty() && tag != "?")
        out << YAML::VerbatimTag(tag);
    if (quoted || node.Scalar().empty())
        out << YAML::DoubleQuoted;
    out << node.Scalar();
}

void emitNode(YAML::Emitter &out, const YAML::Node &node)
{
    if (node.IsMap()) {
        out << (node.size() == 0 ? YAML::Flow : YAML::Block) << YAML::BeginMap;
        for (const auto &pair : node) {
            out << YAML::Key;
            emitNode(out, pair.first);
            out << YAML::Value;
            emitNode(out, pair.second);
        }
        out << YAML::EndMap;
    } else if (node.IsSequence()) {
        out << (node.size() == 0 ? YAML::Flow : YAML::Block) << YAML::BeginSeq;
        for (const auto &item : node)
            emitNode(out, item);
        out << YAML::EndSeq;
    } else if (node.IsScalar()) {
        emitScalar(out, node);
    } else {
        out << YAML::Null;
    }
}

/// Finds the first reason to refuse a document.
class Inspection
{
public:
    QString look(const YAML::Node &node, int depth = 0)
    {
        if (++m_nodes > maxNodes || depth > maxDepth)
            return QStringLiteral("is too large or refers to itself");
        if (node.IsMap())
            return lookAtMap(node, depth);
        if (node.IsSequence()) {
            for (const auto &item : node) {
                if (const QString wrong = look(item, depth + 1); !wrong.isEmpty())
                    return wrong;
            }
        }
        return {};
    }

private:
    QString lookAtMap(const YAML::Node &node, int depth)
    {
        std::set<std::string> keys;
        for (const auto &pair : node) {
            if (!pair.first.IsScalar())
                return QStringLiteral("has a key that is not a text");
            if (!keys.insert(pair.first.Scalar()).second)
                return QStringLiteral("has the key %1 twice")
                    .arg(QString::fromStdString(pair.first.Scalar()));
            if (const QString wrong = look(pair.second, depth + 1); !wrong.isEmpty())
                return wrong;
        }
        return {};
    }

    int m_nodes = 0;
};

tl::unexpected<Error> invalid(const QString &what, const QString &where)
{
    return fail(ErrorCode::Invalid, what, where,
                QStringLiteral("write a cloud-config mapping, such as: timezone: Europe/Berlin"));
}

} // namespace

YAML::Node yamlString(const QString &text)
{
    YAML::Node node(text.toStdString());
    node.SetTag("!");
    return node;
}

YAML::Node yamlStrings(const QStringList &texts)
{
    YAML::Node list(YAML::NodeType::Sequence);
    for (const QString &text : texts)
        list.push_back(yamlString(text));
    return list;
}

QByteArray yamlText(const YAML::Node &node)
{
    YAML::Emitter out;
    emitNode(out, node);
    return QByteArray(out.c_str(), static_cast<qsizetype>(out.size())) + '\n';
}

Result<YAML::Node> readYamlMapping(const QString &text, const QString &where)
{
    try {
        YAML::Node node = YAML::Load(text.toStdString());
        if (!node.IsMap())
            return invalid(QStringLiteral("is not a mapping"), where);
        if (const QString wrong = Inspection().look(node); !wrong.isEmpty())
            return invalid(wrong, where);
        return node;
    } catch (const YAML::Exception &e) {
        return invalid(QStringLiteral("is not YAML: line %1, column %2: %3")
                           .arg(e.mark.line + 1)
                           .arg(e.mark.column + 1)
                           .arg(QString::fromStdString(e.msg)),
                       where);
    }
}

void mergeYaml(YAML::Node &ours, const YAML::Node &theirs)
{
    for (const auto &pair : theirs) {
        const std::string key = pair.first.Scalar();
        YAML::Node mine = ours[key];
        if (mine.IsDefined() && mine.IsMap() && pair.second.IsMap()) {
            mergeYaml(mine, pair.second);
        } else if (mine.IsDefined() && mine.IsSequence() && pair.second.IsSequence()) {
            for (const auto &item : pair.second)
                mine.push_back(item);
        } else {
            ours[key] = pair.second;
        }
    }
}

} // namespace hydra
