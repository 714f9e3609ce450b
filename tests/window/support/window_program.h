// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/integration/support/sandbox.h"

#include <QJsonObject>
#include <QProcess>
#include <QRect>

#include <optional>

namespace hydra::test {

/// The window as a separate program, with the probe in it. The destructor kills it if it still
/// runs.
class WindowProgram
{
public:
    /// MORE: additional environment variables, such as DISPLAY.
    WindowProgram(const Sandbox &box, const std::map<QString, QString> &more);
    ~WindowProgram();

    void start();
    /// Makes file permissions apply to it and its children even if this test runs as root.
    void obeyPermissions();
    void kill(); ///< with SIGKILL
    [[nodiscard]] std::optional<ProcessId> id() const { return identify(m_process.processId()); }
    [[nodiscard]] bool isRunning() const { return m_process.state() != QProcess::NotRunning; }
    /// Whether it ends by itself with exit code 0 within PATIENCE.
    [[nodiscard]] bool hasEndedWell(std::chrono::seconds patience);

    /// Nothing when it does not answer or refuses.
    [[nodiscard]] std::optional<QJsonObject> ask(const QString &question, QJsonObject more = {});
    /// Shows a page and waits for it.
    [[nodiscard]] bool goes(const char *kind, const QString &lab = {}, const QString &vm = {});
    [[nodiscard]] std::optional<QRect> find(const QString &name);
    [[nodiscard]] QStringList words();
    [[nodiscard]] bool shows(const QString &text);
    /// Takes one picture per theme, NAME-light.png and NAME-dark.png. False: one failed.
    [[nodiscard]] bool takePictures(const QString &name);

private:
    QString m_socket;
    QProcess m_process;
};

} // namespace hydra::test
