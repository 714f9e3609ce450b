// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/context.h"
#include "ui/terminal/feed.h"
#include "ui/terminal/view.h"
#include "ui/widgets/basics.h"

namespace hydra::ui {

/// A terminal below a line with a status and buttons: the common part of console and shell.
class TerminalPane : public QWidget
{
    Q_OBJECT

public:
    TerminalPane(Context &context, const QString &name, QWidget *parent = nullptr);

protected:
    [[nodiscard]] TerminalSurface &surface() { return m_surface; }
    [[nodiscard]] TerminalView &view() { return *m_view; }
    [[nodiscard]] TerminalFeed &feed() { return m_feed; }
    void say(const QString &words);
    QPushButton *addButton(const QString &text, const QString &description = {});

    Context &m_context;

private:
    void showColors();

    TerminalSurface m_surface;
    TerminalFeed m_feed;
    TerminalView *m_view;
    QLabel *m_words;
    QHBoxLayout *m_line;
};

} // namespace hydra::ui
