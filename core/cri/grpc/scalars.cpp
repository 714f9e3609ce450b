// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cri/grpc/scalars.h"

#include <QRegularExpression>
#include <QStringList>

#include <cmath>
#include <limits>
#include <optional>

namespace hydra {
namespace {

namespace pb = google::protobuf;

using Field = pb::FieldDescriptor;

constexpr quint64 kExactInJson = quint64(1) << 53;
constexpr int kMostWordsShown = 20;

CriScalar wrong(const QString &what, const QString &hint)
{
    return {.value = {}, .what = what, .hint = hint};
}

QString shown(const YamlNode &node)
{
    const QString text = node.text.size() > 60 ? node.text.left(60) + u'…' : node.text;
    return node.quoted ? u'"' + text + u'"' : QStringLiteral("'%1'").arg(text);
}

/// YAML 1.1's type bool: https://yaml.org/type/bool.html
CriScalar readBool(const YamlNode &node)
{
    static const QRegularExpression yes(
        QStringLiteral("^(y|Y|yes|Yes|YES|true|True|TRUE|on|On|ON)$"));
    static const QRegularExpression no(
        QStringLiteral("^(n|N|no|No|NO|false|False|FALSE|off|Off|OFF)$"));
    if (!node.quoted && yes.match(node.text).hasMatch())
        return {.value = true};
    if (!node.quoted && no.match(node.text).hasMatch())
        return {.value = false};
    return wrong(QStringLiteral("%1 is neither true nor false").arg(shown(node)),
                 node.quoted ? QStringLiteral("write true or false, without quotes")
                             : QStringLiteral("write true or false (yes, no, on, off)"));
}

struct Whole {
    bool negative = false;
    quint64 size = 0;
};

std::optional<Whole> inBase(const QRegularExpressionMatch &match, int base)
{
    bool fits = false;
    QString digits = match.captured(2);
    const quint64 size = digits.remove(u'_').toULongLong(&fits, base);
    return fits ? std::optional(Whole{match.captured(1) == u"-", size}) : std::nullopt;
}

/// 7, -7, 0x1f, 0o17, 0b11, 1_000; also 1e9, which crictl takes. Nothing for anything else, or for
/// more than 64 bits.
std::optional<Whole> readWhole(const QString &text)
{
    static const struct {
        QRegularExpression form;
        int base;
    } forms[] = {
        {QRegularExpression(QStringLiteral("^([-+]?)(0|[1-9][0-9_]*)$")), 10},
        {QRegularExpression(QStringLiteral("^([-+]?)0x([0-9a-fA-F_]+)$")), 16},
        {QRegularExpression(QStringLiteral("^([-+]?)0o([0-7_]+)$")), 8},
        {QRegularExpression(QStringLiteral("^([-+]?)0b([01_]+)$")), 2},
    };
    for (const auto &[form, base] : forms) {
        if (const auto match = form.match(text); match.hasMatch())
            return inBase(match, base);
    }
    static const QRegularExpression real(
        QStringLiteral("^[-+]?(0|[1-9][0-9]*)(\\.[0-9]*)?([eE][-+]?[0-9]+)?$"));
    const double number = real.match(text).hasMatch() ? text.toDouble() : 0.5;
    if (std::trunc(number) != number || std::abs(number) > double(kExactInJson))
        return std::nullopt;
    return Whole{number < 0, quint64(std::abs(number))};
}

/// What an integer field can hold, below and above zero.
struct Range {
    quint64 below = 0;
    quint64 above = 0;
    [[nodiscard]] bool holds(const Whole &number) const
    {
        return number.size <= (number.negative ? below : above);
    }
    [[nodiscard]] QString words() const
    {
        return QStringLiteral("write a whole number from %1%2 to %3")
            .arg(below == 0 ? QString() : QStringLiteral("-"))
            .arg(below)
            .arg(above);
    }
};

Range rangeOf(const Field *field)
{
    switch (field->cpp_type()) {
    case Field::CPPTYPE_INT32:
        return {quint64(1) << 31, (quint64(1) << 31) - 1};
    case Field::CPPTYPE_UINT32:
        return {0, std::numeric_limits<quint32>::max()};
    case Field::CPPTYPE_INT64:
        return {quint64(1) << 63, (quint64(1) << 63) - 1};
    default:
        return {0, std::numeric_limits<quint64>::max()};
    }
}

QJsonValue jsonOf(const Whole &number)
{
    if (number.size <= kExactInJson)
        return number.negative ? -qint64(number.size) : qint64(number.size);
    return (number.negative ? QStringLiteral("-") : QString()) + QString::number(number.size);
}

CriScalar readInteger(const Field *field, const YamlNode &node)
{
    static const QRegularExpression zeroFirst(QStringLiteral("^[-+]?0[0-9]+$"));
    const Range range = rangeOf(field);
    if (zeroFirst.match(node.text).hasMatch()) {
        bool isOctal = false;
        const quint64 octal = node.text.toULongLong(&isOctal, 8);
        return wrong(
            QStringLiteral("%1 begins with 0: octal to some, decimal to others").arg(shown(node)),
            isOctal ? QStringLiteral("write %1 or %2").arg(octal).arg(node.text.toULongLong())
                    : QStringLiteral("write it without the 0"));
    }
    const auto number = readWhole(node.text);
    if (!number)
        return wrong(QStringLiteral("%1 is no whole number, or too large").arg(shown(node)),
                     range.words());
    if (!range.holds(*number))
        return wrong(QStringLiteral("%1 is out of range").arg(shown(node)), range.words());
    return {.value = jsonOf(*number)};
}

CriScalar readReal(const YamlNode &node)
{
    bool isNumber = false;
    const double number = node.text.toDouble(&isNumber);
    if (!isNumber || !std::isfinite(number))
        return wrong(QStringLiteral("%1 is no number").arg(shown(node)),
                     QStringLiteral("write 0.5"));
    return {.value = number};
}

/// "POD (0), CONTAINER (1)"; of many only those that have WORD in them.
QString wordsOf(const pb::EnumDescriptor *type, const QString &word)
{
    QStringList words;
    for (int i = 0; i < type->value_count(); ++i) {
        const QString name = QString::fromStdString(type->value(i)->name());
        if (type->value_count() <= kMostWordsShown || name.contains(word, Qt::CaseInsensitive))
            words << QStringLiteral("%1 (%2)").arg(name).arg(type->value(i)->number());
    }
    if (words.isEmpty() || words.size() > kMostWordsShown)
        words = {QStringLiteral("%1 (%2) to %3 (%4)")
                     .arg(QString::fromStdString(type->value(0)->name()))
                     .arg(type->value(0)->number())
                     .arg(QString::fromStdString(type->value(type->value_count() - 1)->name()))
                     .arg(type->value(type->value_count() - 1)->number())};
    return words.join(QStringLiteral(", "));
}

// As numbers: crictl's own files have them so.
CriScalar readEnum(const pb::EnumDescriptor *type, const YamlNode &node)
{
    if (const auto *value = type->FindValueByName(node.text.toStdString()))
        return {.value = value->number()};
    bool isNumber = false;
    const int number = node.quoted ? 0 : node.text.toInt(&isNumber);
    if (isNumber && type->FindValueByNumber(number))
        return {.value = number};
    return wrong(
        QStringLiteral("%1 is no %2: there are %3")
            .arg(shown(node), QString::fromStdString(type->name()), wordsOf(type, node.text)),
        QStringLiteral("write one of these words, or its number"));
}

CriScalar readText(const Field *field, const YamlNode &node)
{
    if (field->type() == Field::TYPE_BYTES) // in JSON they are in base64
        return {.value = QString::fromLatin1(node.text.toUtf8().toBase64())};
    return {.value = node.text};
}

} // namespace

CriScalar readScalar(const Field *field, const YamlNode &node)
{
    const bool isText = field->cpp_type() == Field::CPPTYPE_STRING;
    if (node.kind == YamlNode::Kind::Null && isText)
        return {.value = QString()};
    if (node.kind != YamlNode::Kind::Scalar)
        return wrong(node.kind == YamlNode::Kind::Null
                         ? QStringLiteral("is empty")
                         : QStringLiteral("is a single value, no list and no map"),
                     QStringLiteral("write one word, number or text in quotes"));
    switch (field->cpp_type()) {
    case Field::CPPTYPE_STRING:
        return readText(field, node);
    case Field::CPPTYPE_BOOL:
        return readBool(node);
    case Field::CPPTYPE_ENUM:
        return readEnum(field->enum_type(), node);
    case Field::CPPTYPE_FLOAT:
    case Field::CPPTYPE_DOUBLE:
        return readReal(node);
    default:
        return readInteger(field, node);
    }
}

} // namespace hydra
