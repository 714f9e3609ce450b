// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/ids.h"

namespace hydra::ui {

/// The window's current location: what is selected in the sidebar.
struct Place {
    enum class Kind { Welcome, Lab, Vm, Images, Doctor, Activity, Settings };
    Kind kind = Kind::Welcome;
    QString lab; ///< of Lab and Vm
    QString vm;  ///< of Vm

    [[nodiscard]] static Place of(const VmRef &ref) { return {Kind::Vm, ref.lab, ref.vm}; }
    bool operator==(const Place &) const = default;
};

} // namespace hydra::ui
