// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/atomic_file.h"
#include "core/guest/seed.h"
#include "tests/support/places.h"

#include <yaml-cpp/yaml.h>

namespace hydra::test {

/// A VM of the demo.
inline SeedInput demo()
{
    SeedInput input;
    input.lab = QStringLiteral("demo");
    input.vm.name = QStringLiteral("iso");
    input.mac = QStringLiteral("52:54:00:08:06:8B");
    input.authorizedKeys = {QStringLiteral("ssh-ed25519 AAAA lab"),
                            QStringLiteral("ssh-rsa BBBB me")};
    input.hostKey = {
        "-----BEGIN OPENSSH PRIVATE KEY-----\nabc\n-----END OPENSSH PRIVATE KEY-----\n",
        "ssh-ed25519 CCCC"};
    return input;
}

inline YAML::Node userData(const SeedInput &input)
{
    const auto documents = makeSeedDocuments(input);
    if (!documents)
        qWarning("%s", qPrintable(formatError(documents.error())));
    return YAML::Load(documents->userData.toStdString());
}

/// A file of the documents that demo() gets.
inline QByteArray golden(const char *name)
{
    return *readFile(sourcePath("tests/unit/guest/golden/") + QLatin1String(name));
}

inline QString instanceId(const SeedInput &input)
{
    return QString::fromUtf8(makeSeedDocuments(input)->metaData).section(u'"', 1, 1);
}

} // namespace hydra::test
