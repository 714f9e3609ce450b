// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/context.h"
#include "ui/widgets/basics.h"

#include <QCheckBox>
#include <QLineEdit>

#include <memory>

namespace hydra::ui {

/// The snapshots of one VM as a tree, and the actions on them. Reads them when shown and after
/// changes.
class SnapshotsPage : public QWidget
{
    Q_OBJECT

public:
    SnapshotsPage(Context &context, VmEntry &vm, QWidget *parent = nullptr);

protected:
    void showEvent(QShowEvent *event) override;

private:
    [[nodiscard]] QWidget *makeForm();
    void showForm();
    void take();
    void reload();
    void showSnapshots(const Result<std::vector<VmSnapshots>> &snapshots);
    void addRow(const SnapshotRow &row);
    void askRestore(const Snapshot &snapshot);
    void askDelete(const Snapshot &snapshot);
    /// The target the snapshot was made of: empty for its lab, or this VM alone.
    [[nodiscard]] QString vmOf(const Snapshot &snapshot) const;

    Context &m_context;
    QPointer<VmEntry> m_vm;
    VmRef m_ref;
    Banner *m_banner;
    QLineEdit *m_name;
    QLineEdit *m_note;
    QCheckBox *m_memory;
    QCheckBox *m_wholeLab;
    QPushButton *m_take;
    Card *m_card;
    QVBoxLayout *m_rows;
    std::unique_ptr<JobBase> m_reading;
    bool m_again = false; ///< something changed while reading
};

} // namespace hydra::ui
