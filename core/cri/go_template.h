// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QJsonValue>

#include <memory>

namespace hydra {

namespace gotemplate {
struct Tree;
}

/// Go's text/template over JSON, as `crictl -o go-template` has it
/// (https://pkg.go.dev/text/template): if, range, with, else, break, continue, variables,
/// pipelines, Go's functions and crictl's json, lower, title, upper. Not offered: define, template,
/// block, and the functions call and js.
///
/// As in crictl, a key that a map lacks is an error, and a number of the data is its text: true
/// even when it is 0. Unlike there, it may be compared with a number. A value; any thread.
class GoTemplate
{
public:
    /// Invalid, with line and column in TEXT.
    [[nodiscard]] static Result<GoTemplate> parse(const QString &text);
    /// What the template writes of DATA, control characters of the data included; at most 64 MiB.
    /// Invalid when it does not fit the data.
    [[nodiscard]] Result<QString> run(const QJsonValue &data) const;

private:
    std::shared_ptr<const gotemplate::Tree> m_tree;
};

} // namespace hydra
