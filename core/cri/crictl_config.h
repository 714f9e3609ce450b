// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QStringList>

namespace hydra {

/// One of crictl's config files, as the runtime gets it.
struct CrictlConfig {
    QJsonObject message;  ///< names of the .proto, enums as numbers
    QStringList warnings; ///< "FILE:LINE:COLUMN: KEY: …": names that mean nothing to CRI
};

/// crictl's config files, JSON or YAML, read by CRI's own description of the message
/// (read_message.h). FILE is for messages. Invalid with all that is wrong, a line for each in
/// `details`. Any thread.

/// For runp: metadata.name and metadata.namespace are needed; an empty metadata.uid is filled.
[[nodiscard]] Result<CrictlConfig> readPodConfig(const QByteArray &text, const QString &file);
/// For create: metadata.name and image.image are needed; image.user_specified_image is filled.
[[nodiscard]] Result<CrictlConfig> readContainerConfig(const QByteArray &text, const QString &file);

/// Fills image.user_specified_image as crictl does.
void completeContainerConfig(QJsonObject &config);

} // namespace hydra
