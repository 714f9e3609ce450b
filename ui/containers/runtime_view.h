// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/containers/runtime_table.h"

#include <QStyledItemDelegate>
#include <QTableView>

class QSettings;

namespace hydra::ui {

/// Paints the cells of a RuntimeTable: states as pills, usage with a line, stale data in grey.
class RuntimeDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    RuntimeDelegate(const Theme &theme, const RuntimeProxy &proxy, RuntimeList list,
                    QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;

private:
    void paintPill(QPainter &painter, const QRect &box, const QFont &font, const RuntimeRow &row,
                   const QString &word, bool stale) const;
    void paintUse(QPainter &painter, const QRect &box, const RuntimeRow &row,
                  const std::vector<float> &(CriUseHistory::*figures)() const) const;

    const Theme &m_theme;
    const RuntimeProxy &m_proxy;
    RuntimeList m_list;
};

/// One of the four lists as a table: selects whole rows; visible columns and sorting are
/// remembered.
class RuntimeView : public QTableView
{
    Q_OBJECT

public:
    /// FILE: the file for the window's state. VMS: with a column for the VM.
    RuntimeView(const Theme &theme, RuntimeList list, bool vms, const QString &file,
                QWidget *parent = nullptr);

    [[nodiscard]] RuntimeTable &table() { return m_table; }
    [[nodiscard]] RuntimeProxy &proxy() { return m_proxy; }
    [[nodiscard]] const RuntimeRow *selected() const; ///< null when nothing is selected
    /// Repaints values that change by themselves.
    void refresh();

Q_SIGNALS:
    void selectionMoved();
    void opened(); ///< by Enter or a double click

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void rowsAboutToBeRemoved(const QModelIndex &parent, int first, int last) override;

private:
    void restore();
    void remember();
    void chooseColumns(const QPoint &at);
    void stretch();

    RuntimeTable m_table;
    RuntimeProxy m_proxy;
    bool m_vms;
    QString m_file;
    QString m_group;
};

} // namespace hydra::ui
