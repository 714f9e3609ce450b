// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/diff_view.h"

#include <QScrollBar>

namespace hydra::ui {
namespace {

constexpr std::size_t kRed = 1, kGreen = 2, kGrey = 8; // indexes of the terminal's colours

QString markOf(DiffLine::Kind kind)
{
    switch (kind) {
    case DiffLine::Kind::Removed:
        return QStringLiteral("- ");
    case DiffLine::Kind::Added:
        return QStringLiteral("+ ");
    case DiffLine::Kind::Gap:
        return QStringLiteral("  …");
    case DiffLine::Kind::Same:
        break;
    }
    return QStringLiteral("  ");
}

QTextCharFormat lookOf(DiffLine::Kind kind)
{
    QTextCharFormat look;
    if (kind != DiffLine::Kind::Same)
        look.setForeground(Theme::ansiColors()[kind == DiffLine::Kind::Removed ? kRed
                                               : kind == DiffLine::Kind::Added ? kGreen
                                                                               : kGrey]);
    return look;
}

} // namespace

DiffView::DiffView(const Theme &theme, QWidget *parent) : QPlainTextEdit(parent)
{
    setObjectName(QStringLiteral("terminalText"));
    setReadOnly(true);
    setFont(theme.monospace());
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setTabChangesFocus(true);
}

void DiffView::showText(const QString &text)
{
    if (toPlainText() == text)
        return;
    const int top = verticalScrollBar()->value();
    setCurrentCharFormat({});
    setPlainText(text);
    verticalScrollBar()->setValue(top);
}

void DiffView::showDiff(const std::vector<DiffLine> &lines)
{
    clear();
    QTextCursor cursor(document());
    for (const DiffLine &line : lines) {
        const QString text = QString::fromUtf8(line.text).remove(u'\n').remove(u'\r');
        cursor.insertText((cursor.atStart() ? QString() : QStringLiteral("\n")) +
                              markOf(line.kind) + text,
                          lookOf(line.kind));
    }
}

} // namespace hydra::ui
