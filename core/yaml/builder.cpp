// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/yaml/builder.h"

#include <yaml-cpp/mark.h>

#include <algorithm>

namespace hydra {
namespace {

constexpr int maxDepth = 64;
constexpr int maxNodes = 100'000;
constexpr qint64 maxWeight = 4 << 20;
constexpr qint64 nodeWeight = 16;
constexpr std::size_t maxComplaints = 100;

YamlMark fromYaml(const YAML::Mark &mark)
{
    return {mark.pos, mark.line + 1, mark.column};
}

} // namespace

YamlDocument YamlBuilder::take()
{
    return std::move(m_document);
}

void YamlBuilder::complain(const YamlMark &mark, const QString &key, QString what, QString hint)
{
    if (m_document.complaints.size() < maxComplaints)
        m_document.complaints.push_back({m_file, mark.line, columnForPeople(m_text, mark), key,
                                         std::move(what), std::move(hint)});
}

QString YamlBuilder::path() const
{
    QString path;
    for (const Frame &frame : m_open) {
        if (frame.node->kind == YamlNode::Kind::Sequence)
            path += QStringLiteral("[%1]").arg(frame.node->items.size());
        else if (frame.key)
            path += (path.isEmpty() ? QString() : QStringLiteral(".")) + frame.key->text;
    }
    return path;
}

void YamlBuilder::OnDocumentStart(const YAML::Mark &mark)
{
    if (++m_documents > 1)
        throw Stop{fromYaml(mark), QStringLiteral("a second YAML document starts here"),
                   QStringLiteral("keep one lab in one file; remove the line ---")};
}

void YamlBuilder::OnNull(const YAML::Mark &mark, YAML::anchor_t anchor)
{
    auto node = std::make_shared<YamlNode>();
    node->mark = fromYaml(mark);
    node->weight = nodeWeight;
    add(node, anchor);
}

void YamlBuilder::OnScalar(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                           const std::string &value)
{
    auto node = std::make_shared<YamlNode>();
    node->kind = YamlNode::Kind::Scalar;
    node->mark = fromYaml(mark);
    node->text = QString::fromStdString(value);
    node->quoted = tag == "!" || tag == "tag:yaml.org,2002:str";
    node->weight = nodeWeight + qint64(value.size());
    checkTag(node->mark, tag);
    add(node, anchor);
}

void YamlBuilder::OnAlias(const YAML::Mark &mark, YAML::anchor_t anchor)
{
    const auto found = m_anchors.find(anchor);
    if (found == m_anchors.end())
        throw Stop{fromYaml(mark), QStringLiteral("an alias stands inside the value it repeats"),
                   QStringLiteral("a value cannot contain itself; write it out")};
    auto node = std::make_shared<YamlNode>(*found->second);
    node->mark = fromYaml(mark);
    node->aliased = true;
    grow(node->mark, node->weight);
    add(node, 0);
}

void YamlBuilder::OnSequenceStart(const YAML::Mark &mark, const std::string &tag,
                                  YAML::anchor_t anchor, YAML::EmitterStyle::value style)
{
    YamlNode node;
    node.kind = YamlNode::Kind::Sequence;
    node.flow = style == YAML::EmitterStyle::Flow;
    node.mark = fromYaml(mark);
    open(std::move(node), tag, anchor);
}

void YamlBuilder::OnMapStart(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                             YAML::EmitterStyle::value style)
{
    YamlNode node;
    node.kind = YamlNode::Kind::Map;
    node.flow = style == YAML::EmitterStyle::Flow;
    node.mark = fromYaml(mark);
    open(std::move(node), tag, anchor);
}

void YamlBuilder::OnSequenceEnd()
{
    close();
}

void YamlBuilder::OnMapEnd()
{
    close();
}

void YamlBuilder::open(YamlNode node, const std::string &tag, YAML::anchor_t anchor)
{
    if (m_open.size() >= maxDepth)
        throw Stop{node.mark, QStringLiteral("is nested more than %1 levels deep").arg(maxDepth),
                   QStringLiteral("a lab file needs no more than six; check the brackets")};
    checkTag(node.mark, tag);
    node.weight = nodeWeight;
    m_open.push_back({std::make_shared<YamlNode>(std::move(node)), anchor, nullptr, {}});
}

void YamlBuilder::close()
{
    const Frame frame = std::move(m_open.back());
    m_open.pop_back();
    add(frame.node, frame.anchor);
}

void YamlBuilder::grow(const YamlMark &mark, qint64 weight)
{
    m_weight += weight;
    if (++m_nodes > maxNodes)
        throw Stop{mark, QStringLiteral("has more than %1 values").arg(maxNodes),
                   QStringLiteral("check that this is a lab file")};
    if (m_weight > maxWeight)
        throw Stop{mark, QStringLiteral("grows beyond 4 MiB when its aliases are written out"),
                   QStringLiteral("use fewer aliases; common holds what all VMs share")};
}

void YamlBuilder::add(const YamlNodePtr &node, YAML::anchor_t anchor)
{
    if (!node->aliased)
        grow(node->mark, node->kind == YamlNode::Kind::Scalar ? node->weight : nodeWeight);
    if (anchor != 0)
        m_anchors[anchor] = node;
    if (m_open.empty()) {
        m_document.root = node;
        return;
    }
    Frame &frame = m_open.back();
    frame.node->weight += node->weight;
    frame.node->height = std::max(frame.node->height, node->height + 1);
    if (frame.node->height + int(m_open.size()) > maxDepth)
        throw Stop{node->mark, QStringLiteral("is nested more than %1 levels deep").arg(maxDepth),
                   QStringLiteral("a lab file needs no more than six; check the aliases")};
    if (frame.node->kind == YamlNode::Kind::Sequence)
        frame.node->items.push_back(node);
    else
        addToMap(frame, node);
}

void YamlBuilder::addToMap(Frame &frame, const YamlNodePtr &node)
{
    if (!frame.key) {
        frame.key = node;
        if (node->kind != YamlNode::Kind::Scalar) {
            frame.key = nullptr;
            const QString where = path();
            frame.key = node;
            complain(node->mark, where, QStringLiteral("a key here is no word"),
                     QStringLiteral("write KEY: VALUE"));
        }
        return;
    }
    const YamlNodePtr key = frame.key;
    if (key->kind == YamlNode::Kind::Scalar) {
        const auto [first, isNew] = frame.lines.try_emplace(key->text, key->mark.line);
        if (!isNew)
            complain(key->mark, path(),
                     QStringLiteral("is given twice, first on line %1").arg(first->second),
                     QStringLiteral("keep one of the two"));
        frame.node->entries.push_back({key->text, key->mark, key->quoted, node});
    }
    frame.key = nullptr;
}

void YamlBuilder::checkTag(const YamlMark &mark, const std::string &tag)
{
    static constexpr const char *core[] = {"str", "int", "float", "bool", "null", "seq", "map"};
    const bool known = tag.empty() || tag == "!" || tag == "?" ||
                       std::any_of(std::begin(core), std::end(core), [&](const char *name) {
                           return tag == std::string("tag:yaml.org,2002:") + name;
                       });
    if (!known)
        complain(mark, path(), QStringLiteral("has the tag '%1'").arg(QString::fromStdString(tag)),
                 tag == "tag:yaml.org,2002:binary"
                     ? QStringLiteral("remove the tag; in cloud-config's write_files, add "
                                      "`encoding: b64` beside the content")
                     : QStringLiteral("remove the tag; lab files use none"));
}

} // namespace hydra
