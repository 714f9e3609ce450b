// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/containers/pod_source.h"

#include <QLineEdit>
#include <QListWidget>
#include <QStackedWidget>

namespace hydra::ui {

/// A workload of the library: description, what it needs, its pod's name and its settings.
class WorkloadForm : public PodSource
{
    Q_OBJECT

public:
    explicit WorkloadForm(QWidget *parent = nullptr);

    [[nodiscard]] Result<PodRun> podRun() const override;
    [[nodiscard]] QString command(const QString &vm) const override;

private:
    struct Page {
        Workload workload;
        QLineEdit *name, *nameSpace;
        QLabel *trouble;
        std::vector<std::pair<WorkloadSetting, QLineEdit *>> settings;
    };
    [[nodiscard]] QWidget *addPage(const Workload &workload);
    [[nodiscard]] const Page &page() const;
    [[nodiscard]] WorkloadChoice choice() const;
    void check();

    QListWidget *m_list;
    QStackedWidget *m_stack;
    std::vector<Page> m_pages;
};

} // namespace hydra::ui
