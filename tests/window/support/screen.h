// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/integration/support/sandbox.h"

#include <QProcess>
#include <QRect>

namespace hydra::test {

/// An X server of its own (1440 x 900) with window manager, mouse and keyboard: Xvfb, openbox and
/// xdotool. All end with this object; after a killed test program the next sandbox ends Xvfb, and
/// the others end with it.
class Screen
{
public:
    /// What is missing to create one; empty: nothing.
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
