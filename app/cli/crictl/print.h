// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "output.h"

#include "base/result.h"
#include "cri/crictl_verbs.h"

#include <QJsonArray>

#include <string>
#include <vector>

namespace hydra::cli {

/// Adds crictl's -o with the words a verb knows, the first being its default.
void addOutput(CLI::App &command, Format &format, const std::vector<std::string> &words);

/// KEY=VALUE, each, as an object.
[[nodiscard]] QJsonObject readPairs(const std::vector<std::string> &words);

/// `images --filter`, applied in crictl's order to sorted images. Invalid for a filter that there is not.
[[nodiscard]] Result<QJsonArray> filterImages(QJsonArray images, const std::vector<std::string> &filters);

} // namespace hydra::cli
