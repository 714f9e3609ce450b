// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "output.h"

#include "base/result.h"

#include <QJsonArray>

#include <string>
#include <vector>

namespace hydra::cli {

/// crictl's -o.
struct CrictlOutput {
    Format format = Format::Table;
    std::string word;
};

/// Adds -o with the words a verb knows, the first being its default.
void addOutput(CLI::App &command, CrictlOutput &output, const std::vector<std::string> &words);
void printOutput(const QJsonObject &value, const CrictlOutput &output);

/// `images --filter`, applied in crictl's order to sorted images. Invalid for a filter that there is not.
[[nodiscard]] Result<QJsonArray> filterImages(QJsonArray images, const std::vector<std::string> &filters);

} // namespace hydra::cli
