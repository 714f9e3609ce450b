// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cri/go_template_functions.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>
#include <QUrl>

#include <cmath>

namespace hydra::gotemplate {
namespace {

using Values = std::vector<Value>;
using Function = Value (*)(const Values &);

Value computed(const QJsonValue &json)
{
    return {json, true};
}

[[noreturn]] void refuse(const QString &what, const QString &hint = {})
{
    throw Stop{.what = what, .hint = hint};
}

const Value &only(const Values &arguments)
{
    if (arguments.size() != 1)
        refuse(QStringLiteral("takes one value, not %1").arg(arguments.size()));
    return arguments.front();
}

bool isText(const Value &value)
{
    return value.json.isString() || (value.json.isDouble() && !value.computed);
}

/// Less than, equal to or greater than 0, as a is to b. Texts are compared as texts, which a number
/// of the data is; with a number of the template it is one.
int compared(const Value &a, const Value &b)
{
    if (isText(a) && isText(b))
        return textOf(a).compare(textOf(b));
    const auto left = a.json.isDouble() || b.json.isDouble() ? numberOf(a) : std::nullopt;
    const auto right = numberOf(b);
    if (!left || !right)
        refuse(QStringLiteral("%1 and %2 cannot be compared").arg(kindOf(a), kindOf(b)));
    return *left < *right ? -1 : int(*left > *right);
}

bool equal(const Value &a, const Value &b)
{
    if (a.json.isNull() || b.json.isNull())
        return a.json.isNull() && b.json.isNull();
    if (a.json.isBool() && b.json.isBool())
        return a.json == b.json;
    return compared(a, b) == 0;
}

/// The two values that a comparison has.
std::pair<Value, Value> pairOf(const Values &arguments)
{
    if (arguments.size() != 2)
        refuse(QStringLiteral("compares two values, not %1").arg(arguments.size()));
    return {arguments[0], arguments[1]};
}

template <typename Holds> Value comparison(const Values &arguments, Holds holds)
{
    const auto [a, b] = pairOf(arguments);
    return {holds(compared(a, b))};
}

// eq compares its first value with each of the others.
Value eq(const Values &arguments)
{
    if (arguments.size() < 2)
        refuse(QStringLiteral("compares two values or more"));
    bool any = false;
    for (std::size_t i = 1; i < arguments.size(); ++i)
        any = any || equal(arguments[0], arguments[i]);
    return {any};
}

Value lengthOf(const Values &arguments)
{
    const QJsonValue &json = only(arguments).json;
    if (json.isArray())
        return computed(json.toArray().size());
    if (json.isObject())
        return computed(json.toObject().size());
    if (isText(arguments.front()))
        return computed(textOf(arguments.front()).toUtf8().size());
    refuse(QStringLiteral("%1 has no length").arg(kindOf(arguments.front())));
}

qsizetype placeIn(qsizetype size, const Value &index)
{
    const auto number = numberOf(index);
    if (!number || std::trunc(*number) != *number || *number < 0 || *number >= double(size))
        refuse(QStringLiteral("there is no item %1 of %2").arg(printed(index)).arg(size));
    return qsizetype(*number);
}

// A key that a map lacks gives nil here, unlike a field.
Value indexed(const Values &arguments)
{
    if (arguments.empty())
        refuse(QStringLiteral("takes a list or a map, and where in it"));
    QJsonValue json = arguments.front().json;
    for (std::size_t i = 1; i < arguments.size(); ++i) {
        if (json.isArray())
            json = json.toArray().at(placeIn(json.toArray().size(), arguments[i]));
        else if (json.isObject() && isText(arguments[i]))
            json = json.toObject().value(textOf(arguments[i]));
        else
            refuse(QStringLiteral("%1 has no item %2").arg(kindOf({json}), printed(arguments[i])));
        if (json.isUndefined())
            json = QJsonValue::Null;
    }
    return {json};
}

Value sliced(const Values &arguments)
{
    if (arguments.empty() || arguments.size() > 3)
        refuse(QStringLiteral("takes a list or a text, and from where to where"));
    const QJsonValue &json = arguments.front().json;
    const bool isList = json.isArray();
    if (!isList && !json.isString())
        refuse(QStringLiteral("%1 has no parts").arg(kindOf(arguments.front())));
    const QByteArray bytes = json.toString().toUtf8();
    const qsizetype size = isList ? json.toArray().size() : bytes.size();
    const qsizetype from = arguments.size() > 1 ? placeIn(size + 1, arguments[1]) : 0;
    const qsizetype to = arguments.size() > 2 ? placeIn(size + 1, arguments[2]) : size;
    if (from > to)
        refuse(QStringLiteral("the part would begin behind its end"));
    if (!isList)
        return {QString::fromUtf8(bytes.mid(from, to - from))};
    QJsonArray part;
    for (qsizetype i = from; i < to; ++i)
        part.append(json.toArray().at(i));
    return {part};
}

// Go's print puts blanks between neighbours that are no texts, its println between all.
Value printedTogether(const Values &arguments)
{
    QString all;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        if (i > 0 && !isText(arguments[i]) && !isText(arguments[i - 1]))
            all += u' ';
        all += printed(arguments[i]);
    }
    return {all};
}

Value printedInALine(const Values &arguments)
{
    QStringList all;
    for (const Value &each : arguments)
        all << printed(each);
    return {all.join(u' ') + u'\n'};
}

// As Go's encoder: keys sorted, no blanks, what HTML obeys escaped, a line break at the end.
Value asJson(const Values &arguments)
{
    const QByteArray text =
        QJsonDocument(QJsonArray{only(arguments).json}).toJson(QJsonDocument::Compact);
    QString json = QString::fromUtf8(text.mid(1, text.size() - 2));
    for (const char16_t c : {u'<', u'>', u'&', u'\u2028', u'\u2029'})
        json.replace(QChar(c), QStringLiteral("\\u%1").arg(int(c), 4, 16, QLatin1Char('0')));
    return {json + u'\n'};
}

Value title(const Values &arguments)
{
    QString text = textOf(only(arguments));
    bool inWord = false;
    for (QChar &c : text) {
        if (!inWord)
            c = c.toTitleCase();
        inWord = c.isLetterOrNumber() || c == u'\'';
    }
    return {text};
}

Value html(const Values &arguments)
{
    QString text = printedTogether(arguments).json.toString();
    text.replace(u'&', QStringLiteral("&amp;")).replace(u'<', QStringLiteral("&lt;"));
    text.replace(u'>', QStringLiteral("&gt;")).replace(u'"', QStringLiteral("&#34;"));
    return {text.replace(u'\'', QStringLiteral("&#39;"))};
}

Value urlQuery(const Values &arguments)
{
    const QString text = printedTogether(arguments).json.toString();
    return {QString::fromLatin1(QUrl::toPercentEncoding(text, " ").replace(' ', '+'))};
}

const QMap<QString, Function> &functions()
{
    // `and` and `or` are the runner's: they look at no more of their values than it takes.
    static const QMap<QString, Function> all{
        {QStringLiteral("and"), nullptr},
        {QStringLiteral("or"), nullptr},
        {QStringLiteral("not"), [](const Values &v) { return Value{!isTrue(only(v))}; }},
        {QStringLiteral("eq"), eq},
        {QStringLiteral("ne"),
         [](const Values &v) {
             const auto [a, b] = pairOf(v);
             return Value{!equal(a, b)};
         }},
        {QStringLiteral("lt"),
         [](const Values &v) { return comparison(v, [](int order) { return order < 0; }); }},
        {QStringLiteral("le"),
         [](const Values &v) { return comparison(v, [](int order) { return order <= 0; }); }},
        {QStringLiteral("gt"),
         [](const Values &v) { return comparison(v, [](int order) { return order > 0; }); }},
        {QStringLiteral("ge"),
         [](const Values &v) { return comparison(v, [](int order) { return order >= 0; }); }},
        {QStringLiteral("len"), lengthOf},
        {QStringLiteral("index"), indexed},
        {QStringLiteral("slice"), sliced},
        {QStringLiteral("print"), printedTogether},
        {QStringLiteral("printf"), [](const Values &v) { return Value{formatted(v)}; }},
        {QStringLiteral("println"), printedInALine},
        {QStringLiteral("html"), html},
        {QStringLiteral("urlquery"), urlQuery},
        {QStringLiteral("json"), asJson},
        {QStringLiteral("title"), title},
        {QStringLiteral("lower"), [](const Values &v) { return Value{textOf(only(v)).toLower()}; }},
        {QStringLiteral("upper"), [](const Values &v) { return Value{textOf(only(v)).toUpper()}; }},
    };
    return all;
}

} // namespace

QStringList functionNames()
{
    return functions().keys();
}

Value callFunction(const QString &name, const Values &arguments)
{
    const Function function = functions().value(name);
    if (function == nullptr)
        refuse(QStringLiteral("%1 takes values").arg(name));
    try {
        return function(arguments);
    } catch (Stop &stop) {
        stop.what = name + QStringLiteral(": ") + stop.what;
        throw;
    }
}

} // namespace hydra::gotemplate
