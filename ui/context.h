// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "actions/actions.h"
#include "theme/theme.h"

namespace hydra::ui {

/// What every page works with. All outlive all pages.
struct Context {
    Theme &theme;
    LabStore &store;
    JobList &jobs;
    Actions &actions;

    [[nodiscard]] const Paths &paths() const { return store.environment().paths; }
};

} // namespace hydra::ui
