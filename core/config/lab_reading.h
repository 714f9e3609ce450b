// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/config/lab_spec.h"
#include "core/config/value.h"
#include "core/yaml/diagnostic.h"

#include <QByteArray>

#include <tl/expected.hpp>

namespace hydra {

/// A lab file's tree with the positions of its VMs, for checks across VMs: finds where a VM's key
/// was written, at the VM or in `common`. Borrows the tree and the complaints.
class LabTree
{
public:
    LabTree(const YamlNode &root, Complaints &complaints) : m_root(root), m_complaints(complaints)
    {
    }

    [[nodiscard]] Value root() const { return {m_root, {}, m_complaints}; }
    /// The map `common`, the list `vms`, the map `network`; nothing when missing or empty.
    [[nodiscard]] std::optional<Value> top(const QString &key) const;
    /// The value of a VM's key, given step by step ("[2]" is a step into a list); the VM itself
    /// when the key is written nowhere.
    [[nodiscard]] Value place(std::size_t vm, const QStringList &path) const;

private:
    const YamlNode &m_root;
    Complaints &m_complaints;
};

/// The steps of a dotted key: ports, extra, [2] of "ports.extra[2]".
[[nodiscard]] QStringList stepsOf(const QString &dottedKey);
/// "ports.extra[2]" of the steps ports, extra, [2].
[[nodiscard]] QString dottedPath(const QStringList &steps);

/// Checks how one VM's keys fit together and how the lab's VMs fit each other.
void judgeLab(const LabSpec &lab, const LabTree &tree);

/// A lab and, for `get common.KEY`, the values of `common` on their own.
struct LabReading {
    LabSpec lab;
    VmSpec common;
    YamlNodePtr root;
};
[[nodiscard]] tl::expected<LabReading, Diagnostics> readLabTree(const QByteArray &text,
                                                                const QString &file);

} // namespace hydra
