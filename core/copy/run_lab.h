// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/lab/environment.h"
#include "core/lab/load.h"

namespace hydra {

/// The options of `hydractl run` for its VM.
struct RunRequest {
    QString image;        ///< a name of the store or a path
    QStringList settings; ///< KEY=VALUE
    bool disposable = false;
    bool capture = false; ///< QEMU writes the network's packets to captureFile
};

/// Makes a lab called run-XXXXXX with one VM. A disposable one is owned by this process
/// (copy/owned_lab), and all of it, its file included, is in its state directory. NotFound for an
/// unknown image, before anything is created. Blocks briefly.
[[nodiscard]] Result<LoadedTarget> makeRunLab(const Environment &environment,
                                              const RunRequest &request);

/// The file for the packets of a run with `capture`, in pcap's format.
[[nodiscard]] QString captureFile(const Paths &paths, const VmRef &vm);

} // namespace hydra
