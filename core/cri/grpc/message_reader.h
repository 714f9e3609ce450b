// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cri/read_message.h"

#include <google/protobuf/descriptor.h>

namespace hydra {

/// A message of runtime.v1 by its name, such as PodSandboxConfig; null: there is none.
[[nodiscard]] const google::protobuf::Descriptor *findCriMessage(const QString &name);

/// See readCriMessage. Pure.
[[nodiscard]] CriReading readMessage(const google::protobuf::Descriptor *type,
                                     const YamlNode &root);

} // namespace hydra
