// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/fields.h"

namespace hydra::ui {

QWidget *withHelp(QWidget *field, QLabel *help)
{
    auto *both = new QWidget;
    auto *column = new QVBoxLayout(both);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(3);
    column->addWidget(field);
    column->addWidget(help);
    return both;
}

QLabel *makeTrouble()
{
    QLabel *label = makeParagraph({}, QStringLiteral("error"));
    label->hide();
    return label;
}

void showTrouble(QLabel &label, QWidget &field, const QString &words)
{
    label.setText(words);
    label.setVisible(!words.isEmpty());
    setLook(field, "wrong", !words.isEmpty());
    field.setAccessibleDescription(words);
}

QString sentence(const QString &words)
{
    return words.isEmpty() ? words : words.left(1).toUpper() + words.mid(1) + u'.';
}

} // namespace hydra::ui
