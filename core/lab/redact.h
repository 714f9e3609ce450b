// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "lab/redact_text.h"

#include <QByteArray>
#include <QStringList>

#include <optional>

namespace hydra {

/// Taking secrets out of what a user shows to others. Pure. Rather takes too much than too little.

/// A key of YAML, JSON or a form whose value nobody else should see: password, salt, token,
/// private...
[[nodiscard]] bool isSecretKey(const QString &key);

/// The secrets of one bundle: collects them from documents, then takes them out of any text. What
/// is learned late is missing in what was cleaned early: show it every document before the first
/// result is used.
class Redactor
{
public:
    /// HOME: what becomes ~; empty: nothing does.
    explicit Redactor(QString home = {}) : m_home(std::move(home)) {}

    /// A secret's value; also as JSON, URLs and base64 write it.
    void addSecret(const QString &value);
    /// The user and password of a URL (its scheme may be missing), if it has any.
    void addUrl(const QString &url);

    /// A YAML document without its comments and with the values of secret keys removed and
    /// remembered; nothing when it is none. YAML inside its texts (user_data) is treated alike.
    [[nodiscard]] std::optional<QByteArray> yaml(const QByteArray &text);
    /// The same of a JSON object.
    [[nodiscard]] std::optional<QByteArray> json(const QByteArray &text);
    /// A log or any other text: known secrets, private keys, password hashes, credentials in URLs
    /// and what follows "password=" and its like are removed.
    [[nodiscard]] QByteArray text(const QByteArray &text) const;

private:
    void addSecrets(const QStringList &values);

    QString m_home;
    QStringList m_secrets; ///< longest first
};

} // namespace hydra
