// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/sandbox.h"

#include <QProcess>
#include <QRect>

namespace hydra::test {

/// A screen of one's own (1440 x 900) with a window manager, a mouse and a keyboard: Xvfb, openbox and
/// xdotool. All end with it; where the test program was killed, the next sandbox ends Xvfb, and the
/// others go with it.
class Screen
{
public:
    /// What is missing to have one, in words; empty: nothing.
    [[nodiscard]] static QString missing();

    explicit Screen(const Sandbox &box);
    ~Screen();

    [[nodiscard]] bool isOpen() const { return m_open; }
    [[nodiscard]] const QString &name() const { return m_name; } ///< for $DISPLAY
    void click(QPoint at);
    void drag(QPoint from, QPoint to);
    void wheelDown(QPoint at);
    void type(const QString &text);
    void press(const QString &keys); ///< "ctrl+q", "Return"
    void takePicture(const QString &file);

private:
    bool run(const QString &program, const QStringList &args);

    QProcessEnvironment m_environment;
    QString m_name;
    bool m_open = false;
    QProcess m_server;
    QProcess m_manager;
};

} // namespace hydra::test
