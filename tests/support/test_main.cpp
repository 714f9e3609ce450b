// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "test_main.h"

#include "base/log.h"

#include <atomic>

namespace hydra::test {
namespace {
std::atomic<int> expectedErrors = 0;
std::atomic<bool> unexpectedError = false;
} // namespace

void expectLoggedError()
{
    ++expectedErrors;
}

int runTests(QObject *tests, int argc, char **argv)
{
    setLogSink([](LogLevel level, const QString &text) {
        std::fprintf(stderr, "log: %s\n", qPrintable(text));
        if (level == LogLevel::Error && expectedErrors.fetch_sub(1) <= 0)
            unexpectedError = true;
    });
    // ctest limits whole programs; QTest's own limit of five minutes ends what a busy machine only slows.
    if (!qEnvironmentVariableIsSet("QTEST_FUNCTION_TIMEOUT"))
        qputenv("QTEST_FUNCTION_TIMEOUT", "1800000");
    const int failures = QTest::qExec(tests, argc, argv);
    if (unexpectedError)
        std::fprintf(stderr, "FAIL: an error was logged that no test announced\n");
    return failures != 0 ? failures : unexpectedError ? 1 : 0;
}

} // namespace hydra::test
