// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/yaml/document.h"

#include <yaml-cpp/eventhandler.h>

#include <map>
#include <unordered_map>

namespace hydra {

/// Turns yaml-cpp's events into a YamlNode tree. It uses events instead of yaml-cpp's own nodes
/// because those lose duplicate keys and allow cycles. Throws Stop (caught by readYaml) when a
/// limit is exceeded.
class YamlBuilder final : public YAML::EventHandler
{
public:
    struct Stop {
        YamlMark mark;
        QString what;
        QString hint;
    };

    YamlBuilder(const QByteArray &text, QString file) : m_text(text), m_file(std::move(file)) {}
    /// The document; its root is null when there was none.
    [[nodiscard]] YamlDocument take();

    void OnDocumentStart(const YAML::Mark &mark) override;
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark &mark, YAML::anchor_t anchor) override;
    void OnAlias(const YAML::Mark &mark, YAML::anchor_t anchor) override;
    void OnScalar(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                  const std::string &value) override;
    void OnSequenceStart(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value style) override;
    void OnSequenceEnd() override;
    void OnMapStart(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value style) override;
    void OnMapEnd() override;

private:
    struct Frame {
        std::shared_ptr<YamlNode> node;
        YAML::anchor_t anchor = 0;
        YamlNodePtr key;              ///< Map: the key whose value comes next
        std::map<QString, int> lines; ///< Map: the keys so far and their lines
    };

    void open(YamlNode node, const std::string &tag, YAML::anchor_t anchor);
    void close();
    void add(const YamlNodePtr &node, YAML::anchor_t anchor);
    void addToMap(Frame &frame, const YamlNodePtr &node);
    void grow(const YamlMark &mark, qint64 weight);
    void checkTag(const YamlMark &mark, const std::string &tag);
    void complain(const YamlMark &mark, const QString &key, QString what, QString hint);
    [[nodiscard]] QString path() const;

    const QByteArray &m_text;
    QString m_file;
    YamlDocument m_document;
    std::vector<Frame> m_open;
    std::unordered_map<YAML::anchor_t, YamlNodePtr> m_anchors;
    int m_documents = 0;
    int m_nodes = 0;
    qint64 m_weight = 0;
};

} // namespace hydra
