// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "context.h"
#include "settings_form/vm_form.h"
#include "widgets/basics.h"
#include "widgets/diff_view.h"

#include <QTimer>

namespace hydra::ui {

/// What a draft means for a VM: its changes, QEMU's command, what the guest gets, the file. Without secrets.
/// Asks for the preview of a draft that is valid, while it is seen, and gives it to the form.
class PreviewPane : public QFrame
{
    Q_OBJECT

public:
    PreviewPane(Context &context, VmForm &form, QWidget *parent = nullptr);

    void ask(); ///< soon; bursts become one

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
