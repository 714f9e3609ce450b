// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "exchange/formats.h"

namespace hydra {

/// LAB with these of its VMs only; none waits for one that is not there. Pure.
[[nodiscard]] LabSpec onlyVms(LabSpec lab, const QStringList &vms);

/// The lab as it goes out: the chosen VMs, absolute paths, and no secrets unless the request wants them. NOTES
/// say what is left out. Pure.
[[nodiscard]] LabSpec labCopy(const ExportRequest &request, QStringList &notes);

/// The request as formats of upstream's tell it, which say of each other secret what becomes of it: no logins in web
/// addresses unless it wants secrets. NOTES say where there were some. Pure.
[[nodiscard]] ExportRequest withoutWebLogins(ExportRequest request, QStringList &notes);

/// What the chosen VMs need of this machine's files: a note for each VM. Pure.
[[nodiscard]] QStringList notesOfFiles(const LabSpec &lab);

} // namespace hydra
