// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/exchange/format.h"

namespace hydra {

/// LAB with only these of its VMs, and `after` without the others. Pure.
[[nodiscard]] LabSpec onlyVms(LabSpec lab, const QStringList &vms);

/// The lab as it is exported: the chosen VMs, absolute paths, and no secrets unless the request
/// asks for them. NOTES say what was left out. Pure.
[[nodiscard]] LabSpec labCopy(const ExportRequest &request, QStringList &notes);

/// The request for upstream's formats, which report the other secrets key by key: without logins in
/// web addresses unless secrets are asked for. NOTES say where there were some. Pure.
[[nodiscard]] ExportRequest withoutWebLogins(ExportRequest request, QStringList &notes);

/// One note per VM with the files of this machine that it needs. Pure.
[[nodiscard]] QStringList notesOfFiles(const LabSpec &lab);

} // namespace hydra
