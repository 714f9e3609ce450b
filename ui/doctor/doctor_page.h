// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/context.h"
#include "ui/models/doctor_model.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/program_page.h"

#include <QGridLayout>

namespace hydra::ui {

/// What this machine offers, what is wrong with it and how to fix that, most severe first; the same
/// findings as `hydractl doctor`.
class DoctorPage : public ProgramPage
{
    Q_OBJECT

public:
    DoctorPage(Context &context, QWidget *parent = nullptr);

private:
    void refresh();
    void addFinding(QGridLayout &rows, const Finding &finding);
    void saveBundle();

    Context &m_context;
};

} // namespace hydra::ui
