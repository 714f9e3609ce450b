// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "config/lab_spec.h"
#include "config/yaml_node.h"

#include <QByteArray>

namespace hydra {

/// The lab as a lab file: what is not default, keys in the order of the contract, nothing under
/// `common`. Reading it gives an equal LabSpec, whatever the file is called. Pure. The text holds
/// the passwords the lab has.
[[nodiscard]] QByteArray writeLab(const LabSpec &lab);

/// Everything a VM or lab is after defaults, as a tree that `get` looks into.
[[nodiscard]] YamlNode fullVmNode(const VmSpec &vm);
[[nodiscard]] YamlNode fullLabNode(const LabSpec &lab);

} // namespace hydra
