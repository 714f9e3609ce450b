// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/config/lab_spec.h"
#include "core/yaml/diagnostic.h"
#include "core/yaml/node.h"

#include <QByteArray>
#include <QStringList>

namespace hydra {

/// A value as the lab file spells it, valid or not.
struct WrittenValue {
    enum class Origin {
        Default, ///< written nowhere: `node` is the default, a null when there is none
        Common,  ///< under `common`
        Own      ///< at the VM
    };
    Origin origin = Origin::Default;
    YamlNode node;
    YamlNode beneath; ///< what would hold without the VM's own value
};

/// What a lab file's text says about its VMs, not validated: what a form shows while the file is
/// being edited. An immutable value.
class WrittenLab
{
public:
    WrittenLab(QByteArray text, const QString &file);

    /// Empty when the text is YAML with a list of VMs, else the reasons why nothing can be shown.
    [[nodiscard]] const Diagnostics &unreadable() const { return m_unreadable; }
    /// As written, duplicates included.
    [[nodiscard]] const QStringList &vmNames() const { return m_names; }
    /// PATH as in vmKeyPaths, but with indexes: shares[0].tag.
    [[nodiscard]] WrittenValue at(std::size_t vm, const QString &path) const;
    /// The value of a map with arbitrary keys as it was written (at the VM, or under `common`).
    [[nodiscard]] QString sourceAt(std::size_t vm, const QString &key) const;

private:
    [[nodiscard]] const YamlNode *vmNode(std::size_t vm) const;
    [[nodiscard]] const YamlNode *commonNode() const;
    /// Isolated or another: what a default depends on.
    [[nodiscard]] Role roleAt(std::size_t vm) const;

    QByteArray m_text;
    YamlNodePtr m_root;
    Diagnostics m_unreadable;
    QStringList m_names;
};

} // namespace hydra
