// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/ports/port_table.h"

#include <QStyledItemDelegate>
#include <QTableView>

namespace hydra::ui {

/// Paints the cells of a PortTable: addresses in monospace, states as pills, what is open to the
/// network in red.
class PortDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    PortDelegate(const Theme &theme, const PortProxy &proxy, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;

private:
    void paintPill(QPainter &painter, const QRect &box, const QFont &font,
                   const StateLook &look) const;
    void paintText(QPainter &painter, const QRect &box, const QFont &font, const PortRow &row,
                   PortColumn column) const;

    const Theme &m_theme;
    const PortProxy &m_proxy;
};

/// The table of ports: selects whole rows; visible columns and sorting are remembered.
class PortView : public QTableView
{
    Q_OBJECT

public:
    /// FILE: the file for the window's state.
    PortView(const Theme &theme, const QString &file, QWidget *parent = nullptr);

    [[nodiscard]] PortTable &table() { return m_table; }
    [[nodiscard]] PortProxy &proxy() { return m_proxy; }
    [[nodiscard]] const PortRow *selected() const; ///< null when nothing is selected

Q_SIGNALS:
    void selectionMoved();
    void opened(); ///< by Enter or a double click

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void restore();
    void remember();
    void chooseColumns(const QPoint &at);
    void stretch();

    PortTable m_table;
    PortProxy m_proxy;
    QString m_file;
};

} // namespace hydra::ui
