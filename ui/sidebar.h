// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/context.h"
#include "ui/models/lab_tree_model.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QTreeView>
#include <QVBoxLayout>

namespace hydra::ui {

/// The left column: search box, labs, and the pages that belong to no lab. Shows the window's
/// location and requests changes of it.
class Sidebar : public QWidget
{
    Q_OBJECT

public:
    explicit Sidebar(Context &context, QWidget *parent = nullptr);

    void setPlace(const Place &place);
    /// A figure beside a page's name: images, findings, running jobs. Empty: none. ALERT:
    /// highlighted.
    void setNote(Place::Kind kind, const QString &note, bool alert = false);
    void focusFind();

Q_SIGNALS:
    void chosen(const hydra::ui::Place &place);
    void paletteWanted(const QString &text);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void addTree(QVBoxLayout &all);
    void addPage(QVBoxLayout &all, Place::Kind kind, const QString &text, const QString &icon);
    void chooseCurrent(const QModelIndex &index);
    void showMenu(const QPoint &at);
    void labsChanged();
    [[nodiscard]] Place placeOf(const QModelIndex &index) const;

    Context &m_context;
    LabTreeModel m_model;
    QSortFilterProxyModel m_filter;
    QLineEdit *m_find;
    QTreeView *m_tree = nullptr;
    QLabel *m_empty = nullptr;
    std::map<Place::Kind, QPushButton *> m_pages;
    std::map<Place::Kind, QLabel *> m_notes;
    Place m_place;
    bool m_choosing = false;
};

} // namespace hydra::ui
