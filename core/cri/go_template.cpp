// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cri/go_template.h"

#include "core/cri/go_template_functions.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

namespace hydra {
namespace gotemplate {
namespace {

constexpr qsizetype kLongestOutput = 64 << 20;
constexpr int kMostCounted = 10'000;
constexpr qsizetype kMostKeysShown = 20;

enum class Flow { On, Break, Continue };

/// The value of a field; a map that lacks it is an error, as for crictl.
Value fieldOf(const Value &value, const QString &name)
{
    if (value.json.isNull())
        throw Stop{.what = QStringLiteral(".%1 of nil").arg(name)};
    if (!value.json.isObject())
        throw Stop{.what = QStringLiteral(".%1: %2 has no fields").arg(name, kindOf(value)),
                   .hint = value.json.isArray() ? QStringLiteral("take one: index LIST 0, or range")
                                                : QString()};
    const QJsonObject object = value.json.toObject();
    if (!object.contains(name))
        throw Stop{.what = QStringLiteral("there is no .%1").arg(name),
                   .hint =
                       object.size() <= kMostKeysShown
                           ? QStringLiteral("there are ") + object.keys().join(QStringLiteral(", "))
                           : QString()};
    return {object.value(name)};
}

class Runner
{
public:
    QString run(const std::vector<Node> &nodes, const QJsonValue &data)
    {
        const Value root{data};
        m_variables.emplace_back(QStringLiteral("$"), root);
        walk(nodes, root);
        return m_output;
    }

private:
    using Variables = std::vector<std::pair<QString, Value>>;

    Flow walk(const std::vector<Node> &nodes, const Value &dot)
    {
        const std::size_t scope = m_variables.size();
        Flow flow = Flow::On;
        for (const Node &node : nodes) {
            flow = step(node, dot);
            if (flow != Flow::On)
                break;
        }
        m_variables.resize(scope);
        return flow;
    }

    Flow step(const Node &node, const Value &dot)
    {
        switch (node.kind) {
        case Node::Kind::Text:
            write(node.text);
            return Flow::On;
        case Node::Kind::Action:
            act(node.pipe, dot);
            return Flow::On;
        case Node::Kind::Break:
            return Flow::Break;
        case Node::Kind::Continue:
            return Flow::Continue;
        case Node::Kind::Range:
            return range(node, dot);
        case Node::Kind::If:
        case Node::Kind::With:
            break;
        }
        const std::size_t scope = m_variables.size();
        const Value value = valueOf(node.pipe, dot);
        const Value &inner = node.kind == Node::Kind::With ? value : dot;
        const Flow flow = isTrue(value) ? walk(node.body, inner) : walk(node.otherwise, dot);
        m_variables.resize(scope);
        return flow;
    }

    void act(const Pipe &pipe, const Value &dot)
    {
        const Value value = valueOf(pipe, dot);
        if (!pipe.variables.isEmpty())
            return;
        write(value.json.isNull() ? QStringLiteral("<no value>") : printed(value));
    }

    void write(const QString &text)
    {
        if (m_output.size() + text.size() > kLongestOutput)
            throw Stop{.what = QStringLiteral("writes more than 64 MiB")};
        m_output += text;
    }

    /// What a range goes through: keys and values.
    static Variables itemsOf(const Value &value)
    {
        Variables items;
        const QJsonArray array = value.json.toArray();
        for (qsizetype i = 0; i < array.size(); ++i)
            items.emplace_back(QString::number(i), Value{array[i]});
        const QJsonObject object = value.json.toObject();
        for (auto entry = object.begin(); entry != object.end(); ++entry)
            items.emplace_back(entry.key(), Value{*entry});
        if (value.computed && value.json.toInteger() > kMostCounted)
            throw Stop{.what = QStringLiteral("range: counts to %1 at most").arg(kMostCounted)};
        if (value.computed) {
            for (int i = 0; i < value.json.toInteger(); ++i)
                items.emplace_back(QString::number(i), Value{i, true});
        } else if (!value.json.isArray() && !value.json.isObject() && !value.json.isNull()) {
            throw Stop{.what =
                           QStringLiteral("range: %1 is no list and no map").arg(kindOf(value))};
        }
        return items;
    }

    Flow range(const Node &node, const Value &dot)
    {
        const std::size_t scope = m_variables.size();
        Pipe pipe = node.pipe;
        pipe.variables.clear();
        const Value whole = valueOf(pipe, dot);
        const Variables items = itemsOf(whole);
        if (items.empty())
            return walk(node.otherwise, dot);
        for (const auto &[key, value] : items) {
            set(node.pipe, whole.json.isObject() ? Value{key} : Value{key.toLongLong(), true},
                value);
            const Flow flow = walk(node.body, value);
            m_variables.resize(scope);
            if (flow == Flow::Break)
                break;
        }
        return Flow::On;
    }

