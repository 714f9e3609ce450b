// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/config/lab_spec.h"

#include <QByteArray>
#include <QStringList>

#include <utility>
#include <vector>

/// What importers return and exporters make, whatever the format. Plain values; all importers and
/// exporters are pure functions, except those of bundles, which contain images.
namespace hydra {

struct Imported {
    LabSpec lab;
    /// The lab file with its comments, if the source was a lab file; empty: write LAB with
    /// writeLab.
    QByteArray text;
    QStringList notes; ///< a line for each setting that a lab file cannot express
};

struct ExportedFile {
    QString name; ///< the file's name; all are written to one directory
    QByteArray text;
    bool executable = false;
    bool secret = false; ///< contains secrets: only its owner may read it
    bool operator==(const ExportedFile &) const = default;
};

struct Exported {
    std::vector<ExportedFile> files; ///< the main file comes first
    /// A line for each thing the format cannot express, and for secrets left out.
    QStringList notes;
    /// Absolute path of the lab file it was made from, which an export must not overwrite; empty:
    /// none.
    QString labFile;
};

/// The host on which upstream's script would run; some of its defaults depend on it.
struct UpstreamHost {
    enum class Os { Linux, MacOs, Other };
    Os os = Os::Linux; ///< Linux: as root, as upstream's containers and charts have it
    QString arch = QStringLiteral("amd64"); ///< Debian's name
};
[[nodiscard]] UpstreamHost thisUpstreamHost();

/// Settings of upstream's start-vm.sh, in the order of its documentation.
using UpstreamEnv = std::vector<std::pair<QString, QString>>;

} // namespace hydra
