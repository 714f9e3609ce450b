// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/session.h"

#include <QJsonObject>

namespace hydra::cli {

/// A pod's file and its container's, read whole before anything is asked of a runtime. Names in
/// them that mean nothing to CRI are told as warnings, and left out.
struct ConfigFiles {
    QJsonObject pod;
    QJsonObject container;
};
[[nodiscard]] Result<QJsonObject> readPodFile(Session &session, const std::string &path);
/// Prints the errors of both files, and returns the last.
[[nodiscard]] Result<ConfigFiles> readConfigFiles(Session &session, const std::string &container,
                                                  const std::string &pod);

} // namespace hydra::cli
