// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cri/client.h"

#include <QCoreApplication>

#include <cstdio>
#include <iostream>
#include <string>

// For each line of its input it asks for a CRI client, and prints "loaded" or the error.

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    for (std::string line; std::getline(std::cin, line);) {
        const auto client = hydra::makeCriClient(QStringLiteral("unix:///nowhere"));
        const QString words = client ? QStringLiteral("loaded") : formatError(client.error());
        std::printf("%s\n", words.toUtf8().constData());
        std::fflush(stdout);
    }
    return 0;
}
