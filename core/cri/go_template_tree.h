// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonValue>
#include <QString>
#include <QStringList>

#include <memory>
#include <vector>

/// The parts of a GoTemplate; nobody else includes this.
namespace hydra::gotemplate {

/// What ends the parsing or running of a template; GoTemplate makes an Error of it.
struct Stop {
    qsizetype offset = -1; ///< in the template; negative: that of the action that runs
    QString what;
    QString hint = {};
};

/// A value while a template runs. JSON's null is Go's nil.
struct Value {
    QJsonValue json;
    bool computed = false; ///< a number of the template or of a function, not of the data
};

struct Pipe;

/// A value in an action, and the fields taken from it: .a.b, $x.a, (…).a, "text", index.
struct Operand {
    enum class Kind { Dot, Literal, Variable, Function, Pipe };
    Kind kind = Kind::Dot;
    Value literal = {};
    QString name = {}; ///< of a variable, with its $, or of a function
    std::shared_ptr<const Pipe> pipe = nullptr;
    QStringList fields = {};
};

/// Operands between bars; the first one is a function or stands alone.
using Command = std::vector<Operand>;

struct Pipe {
    qsizetype offset = 0;
    QStringList variables; ///< what it sets
    bool declares = false; ///< := instead of =
    std::vector<Command> commands;
};

struct Node {
    enum class Kind { Text, Action, If, With, Range, Break, Continue };
    Kind kind = Kind::Text;
    QString text = {};
    Pipe pipe = {};
    std::vector<Node> body = {};
    std::vector<Node> otherwise = {}; ///< of else
};

struct Tree {
    QString text; ///< the template, for places in messages
    std::vector<Node> nodes;
};

/// Throws Stop.
[[nodiscard]] std::vector<Node> parseNodes(const QString &text);

} // namespace hydra::gotemplate
