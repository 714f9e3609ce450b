// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/lab_store.h"

#include <QAbstractItemModel>

namespace hydra::ui {

/// Labs and their VMs as a tree. It keeps its own copy of the names, so that indexes stay valid
/// whatever the store does. GUI thread.
class LabTreeModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Role { LabRole = Qt::UserRole, VmRole, StateRole, CpuRole };

    explicit LabTreeModel(LabStore &store, QObject *parent = nullptr);

    [[nodiscard]] QModelIndex index(int row, int column,
                                    const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &index) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &) const override { return 1; }
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QModelIndex indexOf(const QString &lab,
                                      const QString &vm) const; ///< VM empty: the lab

private:
    struct Row {
        QString lab;
        QStringList vms;
    };
    void rebuild();
    void touch(VmEntry *vm);
    [[nodiscard]] VmEntry *vmAt(const QModelIndex &index) const;
    [[nodiscard]] QVariant labData(const QString &name, int role) const;
    [[nodiscard]] QVariant vmData(const QModelIndex &index, int role) const;

    LabStore &m_store;
    std::vector<Row> m_rows;
};

} // namespace hydra::ui
