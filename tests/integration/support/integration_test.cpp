// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/integration/support/integration_test.h"

namespace hydra::test {

// ctest enforces time limits; QTest's own would end the program without cleanup.
IntegrationTest::IntegrationTest()
{
    qputenv("QTEST_FUNCTION_TIMEOUT", "3600000");
}

void IntegrationTest::initTestCase()
{
    auto warm = WarmGuest::ensure();
    if (!warm)
        QFAIL(qPrintable(inFull(warm.error())));
    m_warm = *warm;
}

void IntegrationTest::init()
{
    m_box = std::make_unique<Sandbox>();
}

void IntegrationTest::cleanup()
{
    if (m_box && QTest::currentTestFailed())
        std::fprintf(stderr, "%s\n", qPrintable(m_box->logs()));
    m_box.reset();
}

} // namespace hydra::test
