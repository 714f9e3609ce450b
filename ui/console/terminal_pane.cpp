// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/console/terminal_pane.h"

namespace hydra::ui {
namespace {

TerminalColors colorsOf(const Theme &theme)
{
    QColor selection = theme.color(Token::Accent);
    selection.setAlpha(110);
    QColor match = theme.color(Token::Warn);
    match.setAlpha(120);
    return {theme.color(Token::Term),
            theme.color(Token::TermFg),
            theme.color(Token::TermFg),
            selection,
            match,
            Theme::ansiColors()};
}

QFont fontOf(const Theme &theme, const Settings &settings)
{
    QFont font = theme.monospace(13);
    if (!settings.terminalFont.isEmpty())
        font.setFamily(settings.terminalFont);
    if (settings.terminalFontSize > 0)
        font.setPointSize(settings.terminalFontSize);
    return font;
}

} // namespace

TerminalPane::TerminalPane(Context &context, const QString &name, QWidget *parent)
    : QWidget(parent), m_context(context), m_feed(m_surface),
      m_view(new TerminalView(m_surface, colorsOf(context.theme))),
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
    m_view->setTerminalFont(fontOf(context.theme, context.store.environment().settings));
    auto *frame = new QFrame; // gives the text a margin
    frame->setObjectName(QStringLiteral("terminalFrame"));
    auto *inside = new QVBoxLayout(frame);
    inside->setContentsMargins(10, 8, 4, 8);
    m_view->setFrameShape(QFrame::NoFrame);
    inside->addWidget(m_view);
    all->addWidget(frame, 1);
    setFocusProxy(m_view);
    connect(&context.theme, &Theme::changed, this, &TerminalPane::showColors);
    connect(&context.store, &LabStore::settingsChanged, this, [this] {
        m_view->setTerminalFont(fontOf(m_context.theme, m_context.store.environment().settings));
    });
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
