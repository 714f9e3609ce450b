// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringList>

namespace hydra {

/// Removes secrets that can be recognised by their form. Pure; linear in the text's size, because
/// logs are long.

/// Replaces a secret.
inline constexpr QLatin1String removedWord{"<removed>"};

/// URLs without user and password: "http://<removed>@host".
[[nodiscard]] QString withoutCredentials(QString text);
/// Without private keys in PEM, including truncated ones.
[[nodiscard]] QString withoutPrivateKeys(QString text);
/// Without password hashes of crypt(3).
[[nodiscard]] QString withoutHashes(QString text);
/// Without what follows "password=", "token:", "Authorization:" and the like.
[[nodiscard]] QString withoutNamedSecrets(const QString &text);

/// All of these together.
[[nodiscard]] QString withoutSecrets(const QString &text);

/// The credentials in TEXT: "user:password" and the password of each URL, or a user name so long
/// that it must be a token.
[[nodiscard]] QStringList loginsIn(const QString &text);

} // namespace hydra
