// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/window/support/screen.h"
#include "tests/window/support/window_program.h"

#include <functional>

namespace hydra::test {

/// Uses the window like a person: looks, points, clicks, types. Each function returns false when it
/// did not succeed within its limit, or the window is gone; `trouble` then says why.
class Person
{
public:
    Person(const Sandbox &box, Screen &screen);

    [[nodiscard]] bool starts(); ///< starts the window and waits until it is visible
    [[nodiscard]] bool sees(const QString &text,
                            std::chrono::seconds limit = std::chrono::seconds(30));
    [[nodiscard]] bool clicks(const QString &name,
                              std::chrono::seconds limit = std::chrono::seconds(30));
    [[nodiscard]] bool types(const QString &text);
    [[nodiscard]] bool presses(const QString &keys);
    /// Turns the mouse wheel over the page until NAME is visible.
    [[nodiscard]] bool scrollsTo(const QString &name,
                                 std::chrono::seconds patience = std::chrono::seconds(60));

    [[nodiscard]] WindowProgram &window() { return m_window; }
    [[nodiscard]] QString place(); ///< "vm demo/home 1": kind, names, tab
    [[nodiscard]] const QString &trouble() const { return m_trouble; }

private:
    [[nodiscard]] bool waits(const QString &what, std::chrono::seconds limit,
                             const std::function<bool()> &isSo);

    Screen &m_screen;
    WindowProgram m_window;
    QString m_trouble;
};

} // namespace hydra::test

/// Checks that a Person's action succeeded.
#define PERSON(person, does) QVERIFY2((person).does, qPrintable((person).trouble()))
