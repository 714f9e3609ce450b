// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QTest>

#include <memory>

namespace hydra::test {

/// Announces that the running test function logs one error; without it a logged error fails it.
void expectLoggedError();

/// A test class, known by the name of its source: test_NAME.cpp holds NAME. The classes of a folder
/// share a program, and each run of it makes one of them. Made before main() by HYDRA_TEST_MAIN.
class NamedTest
{
public:
    using Make = std::unique_ptr<QObject> (*)();
    NamedTest(const char *source, Make make);
};

/// Runs the class that the first argument names, with QTest's own arguments behind it, and a log
/// sink that fails the running test on an unannounced error. Returns the program's exit code: 2
/// when there is no such class. The application object exists already.
int runNamedTest(int argc, char **argv);

} // namespace hydra::test

/// Makes a class a test that is run by name: last in its source.
#define HYDRA_TEST_MAIN(Class)                                                                     \
    static const hydra::test::NamedTest named##Class(                                              \
        __FILE__, []() -> std::unique_ptr<QObject> { return std::make_unique<Class>(); });
