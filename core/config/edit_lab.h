// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "config/diagnostic.h"

#include <QByteArray>

#include <tl/expected.hpp>

namespace hydra {

/// One KEY=VALUE of `hydractl set`. KEY is dotted (ports.ssh); VALUE is YAML (flow style for
/// lists and maps; several lines of it stand in the file as they are). The index behind a list's last adds
/// an item. VM empty: the key is the lab's own (name, network.mode, common.cpu, vms[0].cpu).
struct LabEdit {
    enum class Kind { Set, Remove };
    QString vm;
    QString key;
    QString value;
    Kind kind = Kind::Set; ///< Remove: the key or list item leaves the file, and the maps that held only it
    bool operator==(const LabEdit &) const = default;
};

/// Patches the text so that each edit holds, keeping comments, order and style of everything else.
/// The result was parsed again and compared: only the edited keys differ. Pure.
[[nodiscard]] tl::expected<QByteArray, Diagnostics> editLab(const QByteArray &text, const QString &file,
                                                            const std::vector<LabEdit> &edits);

/// One edit without a judgement on the lab it makes: what a draft goes through. Only an edit that cannot
/// be made fails.
[[nodiscard]] tl::expected<QByteArray, Diagnostics> patchLab(const QByteArray &text, const QString &file,
                                                             const LabEdit &edit);

/// The value of a dotted key of a VM after defaults, as YAML; nothing for an unknown key.
[[nodiscard]] tl::expected<QString, Diagnostics> getLabValue(const QByteArray &text, const QString &file,
                                                             const QString &vm, const QString &key);

} // namespace hydra
