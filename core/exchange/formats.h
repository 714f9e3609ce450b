// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "exchange/exchange.h"
#include "exchange/export_places.h"
#include "exchange/shell_guests.h"

#include <span>

/// The text formats a lab comes from and goes to, for the command line and the window alike. Bundles, which
/// hold images, are not among them (exchange/bundle.h).
namespace hydra {

struct ImportRequest {
    QByteArray text;
    QString labName; ///< what the lab shall be called when the text does not say
    UpstreamHost host;
    QString file; ///< absolute path of what was read: relative paths are beside it; empty: unknown
};

struct ImportFormat {
    const char *name;    ///< as after --from
    const char *summary; ///< one line for people
    Result<Imported> (*read)(const ImportRequest &request);
};

struct ExportRequest {
    LabSpec lab;
    QStringList vms;  ///< which of them go out: one, or all in the lab's order
    QString labFile;  ///< absolute path of the lab file; empty: it was never saved
    bool withSecrets = false;
    UpstreamHost host;
    ExportPlaces places;
    ShellGuests shell; ///< only for the format "shell": gatherShellGuests

    /// The VMs that go out.
    [[nodiscard]] std::vector<const VmSpec *> chosen() const;
};

struct ExportFormat {
    const char *name;     ///< as after --to
    const char *fileName; ///< what the main file is called when nobody says otherwise; %1: the lab
    const char *summary;  ///< one line for people
    Result<Exported> (*make)(const ExportRequest &request);
};

[[nodiscard]] std::span<const ImportFormat> importFormats();
[[nodiscard]] std::span<const ExportFormat> exportFormats();

/// By name; Invalid names the formats there are. Both are pure.
[[nodiscard]] Result<Imported> importAs(const QString &format, const ImportRequest &request);
[[nodiscard]] Result<Exported> exportAs(const QString &format, const ExportRequest &request);

/// The exactly one VM that goes out; Invalid when there are several, for formats that hold one VM.
[[nodiscard]] Result<const VmSpec *> singleVm(const ExportRequest &request);

} // namespace hydra
