// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cri/grpc/message_reader.h"

#include "core/cri/grpc/scalars.h"

#include <QJsonArray>

#include <cri.pb.h>

#include <set>

namespace hydra {
namespace {

namespace pb = google::protobuf;

using Kind = YamlNode::Kind;

QString nameOf(const pb::FieldDescriptor *field)
{
    return QString::fromStdString(field->name());
}

bool isNamed(const pb::FieldDescriptor *field, const QString &word)
{
    return word.compare(nameOf(field), Qt::CaseInsensitive) == 0 ||
           word.compare(QString::fromStdString(field->json_name()), Qt::CaseInsensitive) == 0;
}

const pb::FieldDescriptor *fieldNamed(const pb::Descriptor *type, const QString &word)
{
    for (int i = 0; i < type->field_count(); ++i) {
        if (isNamed(type->field(i), word))
            return type->field(i);
    }
    return nullptr;
}

QStringList fieldNames(const pb::Descriptor *type)
{
    QStringList names;
    for (int i = 0; i < type->field_count(); ++i)
        names << nameOf(type->field(i));
    return names;
}

/// Int64Value and its like: a number that may be absent.
bool isWrapper(const pb::Descriptor *type)
{
    return type->field_count() == 1 && type->field(0)->name() == "value";
}

/// Keeps the way to the value that is read, for messages.
class Step
{
public:
    Step(QString &way, const QString &more) : m_way(way), m_length(way.size())
    {
        m_way += m_way.isEmpty() || more.startsWith(u'[') ? more : u'.' + more;
    }
    ~Step() { m_way.truncate(m_length); }
    Step(const Step &) = delete;
    Step &operator=(const Step &) = delete;

private:
    QString &m_way;
    qsizetype m_length;
};

class MessageReader
{
public:
    CriReading read(const pb::Descriptor *type, const YamlNode &root)
    {
        m_reading.message = message(type, root).toObject();
        return std::move(m_reading);
    }

private:
    void refuse(const YamlMark &mark, const QString &what, const QString &hint)
    {
        m_reading.wrong.push_back({.mark = mark, .key = m_way, .what = what, .hint = hint});
    }

    QJsonValue message(const pb::Descriptor *type, const YamlNode &node)
    {
        if (node.kind != Kind::Map) {
            refuse(
                node.mark,
                QStringLiteral("is a map of %1").arg(fieldNames(type).join(QStringLiteral(", "))),
                isWrapper(type) && node.kind == Kind::Scalar
                    ? QStringLiteral("write {value: %1}").arg(node.text)
                    : QStringLiteral("write each as KEY: VALUE below it"));
            return {};
        }
        QJsonObject object;
        std::set<const pb::FieldDescriptor *> seen;
        for (const YamlEntry &entry : node.entries) {
            const Step step(m_way, entry.key);
            const pb::FieldDescriptor *field = fieldNamed(type, entry.key);
            if (!field)
                m_reading.unknown.push_back(
                    {.mark = entry.keyMark,
                     .key = m_way,
                     .what = QStringLiteral("is no field of %1, and is left out")
                                 .arg(QString::fromStdString(type->name())),
                     .word = entry.key,
                     .known = fieldNames(type)});
            else if (!seen.insert(field).second)
                refuse(entry.keyMark,
                       QStringLiteral("is %1, which is there already").arg(nameOf(field)),
                       QStringLiteral("keep one of the two"));
            else if (entry.value->kind != Kind::Null) // unset, as for JSON's null
                object.insert(nameOf(field), fieldValue(field, *entry.value));
        }
        return object;
    }

    QJsonValue fieldValue(const pb::FieldDescriptor *field, const YamlNode &node)
    {
        if (field->is_map())
            return map(field->message_type()->map_value(), node);
        return field->is_repeated() ? list(field, node) : single(field, node);
    }

    QJsonValue map(const pb::FieldDescriptor *value, const YamlNode &node)
    {
        if (node.kind != Kind::Map) {
            refuse(node.mark, QStringLiteral("is a map"),
                   QStringLiteral("write KEY: VALUE below it"));
            return {};
        }
        QJsonObject object;
        for (const YamlEntry &entry : node.entries) {
            const Step step(m_way, entry.key);
            object.insert(entry.key, single(value, *entry.value));
        }
        return object;
    }

    QJsonValue list(const pb::FieldDescriptor *field, const YamlNode &node)
    {
        if (node.kind != Kind::Sequence) {
            refuse(node.mark, QStringLiteral("is a list"),
                   QStringLiteral("write - VALUE below it, or [VALUE, …]"));
            return {};
        }
        QJsonArray array;
        for (std::size_t i = 0; i < node.items.size(); ++i) {
            const Step step(m_way, QStringLiteral("[%1]").arg(i));
            array.append(single(field, *node.items[i]));
        }
        return array;
    }

    QJsonValue single(const pb::FieldDescriptor *field, const YamlNode &node)
    {
        if (field->cpp_type() == pb::FieldDescriptor::CPPTYPE_MESSAGE)
            return message(field->message_type(), node);
        const CriScalar scalar = readScalar(field, node);
        if (!scalar.what.isEmpty())
            refuse(node.mark, scalar.what, scalar.hint);
        return scalar.value;
    }

    CriReading m_reading;
    QString m_way;
};

} // namespace

const pb::Descriptor *findCriMessage(const QString &name)
{
    return runtime::v1::VersionRequest::descriptor()->file()->FindMessageTypeByName(
        name.toStdString());
}

CriReading readMessage(const pb::Descriptor *type, const YamlNode &root)
{
    return MessageReader().read(type, root);
}

} // namespace hydra
