// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringList>

namespace hydra {

/// Secrets that are known by their looks, whoever they belong to. Pure; time grows with the text's
/// size alone, because logs are long.

/// What stands where a secret was.
inline constexpr QLatin1String removedWord{"<removed>"};

/// URLs without user and password: "http://<removed>@host".
[[nodiscard]] QString withoutCredentials(QString text);
/// Without private keys in PEM; one whose beginning or end was cut off counts, too.
[[nodiscard]] QString withoutPrivateKeys(QString text);
/// Without what crypt(3) makes of passwords.
[[nodiscard]] QString withoutHashes(QString text);
/// Without what follows "password=", "token:", "Authorization:" and their like.
[[nodiscard]] QString withoutNamedSecrets(const QString &text);

/// What in TEXT lets somebody log in: "user:password" and the password of each URL, or a user so
/// long that it must be a token.
[[nodiscard]] QStringList loginsIn(const QString &text);

} // namespace hydra
