// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/actions/actions.h"
#include "ui/models/doctor_model.h"
#include "ui/theme/theme.h"

namespace hydra::ui {

/// The objects every page works with; all of them outlive the pages.
struct Context {
    Theme &theme;
    LabStore &store;
    JobList &jobs;
    Actions &actions;
    DoctorModel &doctor;

    [[nodiscard]] const Paths &paths() const { return store.environment().paths; }
    /// Where the window remembers its look, for QSettings (IniFormat).
    [[nodiscard]] QString windowFile() const
    {
        return paths().stateDir + QStringLiteral("/window.ini");
    }
};

} // namespace hydra::ui
