// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cri/go_template_functions.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QLocale>

#include <cmath>

namespace hydra::gotemplate {
namespace {

constexpr int kWidestField = 10'000;

QString listed(const QJsonArray &array)
{
    QStringList items;
    for (const QJsonValue &item : array)
        items << printed({item});
    return u'[' + items.join(u' ') + u']';
}

QString mapped(const QJsonObject &object)
{
    QStringList items;
    for (auto entry = object.begin(); entry != object.end(); ++entry)
        items << entry.key() + u':' + printed({*entry});
    return QStringLiteral("map[") + items.join(u' ') + u']';
}

/// A verb of printf with what stands between it and the %.
struct Verb {
    bool left = false, plus = false, zeros = false, sharp = false;
    int width = 0;
    int precision = -1; ///< -1: not given
    char16_t letter = 0;
};

/// One use of printf: its verbs take the values in order.
class Formatter
{
public:
    explicit Formatter(const std::vector<Value> &arguments)
        : m_format(arguments.front().json.toString()), m_arguments(arguments)
    {
    }

    QString all()
    {
        QString text;
        while (m_at < m_format.size()) {
            const QChar c = m_format[m_at++];
            text += c == u'%' ? one(verb()) : QString(c);
        }
        if (m_next < m_arguments.size())
            throw Stop{.what = QStringLiteral("has more values than verbs")};
        return text;
    }

private:
    bool take(char16_t c)
    {
        const bool is = m_at < m_format.size() && m_format[m_at] == c;
        m_at += is ? 1 : 0;
        return is;
    }

    int digits()
    {
        int number = 0;
        while (m_at < m_format.size() && m_format[m_at].isDigit() && number < kWidestField)
            number = number * 10 + m_format[m_at++].digitValue();
        if (number >= kWidestField)
            throw Stop{.what = QStringLiteral("a field is too wide")};
        return number;
    }

    Verb verb()
    {
        Verb verb;
        for (bool more = true; more;) {
            more = false;
            for (const auto &[flag, c] :
                 {std::pair(&verb.left, u'-'), std::pair(&verb.plus, u'+'),
                  std::pair(&verb.zeros, u'0'), std::pair(&verb.sharp, u'#')}) {
                const bool is = take(c);
                *flag = *flag || is;
                more = more || is;
            }
        }
        verb.width = digits();
        if (take(u'.'))
            verb.precision = digits();
        if (m_at < m_format.size())
            verb.letter = m_format[m_at++].unicode();
        return verb;
    }

    const Value &next()
    {
        if (m_next >= m_arguments.size())
            throw Stop{.what = QStringLiteral("has more verbs than values")};
        return m_arguments[m_next++];
    }

    QString one(const Verb &verb)
    {
        if (verb.letter == u'%')
            return QStringLiteral("%");
        QString text = unpadded(verb, next());
        const qsizetype lacks = verb.width - text.size();
        if (lacks <= 0)
            return text;
        if (verb.left)
            return text + QString(lacks, u' ');
        const bool signs = verb.zeros && (text.startsWith(u'-') || text.startsWith(u'+'));
        return signs ? text.insert(1, QString(lacks, u'0'))
                     : QString(lacks, verb.zeros ? u'0' : u' ') + text;
    }

    QString unpadded(const Verb &verb, const Value &value)
    {
        switch (verb.letter) {
        case u'v':
        case u's':
        case u't':
            return verb.precision < 0 ? printed(value) : printed(value).left(verb.precision);
        case u'q':
            return quoted(printed(value));
        case u'd':
            return signedText(verb, qint64(number(value)), 10);
        case u'x':
        case u'X': {
            const QString hex = numberOf(value)
                                    ? signedText(verb, qint64(number(value)), 16)
                                    : QString::fromLatin1(printed(value).toUtf8().toHex());
            return verb.letter == u'X' ? hex.toUpper() : hex;
        }
        case u'f':
        case u'e':
        case u'g': {
            const bool shortest = verb.letter == u'g' && verb.precision < 0;
            return QString::number(number(value), char(verb.letter),
                                   shortest             ? QLocale::FloatingPointShortest
                                   : verb.precision < 0 ? 6
                                                        : verb.precision);
        }
        default:
            throw Stop{.what = QStringLiteral("%%1 is no verb").arg(QChar(verb.letter)),
                       .hint = QStringLiteral("there are %v %s %q %d %x %t %f %e %g and %%")};
        }
    }

    static double number(const Value &value)
    {
        if (const auto number = numberOf(value))
            return *number;
        throw Stop{.what = QStringLiteral("%1 is no number").arg(kindOf(value))};
    }

    static QString signedText(const Verb &verb, qint64 number, int base)
    {
        return (verb.plus && number >= 0 ? QStringLiteral("+") : QString()) +
               QString::number(number, base);
    }

    static QString quoted(QString text)
    {
        text.replace(u'\\', QStringLiteral("\\\\")).replace(u'"', QStringLiteral("\\\""));
        text.replace(u'\n', QStringLiteral("\\n")).replace(u'\t', QStringLiteral("\\t"));
        return u'"' + text + u'"';
    }

    QString m_format;
    const std::vector<Value> &m_arguments;
    qsizetype m_at = 0;
    std::size_t m_next = 1; ///< the first one is the format
};

} // namespace

QString printed(const Value &value)
{
    const QJsonValue &json = value.json;
    if (json.isArray())
        return listed(json.toArray());
    if (json.isObject())
        return mapped(json.toObject());
    if (json.isBool())
        return json.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    return json.isString() || json.isDouble() ? textOf(value) : QStringLiteral("<nil>");
}

QString formatted(const std::vector<Value> &arguments)
{
    if (arguments.empty() || !arguments.front().json.isString())
        throw Stop{.what = QStringLiteral("its first value is the format")};
    return Formatter(arguments).all();
}

// Go sees the data's numbers as texts (json.Number): only an empty one is false.
bool isTrue(const Value &value)
{
    const QJsonValue &json = value.json;
    if (json.isArray())
        return !json.toArray().isEmpty();
    if (json.isObject())
        return !json.toObject().isEmpty();
    if (json.isDouble())
        return !value.computed || json.toDouble() != 0;
    return json.toBool() || !json.toString().isEmpty();
}

QString kindOf(const Value &value)
{
    switch (value.json.type()) {
    case QJsonValue::Bool:
        return QStringLiteral("a boolean");
    case QJsonValue::Double:
        return QStringLiteral("a number");
    case QJsonValue::String:
        return QStringLiteral("a text");
    case QJsonValue::Array:
        return QStringLiteral("a list");
    case QJsonValue::Object:
        return QStringLiteral("a map");
    default:
        return QStringLiteral("nil");
    }
}

std::optional<double> numberOf(const Value &value)
{
    if (value.json.isDouble())
        return value.json.toDouble();
    bool isNumber = false;
    const double number = value.json.toString().toDouble(&isNumber);
    return isNumber && std::isfinite(number) ? std::optional(number) : std::nullopt;
}

QString textOf(const Value &value)
{
    const QJsonValue &json = value.json;
    if (json.isString())
        return json.toString();
    if (!json.isDouble())
        throw Stop{.what = QStringLiteral("%1 is no text").arg(kindOf(value))};
    const double number = json.toDouble();
    if (std::trunc(number) == number && std::abs(number) < 9e18)
        return QString::number(json.toInteger());
    return QString::number(number, 'g', QLocale::FloatingPointShortest);
}

} // namespace hydra::gotemplate
