// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "context.h"
#include "models/doctor_model.h"
#include "widgets/basics.h"
#include "widgets/program_page.h"

#include <QGridLayout>

namespace hydra::ui {

/// What this machine offers, what is wrong with it and what to do about it, the gravest first; the same
/// as `hydractl doctor`.
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
