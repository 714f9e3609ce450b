// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

namespace hydra {

/// The MIME type that cloud-init gives a text of user-data by its beginning: text/cloud-config for
/// `#cloud-config`, text/x-shellscript for `#!`, text/jinja2 for `## template: jinja`, and so on;
/// multipart/mixed for a MIME document. Empty for a text that it does not know. Pure. Source:
/// cloud-init's documentation, "User-data formats".
[[nodiscard]] QByteArray userDataType(const QString &text);

inline const QByteArray cloudConfigType = "text/cloud-config";
inline const QByteArray multipartType = "multipart/mixed";

/// Whether cloud-init knows TEXT as something that is no cloud-config and cannot be merged with
/// one: a script, a template, a list of addresses, several parts.
[[nodiscard]] bool isUserDataPart(const QString &text);

} // namespace hydra
