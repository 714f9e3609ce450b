// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/yaml/diagnostic.h"

#include <QByteArray>

#include <tl/expected.hpp>

namespace hydra {

/// One KEY=VALUE of `hydractl set`. KEY is dotted (ports.ssh). VALUE is YAML, in flow style for
/// lists and maps; a VALUE of several lines is copied into the file verbatim. The index behind a
/// list's last item appends one. With an empty VM the key is the lab's own (name, network.mode,
/// common.cpu, vms[0].cpu).
struct LabEdit {
    enum class Kind { Set, Remove };
    QString vm;
    QString key;
    QString value;
    Kind kind =
        /// Remove takes out the key or list item, and every map that this leaves empty.
        Kind::Set;
    bool operator==(const LabEdit &) const = default;
};

/// Patches the text so that each edit holds, keeping the comments, order and style of everything
/// else. The result has been parsed again and compared: only the edited keys differ. Pure.
[[nodiscard]] tl::expected<QByteArray, Diagnostics>
editLab(const QByteArray &text, const QString &file, const std::vector<LabEdit> &edits);

/// Applies one edit without validating the resulting lab, as a draft needs it. Fails only when the
/// edit itself cannot be made.
[[nodiscard]] tl::expected<QByteArray, Diagnostics>
patchLab(const QByteArray &text, const QString &file, const LabEdit &edit);

/// The value of a dotted key of a VM after defaults, as YAML; nothing for an unknown key.
[[nodiscard]] tl::expected<QString, Diagnostics>
getLabValue(const QByteArray &text, const QString &file, const QString &vm, const QString &key);

} // namespace hydra
