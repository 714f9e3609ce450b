// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "console/terminal_pane.h"

namespace hydra::ui {
namespace {

TerminalColors colorsOf(const Theme &theme)
{
    QColor selection = theme.color(Token::Accent);
    selection.setAlpha(110);
    QColor match = theme.color(Token::Warn);
    match.setAlpha(120);
    return {theme.color(Token::Term), theme.color(Token::TermFg), theme.color(Token::TermFg), selection, match, Theme::ansiColors()};
}

} // namespace

TerminalPane::TerminalPane(Context &context, const QString &name, QWidget *parent)
    : QWidget(parent), m_context(context), m_feed(m_surface), m_view(new TerminalView(m_surface, colorsOf(context.theme))),
      m_words(makeLabel({}, QStringLiteral("dim"))), m_line(new QHBoxLayout)
{
    setObjectName(QStringLiteral("page"));
    setAttribute(Qt::WA_StyledBackground);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(20, 12, 20, 20);
    all->setSpacing(8);
    m_words->setMinimumWidth(40);
    m_line->addWidget(m_words, 1);
    all->addLayout(m_line);
    m_view->setAccessibleName(name);
    m_view->setTerminalFont(context.theme.monospace(13));
    all->addWidget(m_view, 1);
    setFocusProxy(m_view);
    connect(&context.theme, &Theme::changed, this, &TerminalPane::showColors);
}

void TerminalPane::showColors()
{
    m_view->setColors(colorsOf(m_context.theme));
}

void TerminalPane::say(const QString &words)
{
    m_words->setText(words);
    m_words->setToolTip(words);
}

QPushButton *TerminalPane::addButton(const QString &text, const QString &description)
{
    QPushButton *button = makeButton(text, {}, description);
    m_line->addWidget(button);
    return button;
}

} // namespace hydra::ui
