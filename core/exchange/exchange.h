// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "config/lab_spec.h"

#include <QByteArray>
#include <QStringList>

#include <utility>
#include <vector>

/// What importers give and exporters make, whatever the format. Plain values; all importers and exporters
/// are pure functions, except those of bundles, which hold images.
namespace hydra {

struct Imported {
    LabSpec lab;
    QByteArray text;   ///< the lab file with its comments where the source was one; else empty: writeLab
    QStringList notes; ///< a line for each thing that no lab file can say, never silently dropped
};

struct ExportedFile {
    QString name; ///< what the file is called beside the others
    QByteArray text;
    bool executable = false;
    bool secret = false; ///< holds secrets: only its owner may read it
    bool operator==(const ExportedFile &) const = default;
};

struct Exported {
    std::vector<ExportedFile> files; ///< the first one is the main one
    QStringList notes;               ///< a line for each thing the format cannot say, secrets left out included
    QString labFile;                 ///< absolute path of the lab file it was made from, which no export may replace; empty: none
};

/// Where upstream's script would run: some of its defaults differ by that.
struct UpstreamHost {
    enum class Os { Linux, MacOs, Other };
    Os os = Os::Linux; ///< Linux: as root, as upstream's containers and charts have it
    QString arch = QStringLiteral("amd64"); ///< in Debian's words
};
[[nodiscard]] UpstreamHost thisUpstreamHost();

/// Settings of upstream's start-vm.sh, in the order of its documentation.
using UpstreamEnv = std::vector<std::pair<QString, QString>>;

} // namespace hydra