    /// The variables of a range: the value, or the key and the value.
    void set(const Pipe &pipe, const Value &key, const Value &value)
    {
        if (pipe.variables.size() > 2)
            throw Stop{pipe.offset, QStringLiteral("range sets at most two variables")};
        if (pipe.variables.size() == 2)
            set(pipe.variables[0], pipe.declares, key);
        if (!pipe.variables.isEmpty())
            set(pipe.variables.back(), pipe.declares, value);
    }

    void set(const QString &name, bool declares, const Value &value)
    {
        if (declares)
            m_variables.emplace_back(name, value);
        else
            variable(name) = value;
    }

    Value &variable(const QString &name)
    {
        for (auto each = m_variables.rbegin(); each != m_variables.rend(); ++each) {
            if (each->first == name)
                return each->second;
        }
        throw Stop{.what = QStringLiteral("there is no variable %1").arg(name)};
    }

    Value valueOf(const Pipe &pipe, const Value &dot)
    {
        try {
            std::optional<Value> value;
            for (const Command &command : pipe.commands)
                value = valueOf(command, dot, value);
            for (const QString &name : pipe.variables)
                set(name, pipe.declares, *value);
            return *value;
        } catch (Stop &stop) {
            if (stop.offset < 0)
                stop.offset = pipe.offset;
            throw;
        }
    }

    /// LAST is the value in front of the bar.
    Value valueOf(const Command &command, const Value &dot, const std::optional<Value> &last)
    {
        const Operand &first = command.front();
        if (first.kind != Operand::Kind::Function) {
            if (command.size() > 1 || last)
                throw Stop{.what = QStringLiteral("only a function takes values")};
            return valueOf(first, dot);
        }
        if (first.name == u"and" || first.name == u"or")
            return lazily(command, dot, last);
        std::vector<Value> arguments;
        for (std::size_t i = 1; i < command.size(); ++i)
            arguments.push_back(valueOf(command[i], dot));
        if (last)
            arguments.push_back(*last);
        return callFunction(first.name, arguments);
    }

    // The first value that decides, or the last one.
    Value lazily(const Command &command, const Value &dot, const std::optional<Value> &last)
    {
        if (command.size() < 2 && !last)
            throw Stop{.what = QStringLiteral("%1 takes values").arg(command.front().name)};
        const bool decides = command.front().name == u"or";
        Value value;
        for (std::size_t i = 1; i < command.size(); ++i) {
            value = valueOf(command[i], dot);
            if (isTrue(value) == decides)
                return value;
        }
        return last ? *last : value;
    }

    Value valueOf(const Operand &operand, const Value &dot)
    {
        Value value = base(operand, dot);
        for (const QString &field : operand.fields)
            value = fieldOf(value, field);
        return value;
    }

    Value base(const Operand &operand, const Value &dot)
    {
        switch (operand.kind) {
        case Operand::Kind::Dot:
            return dot;
        case Operand::Kind::Literal:
            return operand.literal;
        case Operand::Kind::Variable:
            return variable(operand.name);
        case Operand::Kind::Function:
            return callFunction(operand.name, {});
        case Operand::Kind::Pipe:
            break;
        }
        return valueOf(*operand.pipe, dot);
    }

    Variables m_variables; ///< the innermost last
    QString m_output;
};

Error errorAt(const QString &text, const Stop &stop)
{
    const qsizetype offset = std::clamp<qsizetype>(stop.offset, 0, text.size());
    const qsizetype line = text.left(offset).count(u'\n');
    const qsizetype column =
        offset - (offset == 0 ? 0 : text.lastIndexOf(u'\n', offset - 1) + 1) + 1;
    return {ErrorCode::Invalid,
            stop.what,
            QStringLiteral("--template:%1:%2").arg(line + 1).arg(column),
            stop.hint,
            {}};
}

} // namespace
} // namespace gotemplate

Result<GoTemplate> GoTemplate::parse(const QString &text)
{
    try {
        GoTemplate made;
        made.m_tree = std::make_shared<gotemplate::Tree>(
            gotemplate::Tree{text, gotemplate::parseNodes(text)});
        return made;
    } catch (const gotemplate::Stop &stop) {
        return fail(gotemplate::errorAt(text, stop));
    }
}

Result<QString> GoTemplate::run(const QJsonValue &data) const
{
    try {
        return gotemplate::Runner().run(m_tree->nodes, data);
    } catch (const gotemplate::Stop &stop) {
        return fail(gotemplate::errorAt(m_tree->text, stop));
    }
}

} // namespace hydra
