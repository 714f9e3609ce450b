// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/context.h"
#include "ui/settings_form/vm_form.h"
#include "ui/widgets/basics.h"

#include <QPointer>

namespace hydra::ui {

/// Says what the next start does with the disk of a VM whose image or guest set-up was changed, and
/// offers to start it with that disk or a fresh one.
class DiskNotice : public Banner
{
    Q_OBJECT

public:
    DiskNotice(Context &context, VmEntry &vm, VmForm &form, QWidget *parent = nullptr);

    void refresh();

private:
    void offer();

    Context &m_context;
    QPointer<VmEntry> m_vm;
    VmForm &m_form;
    QString m_shown;
};

} // namespace hydra::ui
