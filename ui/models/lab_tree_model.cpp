// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/models/lab_tree_model.h"

#include "ui/theme/state_look.h"

#include <algorithm>

namespace hydra::ui {
namespace {

constexpr quintptr kLab = 0; // internal id of a lab; a VM's is its lab's row + 1

} // namespace

LabTreeModel::LabTreeModel(LabStore &store, QObject *parent)
    : QAbstractItemModel(parent), m_store(store)
{
    connect(&store, &LabStore::structureChanged, this, &LabTreeModel::rebuild);
    connect(&store, &LabStore::vmChanged, this, &LabTreeModel::touch);
    connect(&store, &LabStore::vmSampled, this, &LabTreeModel::touch);
    rebuild();
}

void LabTreeModel::rebuild()
{
    std::vector<Row> rows;
    for (const auto &lab : m_store.labs()) {
        Row row{lab->name, {}};
        for (const auto &vm : lab->vms)
            row.vms << vm->ref().vm;
        rows.push_back(row);
    }
    const bool same =
        std::equal(rows.begin(), rows.end(), m_rows.begin(), m_rows.end(),
                   [](const Row &a, const Row &b) { return a.lab == b.lab && a.vms == b.vms; });
    if (same) { // the usual case: no reset, which would lose selection and scroll position
        if (!m_rows.empty())
            Q_EMIT dataChanged(index(0, 0), index(int(m_rows.size()) - 1, 0));
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

void LabTreeModel::touch(VmEntry *vm)
{
    const QModelIndex lab = indexOf(vm->ref().lab, {});
    const QModelIndex child = indexOf(vm->ref().lab, vm->ref().vm);
    if (child.isValid())
        Q_EMIT dataChanged(child, child);
    if (lab.isValid())
        Q_EMIT dataChanged(lab, lab);
}

QModelIndex LabTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? quintptr(parent.row()) + 1 : kLab);
}

QModelIndex LabTreeModel::parent(const QModelIndex &index) const
{
    if (!index.isValid() || index.internalId() == kLab)
        return {};
    return createIndex(int(index.internalId() - 1), 0, kLab);
}

int LabTreeModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return int(m_rows.size());
    if (parent.internalId() != kLab || parent.column() != 0)
        return 0;
    return int(m_rows.at(size_t(parent.row())).vms.size());
}

VmEntry *LabTreeModel::vmAt(const QModelIndex &index) const
{
    const Row &row = m_rows.at(size_t(index.internalId() - 1));
    return m_store.vm({row.lab, row.vms.at(index.row())});
}

QVariant LabTreeModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    return index.internalId() == kLab ? labData(m_rows.at(size_t(index.row())).lab, role)
                                      : vmData(index, role);
}

QVariant LabTreeModel::labData(const QString &name, int role) const
{
    const LabEntry *lab = m_store.lab(name);
    if (!lab)
        return {};
    switch (role) {
    case Qt::DisplayRole:
    case LabRole:
        return name;
    case Qt::ToolTipRole:
        return lab->error ? formatError(*lab->error) : lab->file;
    case StateRole:
        return QVariant::fromValue(
            int(lab->error && lab->state() == VmState::Stopped ? VmState::Unknown : lab->state()));
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1, %2").arg(name, lookOf(lab->state()).word);
    default:
        return {};
    }
}

QVariant LabTreeModel::vmData(const QModelIndex &index, int role) const
{
    const Row &row = m_rows.at(size_t(index.internalId() - 1));
    const QString name = row.vms.at(index.row());
    const VmEntry *vm = vmAt(index);
    const VmState state = vm ? vm->status().state : VmState::Unknown;
    switch (role) {
    case Qt::DisplayRole:
    case VmRole:
        return name;
    case LabRole:
        return row.lab;
    case StateRole:
        return int(state);
    case Qt::ToolTipRole:
        return vm && !vm->status().reason.isEmpty()
                   ? lookOf(state).word + QStringLiteral(": ") + vm->status().reason
                   : lookOf(state).word;
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1, %2").arg(name, lookOf(state).word);
    case CpuRole: {
        QVariantList values;
        if (vm && state == VmState::Running) {
            const std::vector<double> &all = vm->cpu().values();
            for (size_t i = all.size() > 30 ? all.size() - 30 : 0; i < all.size(); ++i)
                values << all[i];
        }
        return values;
    }
    default:
        return {};
    }
}

QModelIndex LabTreeModel::indexOf(const QString &lab, const QString &vm) const
{
    for (size_t i = 0; i < m_rows.size(); ++i) {
        if (m_rows[i].lab != lab)
            continue;
        const QModelIndex parent = index(int(i), 0);
        const int row = int(m_rows[i].vms.indexOf(vm));
        return vm.isEmpty() ? parent : row < 0 ? QModelIndex() : index(row, 0, parent);
    }
    return {};
}

} // namespace hydra::ui
