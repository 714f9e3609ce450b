// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/test_main.h"

#include "core/base/log.h"

#include <QFileInfo>

#include <algorithm>
#include <atomic>
#include <map>

namespace hydra::test {
namespace {

std::atomic<int> expectedErrors = 0;
std::atomic<bool> unexpectedError = false;

// Inside a function: globals of other sources register before this source's own are made.
std::map<QString, NamedTest::Make> &classes()
{
    static std::map<QString, NamedTest::Make> all;
    return all;
}

int runTest(QObject &test, int argc, char **argv)
{
    setLogSink([](const LogRecord &record) {
        std::fprintf(stderr, "log: %s\n", qPrintable(record.text));
        if (record.level == LogLevel::Error && expectedErrors.fetch_sub(1) <= 0)
            unexpectedError = true;
    });
    // ctest limits whole programs; QTest's own limit of five minutes per function would end tests
    // that are merely slow on a busy machine.
    if (!qEnvironmentVariableIsSet("QTEST_FUNCTION_TIMEOUT"))
        qputenv("QTEST_FUNCTION_TIMEOUT", "1800000");
    const int failures = QTest::qExec(&test, argc, argv);
    if (unexpectedError)
        std::fprintf(stderr, "FAIL: an error was logged that no test announced\n");
    return failures != 0 ? failures : unexpectedError ? 1 : 0;
}

int listTests()
{
    std::fprintf(stderr, "The first argument is one of these tests, QTest's own follow:\n");
    for (const auto &[name, make] : classes())
        std::fprintf(stderr, "  %s\n", qPrintable(name));
    return 2;
}

} // namespace

void expectLoggedError()
{
    ++expectedErrors;
}

NamedTest::NamedTest(const char *source, Make make)
{
    QString name = QFileInfo(QString::fromUtf8(source)).completeBaseName();
    if (name.startsWith(QStringLiteral("test_")))
        name.remove(0, 5);
    classes()[name] = make;
}

int runNamedTest(int argc, char **argv)
{
    const auto found = argc < 2 ? classes().end() : classes().find(QString::fromUtf8(argv[1]));
    if (found == classes().end())
        return listTests();
    std::rotate(argv + 1, argv + 2, argv + argc); // QTest would take the name for a function's
    return runTest(*found->second(), argc - 1, argv);
}

} // namespace hydra::test
