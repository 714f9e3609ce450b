// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QJsonObject>

namespace hydra {

/// crictl's config files, JSON or YAML with the names of the .proto. FILE is for messages.

/// For runp: metadata.name and metadata.namespace are needed; an empty metadata.uid is filled.
[[nodiscard]] Result<QJsonObject> readPodConfig(const QByteArray &text, const QString &file);
/// For create: metadata.name and image.image are needed; image.user_specified_image is filled.
[[nodiscard]] Result<QJsonObject> readContainerConfig(const QByteArray &text, const QString &file);

} // namespace hydra
