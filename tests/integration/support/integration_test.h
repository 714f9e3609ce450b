// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/integration/support/sandbox.h"
#include "tests/integration/support/warm_guest.h"
#include "tests/support/test_main.h"

#include <optional>

namespace hydra::test {

/// Common to all integration tests: the warm guest, and a sandbox for each test function, whose
/// logs are shown when it fails.
class IntegrationTest : public QObject
{
    Q_OBJECT

public:
    IntegrationTest();

protected:
    [[nodiscard]] Sandbox &box() { return *m_box; }
    [[nodiscard]] const WarmGuest &warm() const { return *m_warm; }

protected Q_SLOTS:
    void init();    ///< a test with an init of its own calls this first
    void cleanup(); ///< and this last

private Q_SLOTS:
    void initTestCase();

private:
    std::optional<WarmGuest> m_warm;
    std::unique_ptr<Sandbox> m_box;
};

} // namespace hydra::test

/// Checks an Outcome's exit code, and shows all of it otherwise.
#define VERIFY_EXIT(outcome, expected)                                                             \
    do {                                                                                           \
        const hydra::test::Outcome &outcome_ = (outcome);                                          \
        QVERIFY2(outcome_.code == (expected), qPrintable(outcome_.say()));                         \
    } while (false)
