// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/desktop/desktop.h"
#include "core/job/job.h"

#include <QJsonObject>
#include <QLocalServer>

namespace hydra::test {

/// Answers questions about the running window, one JSON object per line and connection: `ask` names
/// the question, the other keys depend on it. Mouse and keyboard input are not among them, except
/// for pictures taken without a screen. GUI thread; owned by the window.
class Probe : public QObject
{
    Q_OBJECT

public:
    Probe(Desktop &desktop, const QString &socket);

private:
    using Answer = QJsonObject (Probe::*)(const QJsonObject &);

    void serve();
    [[nodiscard]] QJsonObject answer(const QJsonObject &question);
    // For tests with a screen:
    QJsonObject
    find(const QJsonObject &question); ///< name -> x y width height, in the screen's pixels
    QJsonObject seen(const QJsonObject &question);  ///< words: all texts that can be read
    QJsonObject place(const QJsonObject &question); ///< kind lab vm tab
    QJsonObject
    clipboard(const QJsonObject &question); ///< text, after it was set to `text` if given
    // For tests without a screen:
    /// Kind lab vm tab; scrolls the page to the top.
    QJsonObject go(const QJsonObject &question);
    QJsonObject theme(const QJsonObject &question); ///< dark
    QJsonObject size(const QJsonObject &question);  ///< width height
    QJsonObject press(const QJsonObject &question); ///< name, of a button
    QJsonObject
    type(const QJsonObject &question); ///< text, into the widget with the focus or over `name`'s
    QJsonObject bottom(const QJsonObject &question); ///< scrolls the page there
    QJsonObject work(const QJsonObject &question);   ///< starts a job that nothing can stop
    QJsonObject close(const QJsonObject &question);  ///< closes the topmost popup, dialog or window
    QJsonObject grab(const QJsonObject &question);   ///< file

    Desktop &m_desktop;
    std::unique_ptr<JobBase> m_work;
    QLocalServer m_server;
};

} // namespace hydra::test
