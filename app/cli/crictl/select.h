// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/crictl/runtime.h"

#include <QJsonArray>

namespace hydra::cli {

/// Which containers, pods or images a verb is about: crictl's filters.
struct Selection {
    std::string id, name, namespace_, pod, state, image;
    std::vector<std::string> labels;  ///< KEY=VALUE
    std::vector<std::string> filters; ///< of images: dangling=BOOL…
    int last = 0;                     ///< the newest so many; 0: all
    bool latest = false;
    bool all = false; ///< containers in any state, not only those that run
    [[nodiscard]] bool isLast() const { return latest || last > 0; }
};

/// Options that several verbs have. The state's words are checked, and the form of labels.
void addContainerFilters(CLI::App &command, Selection &selection); ///< ps, inspect
void addPodFilters(CLI::App &command, Selection &selection);       ///< pods, inspectp
void addImageFilters(CLI::App &command, Selection &selection);     ///< images, inspecti
void addLabel(CLI::App &command, std::vector<std::string> &labels, const char *flags = "--label",
              const char *words = "By label, KEY=VALUE; may be repeated");
/// --state with words of crictl; FLAGS names it, since exec's has no letter.
void addContainerState(CLI::App &command, std::string &state, const char *flags = "-s,--state");

/// What the runtime has of them, newest first (images: by tag), in CRI's JSON. Invalid for an
/// expression that is none.
[[nodiscard]] Result<QJsonArray> selectContainers(CrictlRuntime &runtime,
                                                  const Selection &selection);
[[nodiscard]] Result<QJsonArray> selectPods(CrictlRuntime &runtime, const Selection &selection);
[[nodiscard]] Result<QJsonArray> selectImages(CrictlRuntime &runtime, const Selection &selection);

/// Their names of images replaced by the first tag that the runtime knows these images under.
[[nodiscard]] QJsonArray withImageNames(CrictlRuntime &runtime, const QJsonArray &containers);

} // namespace hydra::cli
