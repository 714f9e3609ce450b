// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/output.h"

#include "core/base/result.h"
#include "core/cri/crictl_verbs.h"
#include "core/cri/go_template.h"

#include <QJsonArray>
#include <QRegularExpression>

#include <optional>
#include <string>
#include <vector>

namespace hydra::cli {

/// Adds crictl's option -o with the formats of a verb; the first one is the default.
void addOutput(CLI::App &command, Format &format, const std::vector<std::string> &words);

/// How a verb writes that knows go-template, too.
struct CrictlOutput {
    std::string word; ///< of -o
    std::string text; ///< of --template
    std::optional<GoTemplate> goTemplate;

    [[nodiscard]] bool isTable() const { return word == "table"; }
    /// Reads the template, before anything is asked. Invalid when one is missing, or given for
    /// another format.
    [[nodiscard]] Result<void> prepare();
    /// Writes an object, or an array of several; a table is not for here. What the runtime has to
    /// say reaches the terminal without control characters.
    [[nodiscard]] Result<void> write(const QJsonValue &value) const;
};
/// Adds -o with WORDS besides go-template, and --template.
void addOutput(CLI::App &command, CrictlOutput &output, std::vector<std::string> words);

/// A regular expression that may match anywhere, as crictl's. Invalid, with OPTION, for a text that
/// is none.
[[nodiscard]] Result<QRegularExpression> patternOf(const QString &text, const char *option);

/// An object of words of the form KEY=VALUE.
[[nodiscard]] QJsonObject readPairs(const std::vector<std::string> &words);

/// Applies `images --filter` to sorted images, in crictl's order. Invalid for an unknown filter.
[[nodiscard]] Result<QJsonArray> filterImages(QJsonArray images,
                                              const std::vector<std::string> &filters);

} // namespace hydra::cli
