// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cri/runtime_watch.h"
#include "theme/theme.h"

namespace hydra::ui {

class VmRuntime;

/// The four lists of a container runtime.
enum class RuntimeList { Containers, Pods, Images, Events };

/// One column, with crictl's title.
struct RuntimeColumn {
    enum class Look { Plain, Strong, Dim, Id, State, Age, Cpu, Memory, Size };
    const char *key; ///< for what is remembered
    const char *title;
    Look look = Look::Plain;
    int width = 100;
    bool shown = true; ///< unless chosen otherwise
};
[[nodiscard]] const std::vector<RuntimeColumn> &columnsOf(RuntimeList list);

/// A state's colours: of what runs, of what waits, of what went wrong, of what is over.
enum class RuntimeMood { Good, Waiting, Bad, Over };

/// One row; what changes by itself (ages, use) is not in it.
struct RuntimeRow {
    VmRuntime *runtime = nullptr;
    QString id;        ///< of the container, pod or image; of an event its number
    QString reference; ///< what a command calls it by: id, or an image's tag
    QString name;
    QStringList cells; ///< one for each column, plain, without control characters
    QString haystack;  ///< what the filter looks in, lower case
    qint64 atNs = 0;   ///< created, or happened
    quint64 size = 0;
    RuntimeMood mood = RuntimeMood::Over;
    bool runs = false; ///< a running container, a ready pod
};

/// Foreign text as it may be shown: no control characters, at most 512 characters.
[[nodiscard]] QString shownText(const QString &text);

/// Pure but for RUNTIME, which gives the VM's name and exit codes.
[[nodiscard]] RuntimeRow rowOf(VmRuntime &runtime, const CriContainer &container);
[[nodiscard]] RuntimeRow rowOf(VmRuntime &runtime, const CriPod &pod);
/// One for each tag, as crictl has it; one for an image without.
[[nodiscard]] std::vector<RuntimeRow> rowsOf(VmRuntime &runtime, const CriImage &image);
[[nodiscard]] RuntimeRow rowOf(VmRuntime &runtime, const RuntimeEvent &event, qint64 number);

} // namespace hydra::ui
