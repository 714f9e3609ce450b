// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cri/runtime_watch.h"
#include "ui/theme/theme.h"

namespace hydra::ui {

class VmRuntime;

/// The four lists of a container runtime.
enum class RuntimeList { Containers, Pods, Images, Events };

/// One column, with crictl's title.
struct RuntimeColumn {
    enum class Look { Plain, Strong, Dim, Id, State, Age, Cpu, Memory, Size };
    const char *key; ///< for the remembered settings
    const char *title;
    Look look = Look::Plain;
    int width = 100;
    bool shown = true; ///< by default
};
[[nodiscard]] const std::vector<RuntimeColumn> &columnsOf(RuntimeList list);

/// Classes of states, each with a colour: running, waiting, failed, finished.
enum class RuntimeMood { Good, Waiting, Bad, Over };

/// One row, without values that change by themselves (ages, usage).
struct RuntimeRow {
    VmRuntime *runtime = nullptr;
    QString id;        ///< of the container, pod or image; an event's number
    QString reference; ///< the argument for a command: an id, or an image's tag
    QString name;
    QStringList cells; ///< one per column, plain text without control characters
    QString haystack;  ///< the text the filter searches, in lower case
    qint64 atNs = 0;   ///< time of creation or of the event
    quint64 size = 0;
    RuntimeMood mood = RuntimeMood::Over;
    bool runs = false; ///< a running container, a ready pod
};

/// Untrusted text made displayable: without control characters, at most 512 characters.
[[nodiscard]] QString shownText(const QString &text);

/// Pure except for RUNTIME, which supplies the VM's name and exit codes.
[[nodiscard]] RuntimeRow rowOf(VmRuntime &runtime, const CriContainer &container);
[[nodiscard]] RuntimeRow rowOf(VmRuntime &runtime, const CriPod &pod);
/// One row per tag, like crictl; one for an image without tags.
[[nodiscard]] std::vector<RuntimeRow> rowsOf(VmRuntime &runtime, const CriImage &image);
[[nodiscard]] RuntimeRow rowOf(VmRuntime &runtime, const RuntimeEvent &event, qint64 number);

} // namespace hydra::ui
