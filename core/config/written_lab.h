// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "config/diagnostic.h"
#include "config/yaml_node.h"

#include <QByteArray>
#include <QStringList>

namespace hydra {

/// A value as a lab file has it, right or wrong.
struct WrittenValue {
    enum class Origin {
        Default, ///< written nowhere: `node` is what holds then, a null when nothing does
        Common,  ///< under `common`
        Own      ///< at the VM
    };
    Origin origin = Origin::Default;
    YamlNode node;
    YamlNode beneath; ///< what holds when the VM's own is taken out
};

/// What a lab file's text says of its VMs, judged by nobody: what a form shows while the file is being
/// written. An immutable value.
class WrittenLab
{
public:
    WrittenLab(QByteArray text, const QString &file);

    /// Empty when the text is YAML with a list of VMs, else why nothing can be shown.
    [[nodiscard]] const Diagnostics &unreadable() const { return m_unreadable; }
    [[nodiscard]] const QStringList &vmNames() const { return m_names; } ///< as written, doubles too
    /// PATH as in vmKeyPaths, with numbers: shares[0].tag.
    [[nodiscard]] WrittenValue at(std::size_t vm, const QString &path) const;
    /// The lines of a map of any keys, as they were written (at the VM, or under `common`).
    [[nodiscard]] QString sourceAt(std::size_t vm, const QString &key) const;

private:
    [[nodiscard]] const YamlNode *vmNode(std::size_t vm) const;
    [[nodiscard]] const YamlNode *commonNode() const;

    QByteArray m_text;
    YamlNodePtr m_root;
    Diagnostics m_unreadable;
    QStringList m_names;
};

} // namespace hydra
