// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "lab/environment.h"
#include "lab/load.h"

namespace hydra {

/// What `hydractl run` makes a VM of.
struct RunRequest {
    QString image;        ///< a name of the store or a path
    QStringList settings; ///< KEY=VALUE
    bool disposable = false;
    bool capture = false; ///< QEMU writes the network's packets to captureFile
};

/// Makes a lab called run-XXXXXX with one VM of an image. A disposable one is this process's (lab/owned_lab)
/// and all of it, its file too, lies in its state directory. NotFound for an unknown image, before
/// anything was made. Blocks briefly.
[[nodiscard]] Result<LoadedTarget> makeRunLab(const Environment &environment, const RunRequest &request);

/// Where the network's packets of a run with `capture` are, in pcap's format.
[[nodiscard]] QString captureFile(const Paths &paths, const VmRef &vm);

} // namespace hydra
