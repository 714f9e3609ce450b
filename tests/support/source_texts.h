// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <map>

namespace hydra::test {

/// The texts of our headers and sources below PART ("core"), by their paths from the top of the
/// source tree. For tests that judge the sources themselves. Any thread.
[[nodiscard]] std::map<QString, QString> sourceTexts(const QString &part);

} // namespace hydra::test
