// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/sandbox.h"
#include "support/warm_guest.h"
#include "test_main.h"

#include <optional>

namespace hydra::test {

/// What every integration test has: the warm guest, and a sandbox for each test function, whose
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
    void init();    ///< who has one of its own calls this at its beginning
    void cleanup(); ///< and this at its end

private Q_SLOTS:
    void initTestCase();

private:
    std::optional<WarmGuest> m_warm;
    std::unique_ptr<Sandbox> m_box;
};

} // namespace hydra::test

/// Checks that an Outcome has this exit code, and shows all of it otherwise.
#define VERIFY_EXIT(outcome, expected)                                                             \
    do {                                                                                           \
        const hydra::test::Outcome &outcome_ = (outcome);                                          \
        QVERIFY2(outcome_.code == (expected), qPrintable(outcome_.say()));                         \
    } while (false)
