// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "desktop.h"

#include <QJsonObject>
#include <QLocalServer>

namespace hydra::test {

/// Answers questions about the running window, one JSON object per line and connection: `ask` names the
/// question, the rest is its own. What a person does with mouse and keys is not among them, except for
/// pictures that are taken without a screen. GUI thread; the window owns it.
class Probe : public QObject
{
    Q_OBJECT

public:
    Probe(Desktop &desktop, const QString &socket);

private:
    using Answer = QJsonObject (Probe::*)(const QJsonObject &);

    void serve();
    [[nodiscard]] QJsonObject answer(const QJsonObject &question);
    // Asked by those who have a screen:
    QJsonObject find(const QJsonObject &question);  ///< name -> x y width height, in the screen's pixels
    QJsonObject seen(const QJsonObject &question);  ///< words: all that can be read
    QJsonObject place(const QJsonObject &question); ///< kind lab vm tab
    QJsonObject clipboard(const QJsonObject &question); ///< text, after it was set to `text` if given
    // And by those who have none:
    QJsonObject go(const QJsonObject &question);    ///< kind lab vm tab; to the page's top
    QJsonObject theme(const QJsonObject &question); ///< dark
    QJsonObject size(const QJsonObject &question);  ///< width height
    QJsonObject press(const QJsonObject &question); ///< name, of a button
    QJsonObject type(const QJsonObject &question);  ///< text, into the widget with the focus or `name`
    QJsonObject bottom(const QJsonObject &question); ///< scrolls the page there
    QJsonObject close(const QJsonObject &question); ///< what is on top: a popup, a dialog, the window
    QJsonObject grab(const QJsonObject &question);  ///< file

    Desktop &m_desktop;
    QLocalServer m_server;
};

} // namespace hydra::test
