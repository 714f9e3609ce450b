// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/redact_text.h"

#include <QByteArray>
#include <QStringList>

#include <optional>

namespace hydra {

/// Removes secrets from texts that a user shares. Pure. When in doubt it removes.

/// Whether the value of a key in YAML, JSON or a form is a secret: password, salt, token,
/// private...
[[nodiscard]] bool isSecretKey(const QString &key);

/// The secrets of one bundle: collects them from documents, and removes them from any text. Pass
/// all documents in before using the first result, since a text is only cleaned of secrets known by
/// then.
class Redactor
{
public:
    /// HOME is replaced by ~; empty: nothing is.
    explicit Redactor(QString home = {}) : m_home(std::move(home)) {}

    /// Adds a secret's value, also in the encodings of JSON, URLs and base64.
    void addSecret(const QString &value);
    /// Adds the user and password of a URL (the scheme may be missing), if it has any.
    void addUrl(const QString &url);

    /// A YAML document without comments and without the values of secret keys, which are
    /// remembered; nothing when it is no YAML. YAML within its texts (user_data) is treated
    /// likewise.
    [[nodiscard]] std::optional<QByteArray> yaml(const QByteArray &text);
    /// The same for a JSON object.
    [[nodiscard]] std::optional<QByteArray> json(const QByteArray &text);
    /// A log or any other text without known secrets, private keys, password hashes, credentials in
    /// URLs and what follows "password=" and the like.
    [[nodiscard]] QByteArray text(const QByteArray &text) const;

private:
    void addSecrets(const QStringList &values);

    QString m_home;
    QStringList m_secrets; ///< longest first
};

} // namespace hydra
