// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/window/support/person.h"

#include <QDeadlineTimer>
#include <QTest>

namespace hydra::test {

Person::Person(const Sandbox &box, Screen &screen)
    : m_screen(screen), m_window(box, {{QStringLiteral("DISPLAY"), screen.name()},
                                       {QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("xcb")}})
{
}

bool Person::waits(const QString &what, std::chrono::seconds limit,
                   const std::function<bool()> &isSo)
{
    const QDeadlineTimer end(limit);
    do {
        if (isSo())
            return true;
        QTest::qWait(100);
    } while (m_window.isRunning() && !end.hasExpired());
    m_trouble = QStringLiteral("%1: not within %2 s%3. The window shows:\n  %4")
                    .arg(what)
                    .arg(limit.count())
                    .arg(m_window.isRunning() ? QString() : QStringLiteral(" (it is gone)"),
                         m_window.words().join(QStringLiteral("\n  ")));
    return false;
}

bool Person::starts()
{
    m_window.start();
    const QString place = QStringLiteral("Find a lab or VM, or run an action");
    return waits(QStringLiteral("to see the window"), std::chrono::seconds(60),
                 [&] { return m_window.find(place).has_value(); });
}

bool Person::sees(const QString &text, std::chrono::seconds limit)
{
    return waits(QStringLiteral("to see “%1”").arg(text), limit,
                 [&] { return m_window.shows(text); });
}

// Looks twice for the same place, since a fresh layout may still move.
bool Person::clicks(const QString &name, std::chrono::seconds limit)
{
    std::optional<QRect> before, now;
    const bool found = waits(QStringLiteral("to click “%1”").arg(name), limit, [&] {
        before = std::exchange(now, m_window.find(name));
        return now && before == now;
    });
    if (found)
        m_screen.click(now->center());
    return found;
}

bool Person::types(const QString &text)
{
    m_screen.type(text);
    return m_window.isRunning();
}

bool Person::presses(const QString &keys)
{
    m_screen.press(keys);
    return m_window.isRunning();
}

bool Person::scrollsTo(const QString &name, std::chrono::seconds patience)
{
    const QPoint below = m_window.find(QStringLiteral("Tab Overview")).value_or(QRect()).topLeft() +
                         QPoint(300, 200);
    return waits(QStringLiteral("to scroll to “%1”").arg(name), patience, [&] {
        if (const auto found = m_window.find(name); found && found->height() > 20)
            return true;
        m_screen.wheelDown(below);
        return false;
    });
}

QString Person::place()
{
    const QJsonObject at = m_window.ask(QStringLiteral("place")).value_or(QJsonObject());
    return QStringLiteral("%1 %2/%3 %4")
        .arg(at[QStringLiteral("kind")].toString(), at[QStringLiteral("lab")].toString(),
             at[QStringLiteral("vm")].toString())
        .arg(at[QStringLiteral("tab")].toInt());
}

} // namespace hydra::test
