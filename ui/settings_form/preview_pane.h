// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/context.h"
#include "ui/settings_form/vm_form.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/diff_view.h"

#include <QTimer>

namespace hydra::ui {

/// The effects of a draft on a VM: its changes, QEMU's command, the guest's documents, the file.
/// Without secrets. Requests the preview of a valid draft while visible, and passes it to the form.
class PreviewPane : public QFrame
{
    Q_OBJECT

public:
    PreviewPane(Context &context, VmForm &form, QWidget *parent = nullptr);

    void ask(); ///< debounced: a burst of calls asks once

protected:
    void showEvent(QShowEvent *event) override;

private:
    enum Tab { Changes, Qemu, UserData, Network, Yaml, TabCount };
    void show(Tab tab);
    void refresh();
    void work();
    [[nodiscard]] QString waiting() const;

    Context &m_context;
    VmForm &m_form;
    DiffView *m_view;
    std::array<QPushButton *, TabCount> m_tabs = {};
    Tab m_tab = Changes;
    QTimer m_soon;
    QByteArray m_asked;
    std::unique_ptr<JobBase> m_job;
    std::optional<Error> m_trouble;
};

} // namespace hydra::ui
