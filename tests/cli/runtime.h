// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/cli/child.h"
#include "tests/support/places.h"

namespace hydra::test {

/// A container runtime in memory, fake_cri or hostile_cri, which says a line when it listens;
/// killed by the destructor.
struct Runtime {
    Runtime(const char *program, const QStringList &args)
        : child({.program = programPath(program), .args = args})
    {
        if (!child.waitForOutput("\n"))
            qFatal("no runtime");
    }
    [[nodiscard]] QString endpoint() const
    {
        return QStringLiteral("tcp://127.0.0.1:") + QString::fromLatin1(child.output().trimmed());
    }
    Child child;
};

} // namespace hydra::test
