// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/yaml/emit.h"

#include <QJsonArray>
#include <yaml-cpp/yaml.h>

#include <algorithm>

namespace hydra {
namespace {

// Anything but a plain word might be read as a number, a boolean or syntax, so it gets quotes.
bool isPlain(const QString &text)
{
    if (text.isEmpty() || !text.front().isLetter())
        return false;
    for (const char *word : {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}) {
        if (text.compare(QLatin1String(word), Qt::CaseInsensitive) == 0)
            return false;
    }
    for (QChar c : text) {
        if (!c.isLetterOrNumber() && !QStringLiteral("-_./ ").contains(c))
            return false;
    }
    return !text.endsWith(u' ');
}

void emitValue(YAML::Emitter &out, const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Object: {
        const QJsonObject object = value.toObject();
        out << (object.isEmpty() ? YAML::Flow : YAML::Block) << YAML::BeginMap;
        for (auto it = object.begin(); it != object.end(); ++it) {
            const QString key = it.key();
            out << YAML::Key;
            if (!std::all_of(key.begin(), key.end(), [](QChar c) { return c.isPrint(); }))
                out << YAML::DoubleQuoted;
            out << key.toStdString() << YAML::Value;
            emitValue(out, it.value());
        }
        out << YAML::EndMap;
        break;
    }
    case QJsonValue::Array: {
        const QJsonArray array = value.toArray();
        out << (array.isEmpty() ? YAML::Flow : YAML::Block) << YAML::BeginSeq;
        for (const QJsonValue &item : array)
            emitValue(out, item);
        out << YAML::EndSeq;
        break;
    }
    case QJsonValue::String:
        if (!isPlain(value.toString()))
            out << YAML::DoubleQuoted;
        out << value.toString().toStdString();
        break;
    case QJsonValue::Double: {
        const double number = value.toDouble();
        if (number == double(qint64(number)))
            out << qint64(number);
        else
            out << number;
        break;
    }
    case QJsonValue::Bool:
        out << value.toBool();
        break;
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        out << YAML::Null;
        break;
    }
}

} // namespace

QString emitYaml(const QJsonObject &value)
{
    YAML::Emitter out;
    emitValue(out, value);
    return QString::fromUtf8(out.c_str()) + u'\n';
}

} // namespace hydra
