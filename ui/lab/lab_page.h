// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/context.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/page_header.h"

#include <QStackedWidget>

namespace hydra::ui {

/// A lab: its environments and its file. When the file is broken it shows why, and what still runs
/// can be seen and stopped.
class LabPage : public QWidget
{
    Q_OBJECT

public:
    LabPage(Context &context, QString name, QWidget *parent = nullptr);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void refresh();
    void showVms(LabEntry &lab);
    void showHeader(LabEntry &lab);
    void showRows(LabEntry &lab);
    void addRow(VmEntry &vm);

    Context &m_context;
    QString m_name;
    PageHeader *m_header;
    Banner *m_banner;
    QVBoxLayout *m_bannerLine;
    QVBoxLayout *m_rows;
    QStackedWidget *m_stack;
    QString m_shownRows;
};

} // namespace hydra::ui
