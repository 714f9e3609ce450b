// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QTest>

namespace hydra::test {

/// Announces that the running test function logs one error; without it a logged error fails it.
void expectLoggedError();
/// Runs the test object with a log sink that fails the running test on an unannounced error.
int runTests(QObject *tests, int argc, char **argv);

} // namespace hydra::test

/// main() of a test program: one class, run in an event loop, without a display.
#define HYDRA_TEST_MAIN(Class)                                                                     \
    int main(int argc, char **argv)                                                                \
    {                                                                                              \
        QCoreApplication app(argc, argv);                                                          \
        Class tests;                                                                               \
        return hydra::test::runTests(&tests, argc, argv);                                          \
    }
