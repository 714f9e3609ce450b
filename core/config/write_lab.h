// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/config/lab_spec.h"
#include "core/yaml/node.h"

#include <QByteArray>

namespace hydra {

/// The lab as a lab file: only what differs from the defaults, keys in the order of vmFields,
/// nothing under `common`. Reading it gives an equal LabSpec, whatever the file's name. Pure. The
/// text contains the lab's passwords.
[[nodiscard]] QByteArray writeLab(const LabSpec &lab);

/// A VM or lab with all defaults filled in, as a tree for `get` to look into.
[[nodiscard]] YamlNode fullVmNode(const VmSpec &vm);
[[nodiscard]] YamlNode fullLabNode(const LabSpec &lab);

} // namespace hydra
