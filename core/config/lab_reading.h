// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "config/diagnostic.h"
#include "config/lab_spec.h"
#include "config/value.h"

#include <QByteArray>

#include <tl/expected.hpp>

namespace hydra {

/// A lab file's tree with the places of its VMs, for judging across VMs: where a VM's key was
/// written, be it at the VM or in `common`. Borrows the tree and the complaints.
class LabTree
{
public:
    LabTree(const YamlNode &root, Complaints &complaints) : m_root(root), m_complaints(complaints) {}

    [[nodiscard]] Value root() const { return {m_root, {}, m_complaints}; }
    /// The map `common`, the list `vms`, the map `network`; nothing when missing or empty.
    [[nodiscard]] std::optional<Value> top(const QString &key) const;
    /// The value of a VM's key, given step by step ("[2]" is a step into a list); the VM itself
    /// when it stands nowhere.
    [[nodiscard]] Value place(std::size_t vm, const QStringList &path) const;

private:
    const YamlNode &m_root;
    Complaints &m_complaints;
};

/// The steps of a dotted key: ports, extra, [2] of "ports.extra[2]".
[[nodiscard]] QStringList stepsOf(const QString &dottedKey);
/// "ports.extra[2]" of the steps ports, extra, [2].
[[nodiscard]] QString dottedPath(const QStringList &steps);

/// Judges what one VM's keys mean together and what the VMs of a lab mean to each other.
void judgeLab(const LabSpec &lab, const LabTree &tree);

/// A lab with what `common` says on its own, for `get common.KEY`.
struct LabReading {
    LabSpec lab;
    VmSpec common;
    YamlNodePtr root;
};
[[nodiscard]] tl::expected<LabReading, Diagnostics> readLabTree(const QByteArray &text,
                                                                const QString &file);

} // namespace hydra
