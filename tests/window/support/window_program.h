// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/sandbox.h"

#include <QJsonObject>
#include <QProcess>
#include <QRect>

#include <optional>

namespace hydra::test {

/// The window as a program of its own, with the probe in it that answers questions. Killed at the end if
/// it still runs.
class WindowProgram
{
public:
    /// MORE: environment variables, as DISPLAY.
    WindowProgram(const Sandbox &box, const std::map<QString, QString> &more);
    ~WindowProgram();

    void start();
    /// Permissions of files will hold for it and its children even if this test runs as root.
    void obeyPermissions();
    void kill(); ///< as `kill -9`
    [[nodiscard]] std::optional<ProcessId> id() const { return identify(m_process.processId()); }
    [[nodiscard]] bool isRunning() const { return m_process.state() != QProcess::NotRunning; }
    /// True when it has ended by itself, with exit code 0, within PATIENCE.
    [[nodiscard]] bool hasEndedWell(std::chrono::seconds patience);

    /// Nothing when it does not answer or says that it cannot.
    [[nodiscard]] std::optional<QJsonObject> ask(const QString &question, QJsonObject more = {});
    /// Shows a page; waits until there is one.
    [[nodiscard]] bool goes(const char *kind, const QString &lab = {}, const QString &vm = {});
    [[nodiscard]] std::optional<QRect> find(const QString &name);
    [[nodiscard]] QStringList words();
    [[nodiscard]] bool shows(const QString &text);
    /// One in each theme, NAME-light.png and NAME-dark.png, with the other pictures. False: one failed.
    [[nodiscard]] bool takePictures(const QString &name);

private:
    QString m_socket;
    QProcess m_process;
};

} // namespace hydra::test
