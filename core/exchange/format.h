// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/exchange/exchange.h"
#include "core/exchange/export_places.h"
#include "core/exchange/shell_guests.h"

namespace hydra {

struct ImportRequest {
    QByteArray text;
    QString labName; ///< the lab's name unless the text has one
    UpstreamHost host;
    QString file; ///< absolute path of the source, to which relative paths refer; empty: unknown
};

struct ImportFormat {
    const char *name;    ///< the name for --from
    const char *summary; ///< one line for people
    Result<Imported> (*read)(const ImportRequest &request);
};

struct ExportRequest {
    LabSpec lab;
    QStringList vms; ///< the VMs to export: one, or all in the lab's order
    QString labFile; ///< absolute path of the lab file; empty: it was never saved
    bool withSecrets = false;
    UpstreamHost host;
    ExportPlaces places;
    ShellGuests shell; ///< only for the format "shell": export/gather_shell_guests

    /// The specs of the VMs to export.
    [[nodiscard]] std::vector<const VmSpec *> chosen() const;
};

struct ExportFormat {
    const char *name;     ///< the name for --to
    const char *fileName; ///< default name of the main file; %1: the lab
    const char *summary;  ///< one line for people
    Result<Exported> (*make)(const ExportRequest &request);
};

/// The only VM to export; Invalid when there are several, for formats that hold one VM.
[[nodiscard]] Result<const VmSpec *> singleVm(const ExportRequest &request);

} // namespace hydra
