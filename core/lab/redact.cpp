// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/lab/redact.h"

#include "core/yaml/reader.h"
#include "core/yaml/writer.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

namespace hydra {
namespace {

// Shorter texts occur by chance in other words and numbers.
constexpr qsizetype shortestAnywhere = 4;

QRegularExpression wholeWord(const QString &word)
{
    return QRegularExpression(QStringLiteral("(?<![A-Za-z0-9])") +
                              QRegularExpression::escape(word) + QStringLiteral("(?![A-Za-z0-9])"));
}

QRegularExpression directory(const QString &path)
{
    return QRegularExpression(QRegularExpression::escape(path) +
                              QStringLiteral("(?![A-Za-z0-9._-])"));
}

/// The encodings in which VALUE may appear.
QStringList spellings(const QString &value)
{
    const QByteArray json = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    QStringList all{value, QString::fromUtf8(json.mid(2, json.size() - 4)),
                    QString::fromUtf8(QUrl::toPercentEncoding(value)),
                    QString::fromLatin1(value.toUtf8().toBase64())};
    all.removeDuplicates();
    return all;
}

// Booleans reveal nothing and occur everywhere.
bool isSecretText(const YamlNode &node)
{
    static const QStringList plain = QStringLiteral("true false yes no on off null ~").split(u' ');
    return node.kind == YamlNode::Kind::Scalar &&
           (node.quoted || !plain.contains(node.text.toLower()));
}

/// A text of several lines may itself be a YAML document: user_data.
YamlNodePtr documentIn(const YamlNode &node)
{
    if (node.kind != YamlNode::Kind::Scalar || !node.text.contains(u'\n'))
        return nullptr;
    const auto document = readYaml(node.text.toUtf8(), {});
    return document && document->root->kind == YamlNode::Kind::Map ? document->root : nullptr;
}

void collectSecrets(const YamlNode &node, bool secret, QStringList &found)
{
    if (secret && isSecretText(node))
        found << node.text;
    found += loginsIn(node.text);
    for (const YamlNodePtr &item : node.items)
        collectSecrets(*item, secret, found);
    for (const YamlEntry &entry : node.entries)
        collectSecrets(*entry.value, secret || isSecretKey(entry.key), found);
    if (const YamlNodePtr inner = documentIn(node))
        collectSecrets(*inner, secret, found);
}

QString cleanText(const QString &text, const Redactor &redactor)
{
    return QString::fromUtf8(redactor.text(text.toUtf8()));
}

YamlNode cleanNode(const YamlNode &node, const Redactor &redactor)
{
    if (const YamlNodePtr inner = documentIn(node))
        return textNode(writeBlockYaml(cleanNode(*inner, redactor)));
    if (node.kind == YamlNode::Kind::Scalar) {
        const QString text = cleanText(node.text, redactor);
        return node.quoted || text != node.text ? textNode(text) : plainNode(text);
    }
    YamlNode result = node.kind == YamlNode::Kind::Map        ? mapNode()
                      : node.kind == YamlNode::Kind::Sequence ? sequenceNode()
                                                              : YamlNode();
    for (const YamlNodePtr &item : node.items)
        append(result, cleanNode(*item, redactor));
    for (const YamlEntry &entry : node.entries)
        addEntry(result, cleanText(entry.key, redactor),
                 isSecretKey(entry.key) ? textNode(removedWord)
                                        : cleanNode(*entry.value, redactor));
    return result;
}

void collectSecrets(const QJsonValue &value, bool secret, QStringList &found)
{
    if (secret && value.isString())
        found << value.toString();
    found += loginsIn(value.toString());
    for (const QJsonValue &item : value.toArray())
        collectSecrets(item, secret, found);
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it)
        collectSecrets(it.value(), secret || isSecretKey(it.key()), found);
}

QJsonValue cleanJson(const QJsonValue &value, const Redactor &redactor)
{
    if (value.isString())
        return cleanText(value.toString(), redactor);
    if (value.isArray()) {
        QJsonArray array;
        for (const QJsonValue &item : value.toArray())
            array.append(cleanJson(item, redactor));
        return array;
    }
    if (!value.isObject())
        return value;
    const QJsonObject object = value.toObject();
    QJsonObject result;
    for (auto it = object.begin(); it != object.end(); ++it)
        result[cleanText(it.key(), redactor)] = isSecretKey(it.key())
                                                    ? QJsonValue(QString(removedWord))
                                                    : cleanJson(it.value(), redactor);
    return result;
}

bool isNumber(const QString &text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.isDigit(); });
}

} // namespace

bool isSecretKey(const QString &key)
{
    static const QStringList words =
        QStringLiteral("passwd password passphrase secret token salt private credential "
                       "authorization apikey hashed")
            .split(u' ');
    QString plain = key.toLower();
    plain.remove(u'_').remove(u'-');
    return std::any_of(words.begin(), words.end(),
                       [&](const QString &word) { return plain.contains(word); });
}

void Redactor::addSecret(const QString &value)
{
    if (value.isEmpty() || value == removedWord)
        return;
    m_secrets += spellings(value);
    m_secrets.removeDuplicates();
    std::sort(m_secrets.begin(), m_secrets.end(),
              [](const QString &a, const QString &b) { return a.size() > b.size(); });
}

void Redactor::addUrl(const QString &url)
{
    addSecrets(loginsIn(url.contains(u"://") ? url : QStringLiteral("://") + url));
}

void Redactor::addSecrets(const QStringList &values)
{
    for (const QString &value : values)
        addSecret(value);
}

std::optional<QByteArray> Redactor::yaml(const QByteArray &source)
{
    const auto document = readYaml(withoutByteOrderMark(source), {});
    if (!document)
        return std::nullopt;
    QStringList found;
    collectSecrets(*document->root, false, found);
    addSecrets(found);
    return writeBlockYaml(cleanNode(*document->root, *this)).toUtf8();
}

std::optional<QByteArray> Redactor::json(const QByteArray &source)
{
    const QJsonDocument document = QJsonDocument::fromJson(source);
    if (!document.isObject())
        return std::nullopt;
    QStringList found;
    collectSecrets(document.object(), false, found);
    addSecrets(found);
    return QJsonDocument(cleanJson(document.object(), *this).toObject()).toJson();
}

QByteArray Redactor::text(const QByteArray &source) const
{
    // Works on bytes (Latin-1), so that a log that is not UTF-8 stays intact; the patterns are
    // ASCII.
    QString text = QString::fromLatin1(source);
    const auto asBytes = [](const QString &words) { return QString::fromLatin1(words.toUtf8()); };
    for (const QString &secret : m_secrets) {
        const QString bytes = asBytes(secret);
        if (bytes.size() >= shortestAnywhere && !isNumber(bytes))
            text.replace(bytes, removedWord);
        else
            text.replace(wholeWord(bytes), removedWord);
    }
    text = withoutSecrets(text);
    if (!m_home.isEmpty() && m_home != u"/")
        text.replace(directory(asBytes(m_home)), QStringLiteral("~"));
    return text.toLatin1();
}

} // namespace hydra
