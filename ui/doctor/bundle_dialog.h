// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/doctor/debug_bundle.h"
#include "ui/context.h"
#include "ui/widgets/basics.h"

#include <QDialog>
#include <QListWidget>
#include <QPlainTextEdit>

namespace hydra::ui {

/// Collects a debug bundle and shows all its files before it can be saved.
class BundleDialog : public QDialog
{
    Q_OBJECT

public:
    BundleDialog(Context &context, QWidget *parent);

private:
    void take(Result<std::vector<BundleEntry>> entries);
    void showEntry(int row);
    void save();

    Context &m_context;
    Banner *m_banner;
    QListWidget *m_list;
    QPlainTextEdit *m_text;
    QPushButton *m_save;
    std::vector<BundleEntry> m_entries;
    std::unique_ptr<JobBase> m_job;
};

} // namespace hydra::ui
