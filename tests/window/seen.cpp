// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/window/seen.h"

#include "ui/terminal/text.h"
#include "ui/terminal/view.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QPlainTextEdit>

#include <vector>

namespace hydra::test {
namespace {

/// The part of PART (in WIDGET's coordinates) that no parent clips, in its window's coordinates.
QRect unclipped(const QWidget &widget, QRect part)
{
    for (const QWidget *at = &widget; !at->isWindow(); at = at->parentWidget())
        part = part.translated(at->pos()) & at->parentWidget()->rect();
    return part;
}

QRect onScreen(const QWidget &widget, const QRect &part)
{
    const QRect shown = unclipped(widget, part);
    const QPoint corner = widget.window()->mapToGlobal(shown.topLeft());
    const qreal ratio = widget.devicePixelRatio();
    return QRectF(QPointF(corner) * ratio, QSizeF(shown.size()) * ratio).toRect();
}

std::vector<QWidget *> shownWidgets(const QWidget *only)
{
    std::vector<QWidget *> shown;
    for (QWidget *window : QApplication::topLevelWidgets()) {
        if (only && window != only)
            continue;
        QList<QWidget *> all = window->findChildren<QWidget *>();
        all.prepend(window);
        for (QWidget *widget : all) {
            if (widget->window() == window && widget->isVisible() &&
                !unclipped(*widget, widget->rect()).isEmpty())
                shown.push_back(widget);
        }
    }
    return shown;
}

/// The widget that receives all mouse input; null when there is no such one.
const QWidget *grabber()
{
    const QWidget *popup = QApplication::activePopupWidget();
    const QWidget *widget = popup ? popup : QApplication::activeModalWidget();
    return widget ? widget->window() : nullptr;
}

QString textOf(const QWidget &widget)
{
    if (const auto *label = qobject_cast<const QLabel *>(&widget))
        return label->text();
    if (const auto *button = qobject_cast<const QAbstractButton *>(&widget))
        return button->text().remove(u'&');
    if (const auto *line = qobject_cast<const QLineEdit *>(&widget))
        return line->text();
    if (const auto *box = qobject_cast<const QComboBox *>(&widget))
        return box->currentText();
    if (const auto *text = qobject_cast<const QPlainTextEdit *>(&widget))
        return text->toPlainText();
    return {};
}

QString screenOf(TerminalView &view)
{
    const TerminalSurface &surface = view.surface();
    return selectedText(surface,
                        {{surface.screenTop(), 0}, {surface.endRow() - 1, surface.columns()}});
}

QModelIndexList rowsOf(const QAbstractItemView &view, const QString &name, int hits)
{
    const auto how = name.isEmpty() ? Qt::MatchContains : Qt::MatchExactly;
    if (!view.model() || view.model()->rowCount() == 0)
        return {};
    return view.model()->match(view.model()->index(0, 0), Qt::DisplayRole, name, hits,
                               how | Qt::MatchRecursive);
}

std::optional<QRect> partNamed(const QWidget &widget, const QString &name)
{
    if (widget.accessibleName() == name || textOf(widget) == name)
        return widget.rect();
    if (const auto *menu = qobject_cast<const QMenu *>(&widget)) {
        for (QAction *action : menu->actions()) {
            if (action->text() == name && action->isEnabled())
                return menu->actionGeometry(action);
        }
    }
    if (const auto *view = qobject_cast<const QAbstractItemView *>(&widget)) {
        for (const QModelIndex &row : rowsOf(*view, name, 1))
            return view->visualRect(row).translated(view->viewport()->pos());
    }
    return std::nullopt;
}

} // namespace

// A window that is not active yet may still be moved by the window manager.
std::optional<QRect> findOnScreen(const QString &name)
{
    if (!QApplication::activeWindow())
        return std::nullopt;
    for (const QWidget *widget : shownWidgets(grabber())) {
        const auto part = widget->isEnabled() ? partNamed(*widget, name) : std::nullopt;
        if (part && !onScreen(*widget, *part).isEmpty())
            return onScreen(*widget, *part);
    }
    return std::nullopt;
}

QWidget *widgetNamed(const QString &name)
{
    QWidget *withText = nullptr; // a field's label has the field's name as its text
    for (QWidget *widget : shownWidgets(grabber())) {
        if (!widget->isEnabled())
            continue;
        if (widget->accessibleName() == name)
            return widget;
        if (!withText && textOf(*widget) == name)
            withText = widget;
    }
    return withText;
}

QStringList wordsOnScreen()
{
    QStringList words;
    for (QWidget *widget : shownWidgets(nullptr)) {
        words << widget->accessibleName() << textOf(*widget)
              << (widget->isWindow() ? widget->windowTitle() : QString());
        for (const QAction *action :
             qobject_cast<QMenu *>(widget) ? widget->actions() : QList<QAction *>())
            words << action->text();
        if (auto *terminal = qobject_cast<TerminalView *>(widget))
            words << screenOf(*terminal);
        if (const auto *view = qobject_cast<const QAbstractItemView *>(widget)) {
            for (const QModelIndex &row : rowsOf(*view, {}, -1))
                words << row.data().toString();
        }
    }
    words.removeAll(QString());
    return words;
}

QWidget &topWindow(QWidget &window)
{
    QWidget *popup = QApplication::activePopupWidget();
    QWidget *dialog = QApplication::activeModalWidget();
    return popup ? *popup : dialog ? *dialog : window;
}

QPixmap pictureOf(QWidget &window)
{
    QPixmap picture = window.grab();
    QPainter painter(&picture);
    for (QWidget *above : QApplication::topLevelWidgets()) {
        if (above == &window || !above->isVisible())
            continue;
        // Centres the dialog; without a screen it may have been moved to a corner.
        const QPoint at = above->isModal()
                              ? window.rect().center() - above->rect().center()
                              : above->mapToGlobal(QPoint()) - window.mapToGlobal(QPoint());
        painter.drawPixmap(at, above->grab());
        painter.setPen(Qt::gray); // where a window manager draws the frame
        painter.drawRect(QRect(at, above->size()).adjusted(-1, -1, 0, 0));
    }
    return picture;
}

} // namespace hydra::test
