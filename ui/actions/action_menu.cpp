// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/actions/action_menu.h"

#include "ui/theme/icons.h"

#include <QApplication>
#include <QClipboard>

namespace hydra::ui {
namespace {

QAction *copyAction(const ActionSpec &action, QObject *parent)
{
    auto *copy =
        new QAction(QApplication::translate("Actions", "Copy “%1”").arg(action.command), parent);
    QObject::connect(copy, &QAction::triggered, copy,
                     [command = action.command] { QApplication::clipboard()->setText(command); });
    return copy;
}

void addAction(QMenu &menu, const Theme &theme, const ActionSpec &action)
{
    QAction *entry = menu.addAction(
        lineIcon(theme, action.icon, action.danger ? Token::ErrText : Token::Text), action.title);
    entry->setEnabled(action.enabled);
    QObject::connect(entry, &QAction::triggered, entry, action.run);
}

} // namespace

QMenu *makeMenu(const Theme &theme, const std::vector<ActionSpec> &actions, QWidget *parent)
{
    auto *menu = new QMenu(parent);
    for (const ActionSpec &action : actions)
        addAction(*menu, theme, action);
    menu->addSeparator();
    QMenu *copies = menu->addMenu(lineIcon(theme, QStringLiteral("copy")),
                                  QApplication::translate("Actions", "Copy as command"));
    for (const ActionSpec &action : actions) {
        if (!action.command.isEmpty())
            copies->addAction(copyAction(action, copies));
    }
    return menu;
}

void offerCommand(QWidget &button, const QString &command)
{
    button.setToolTip(command);
    button.setContextMenuPolicy(Qt::ActionsContextMenu);
    if (!command.isEmpty())
        button.addAction(copyAction({.command = command}, &button));
}

QToolButton *makeActionButton(const Theme &theme, const ActionSpec &action,
                              const std::vector<ActionSpec> &extra, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setObjectName(QStringLiteral("action"));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setIcon(lineIcon(theme, action.icon));
    button->setText(extra.empty() ? action.title : action.title + QStringLiteral("  ▾"));
    button->setAccessibleName(action.title);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setToolTip(action.command);
    if (extra.empty()) {
        button->setEnabled(action.enabled);
        QObject::connect(button, &QToolButton::clicked, button, action.run);
        offerCommand(*button, action.command);
        return button;
    }
    std::vector<ActionSpec> all{action};
    all.insert(all.end(), extra.begin(), extra.end());
    button->setMenu(makeMenu(theme, all, button));
    button->setPopupMode(QToolButton::InstantPopup);
    return button;
}

} // namespace hydra::ui
